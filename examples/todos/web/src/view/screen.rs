//! What a page shows, as data.

use todos_api::{Filter, Todo};

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
    /// What is wrong with the new todo's title.
    pub fault: Option<String>,
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
