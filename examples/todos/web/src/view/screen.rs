//! What a page shows, as data.

use std::fmt;
use std::sync::Arc;
use todos_api::{Filter, TITLE_MAX, Todo, TodosSpec};
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
    /// The todos with a call under way, once for each call.
    pub busy: Vec<u64>,
    /// The todos whose image was attached since the page was loaded, once for each time: a browser keeps an image by its address.
    pub attached: Vec<u64>,
    /// Whether a call that is about the whole list is under way.
    pub waiting: bool,
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

/// What is wrong with a title that the rules refused.
pub fn title_fault(title: &str) -> String {
    if title.trim().is_empty() {
        "Write down what needs to be done.".to_owned()
    } else {
        format!("A title has at most {TITLE_MAX} characters; this one has {}.", title.trim().chars().count())
    }
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

    /// Whether a call about this todo is under way.
    pub fn is_busy(&self, id: u64) -> bool {
        self.waiting || self.busy.contains(&id)
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
