//! What a page shows, as data.

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
    /// Whether a call that is about the whole list is under way.
    pub waiting: bool,
    /// The field for a new todo, where its rules and what was typed are known: on the server.
    pub new_title: Option<Field>,
    /// What is wrong with the new todo's title.
    pub fault: Option<String>,
    /// What is wrong with the form whose answer the page is. It is said first, and has the focus.
    pub refused: Vec<Fault>,
    /// Where the page is, if the browser's address does not say so: in the answer to a form.
    pub page: Option<String>,
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
    /// The field, where its rules and what was typed are known: on the server.
    pub field: Option<Field>,
    /// What is wrong with the new title.
    pub fault: Option<String>,
}

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
        Self { id, saving: false, field: None, fault: None }
    }
}

impl Editing {
    /// The field for another title.
    pub(crate) fn field(&self) -> Field {
        let field = self.field.clone().unwrap_or_else(|| Form::of(&TodosSpec::EDIT).about("id", &self.id).field("change.title"));
        Field { error: self.fault.clone().or(field.error), ..field }
    }
}

/// What is wrong with a title that the rules refused.
pub fn title_fault(title: &str) -> String {
    match title.trim().is_empty() {
        true => "Write down what needs to be done.".to_owned(),
        false => format!("A title has at most {TITLE_MAX} characters; this one has {}.", title.trim().chars().count()),
    }
}

impl Screen {
    /// The todos that the filter lets through.
    pub fn visible(&self) -> impl Iterator<Item = &Todo> {
        self.todos.iter().filter(|todo| self.filter.takes(todo))
    }

    /// How many todos are still to be done.
    pub fn left(&self) -> usize {
        self.todos.iter().filter(|todo| !todo.done).count()
    }

    /// Whether a call about this todo is under way.
    pub fn is_busy(&self, id: u64) -> bool {
        self.waiting || self.busy.contains(&id)
    }

    /// The field for a new todo.
    pub(crate) fn new_title(&self) -> Field {
        let field = self.new_title.clone().unwrap_or_else(|| Form::of(&TodosSpec::CREATE).field("new.title"));
        Field { error: self.fault.clone().or(field.error), ..field }
    }

    /// Where the form of a method is sent.
    pub(crate) fn action(&self, method: &'static MethodSpec) -> String {
        let form = Form::of(method);
        self.page.iter().fold(form, Form::on_page).action()
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

/// The path of a todo's image.
pub(super) fn image_path(id: u64) -> String {
    IMAGE_ROUTE.replace("{id}", &id.to_string())
}
