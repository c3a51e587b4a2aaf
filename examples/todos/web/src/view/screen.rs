//! What a page shows, as data.

use super::words::title_fault;
use std::fmt;
use std::sync::Arc;
use todos_api::{Filter, Todo, TodosSpec};

use trifold::MethodSpec;
use trifold::form::{Fault, Field, Form};

/// What a page shows.
#[derive(Debug, Clone, Default)]
pub struct Screen {
    /// The caller's whole list, oldest first.
    pub todos: Vec<Todo>,
    /// The part of it that is shown.
    pub filter: Filter,
    /// The todo whose title is being edited.
    pub editing: Option<Editing>,
    /// Who answers when a control is used.
    pub mode: Mode,
    /// The todos whose image was attached since the page was loaded, once for each time: a browser keeps an image by its address.
    pub attached: Vec<u64>,
    /// Where its forms come from.
    pub forms: Forms,
    /// What is wrong with the new todo's title.
    pub fault: Option<String>,
    /// What is wrong with the form whose answer the page is. It is said first, and has the focus.
    pub refused: Vec<Fault>,
    /// Where the user may sign in, if that is what the form was refused for.
    pub login: Option<String>,
    /// What else went wrong.
    pub notice: Option<String>,
}

/// The todo whose title is being edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editing {
    /// Which one.
    pub id: u64,
    /// Whether the new title is on its way.
    pub saving: bool,
    /// What is wrong with the new title.
    pub fault: Option<String>,
}

/// Where forms come from: on the server from Trifold's `FormState`, which knows their rules, their keys and what was typed; in the browser,
/// where calls take their place, from their methods alone.
#[derive(Clone, Default)]
pub struct Forms(Option<Arc<dyn Fn(&'static MethodSpec) -> Form + Send + Sync>>);

/// Who answers when a control is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// The browser itself: it submits a form and shows the page that comes back.
    #[default]
    Plain,
    /// The script: it calls the action and patches the page.
    Scripted,
}

impl Editing {
    /// Starts to edit a todo.
    pub fn start(id: u64) -> Self {
        Self { id, saving: false, fault: None }
    }
}

impl Forms {
    /// Forms as `make` makes them; each time another one, with a key of its own.
    pub fn new(make: impl Fn(&'static MethodSpec) -> Form + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(make)))
    }

    fn of(&self, method: &'static MethodSpec) -> Form {
        match &self.0 {
            Some(make) => make(method),
            None => Form::of(method),
        }
    }
}

impl fmt::Debug for Forms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Forms")
    }
}

/// A title's field, with what the page says is wrong with it.
fn in_our_words(field: Field, fault: Option<&String>) -> Field {
    let refused = || field.error.as_ref().map(|_| title_fault(field.typed.as_deref().unwrap_or_default()));
    Field { error: fault.cloned().or_else(refused), ..field }
}

impl Screen {
    /// The todos that the filter lets through.
    pub fn visible(&self) -> impl Iterator<Item = &Todo> {
        self.todos.iter().filter(|todo| self.filter.takes(todo))
    }

    /// Number of todos that are still to be done.
    pub fn left(&self) -> usize {
        self.todos.iter().filter(|todo| !todo.done).count()
    }

    /// Takes in that an edit field is saved. Returns true if its title is to be sent: not where it is on its way already, or as it was.
    pub fn save(&mut self, id: u64, title: &str) -> bool {
        let is_same = self.todos.iter().any(|todo| todo.id == id && todo.title == title);
        let is_open = self.editing.as_ref().is_some_and(|editing| editing.id == id && !editing.saving);
        if is_open {
            self.editing = (!is_same).then(|| Editing { saving: true, ..Editing::start(id) });
        }
        is_open && !is_same
    }

    /// Takes in that a call about a todo has ended: its edit field closes or, where the call failed, stays open and says what is wrong with the title.
    pub fn edited(&mut self, id: u64, failed: Option<Option<String>>) {
        if let Some(editing) = self.editing.take_if(|editing| editing.id == id) {
            self.editing = failed.map(|fault| Editing { saving: false, fault, ..editing });
        }
    }

    /// A form for a method.
    pub(crate) fn form(&self, method: &'static MethodSpec) -> Form {
        self.forms.of(method)
    }

    /// The field for a new todo.
    pub fn new_title(&self) -> Field {
        in_our_words(self.form(TodosSpec::CREATE).field("new.title"), self.fault.as_ref())
    }

    /// The field for another title.
    pub fn edited_title(&self, editing: &Editing) -> Field {
        in_our_words(self.form(TodosSpec::EDIT).about("id", &editing.id).field("change.title"), editing.fault.as_ref())
    }

    pub(crate) fn is_scripted(&self) -> bool {
        self.mode == Mode::Scripted
    }
}

/// The URL of a part of the list.
pub fn path(filter: Filter) -> &'static str {
    match filter {
        Filter::All => "/",
        Filter::Active => "/active",
        Filter::Completed => "/completed",
    }
}

/// The part of the list that a URL's path stands for.
pub fn filter_at(at: &str) -> Option<Filter> {
    Filter::EACH.into_iter().find(|filter| path(*filter) == at)
}

/// Where the page's images are.
pub const IMAGE_ROUTE: &str = "/image/{id}";

/// The address of a todo's image; another once another image was attached.
pub(super) fn image_url(screen: &Screen, id: u64) -> String {
    let path = IMAGE_ROUTE.replace("{id}", &id.to_string());
    match screen.attached.iter().filter(|attached| **attached == id).count() {
        0 => path,
        times => format!("{path}?{times}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editing(id: u64) -> Screen {
        let todo = |id, title: &str| Todo { id, title: title.to_owned(), done: false, tags: Vec::new(), due: None, has_image: true };
        Screen { todos: vec![todo(1, "one"), todo(2, "two")], editing: Some(Editing::start(id)), ..Screen::default() }
    }

    #[test]
    fn enter_and_the_blur_that_follows_save_once() {
        let mut screen = editing(1);
        assert!(screen.save(1, "uno"));
        assert!(!screen.save(1, "uno"), "it is on its way");
        screen.edited(1, None);
        assert!(screen.editing.is_none() && !screen.save(1, "uno"));
    }

    #[test]
    fn an_unchanged_title_asks_nothing() {
        let mut screen = editing(2);
        assert!(!screen.save(2, "two") && screen.editing.is_none());
    }

    #[test]
    fn a_refused_title_keeps_the_field_open_and_says_why() {
        let mut screen = editing(1);
        assert!(screen.save(1, "uno"));
        screen.edited(1, Some(Some("no".to_owned())));
        assert_eq!(screen.editing, Some(Editing { fault: Some("no".to_owned()), ..Editing::start(1) }));
        assert!(screen.save(1, "eins"), "it can be corrected");
        screen.editing = Some(Editing::start(2));
        screen.edited(1, None);
        assert_eq!(screen.editing, Some(Editing::start(2)), "saving one todo leaves the next one open");
    }

    #[test]
    fn another_image_has_another_address() {
        let mut screen = editing(1);
        for address in ["/image/1?1\"", "/image/1?2\""] {
            assert!(!crate::view::app(&screen).into_string().contains(address));
            screen.attached.push(1);
            assert!(crate::view::app(&screen).into_string().contains(address));
        }
    }
}
