//! What travels. The rules on the fields are checked twice: before a call is sent, and before the method sees it.

use trifold::model;

/// Most bytes of an image.
pub const IMAGE_MAX: u64 = 512 * 1024;

/// Most characters of a title.
pub const TITLE_MAX: usize = 200;

/// One thing to do.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Todo {
    /// The number that names it, never used twice.
    #[schemars(example = 7)]
    pub id: u64,
    /// What is to be done, without surrounding space.
    #[schemars(example = "Buy milk")]
    pub title: String,
    /// Whether it has been done.
    #[serde(rename = "completed")]
    pub done: bool,
    /// Words to find it by.
    #[serde(default)]
    #[schemars(example = ["shop"])]
    pub tags: Vec<String>,
    /// When it is due, in seconds since 1970.
    #[schemars(example = 1_798_761_600)]
    pub due: Option<u64>,
    /// Whether an image is attached.
    #[serde(default)]
    pub has_image: bool,
}

/// A change of a list.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The first event; what follows happened after this moment: get the list now, and apply what comes.
    Begun,
    /// A todo was added or is another now.
    Saved(Todo),
    /// The todo of this id is no more.
    Removed(u64),
}

/// A todo that is still to be added.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTodo {
    /// What is to be done. Surrounding space is not kept.
    #[garde(length(chars, min = 1, max = TITLE_MAX), custom(not_blank))]
    #[schemars(regex(pattern = r"\S"))]
    #[schemars(example = "Buy milk")]
    pub title: String,
    /// Words to find it by.
    #[garde(length(max = 10), inner(length(chars, min = 1, max = 30)))]
    #[serde(default)]
    #[schemars(example = ["shop"])]
    pub tags: Vec<String>,
    /// When it is due, in seconds since 1970.
    #[garde(range(max = 253_402_300_799_u64))]
    #[schemars(example = 1_798_761_600)]
    pub due: Option<u64>,
}

/// Another title for a todo.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// What is to be done. Surrounding space is not kept.
    #[garde(length(chars, min = 1, max = TITLE_MAX), custom(not_blank))]
    #[schemars(regex(pattern = r"\S"))]
    #[schemars(example = "Buy milk")]
    pub title: String,
}

/// What stands in a todo's edit field.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The title; nothing but space removes the todo.
    #[garde(length(chars, max = TITLE_MAX))]
    pub title: String,
}

/// Which todos to list.
#[model]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// By what they are.
    #[serde(default)]
    pub filter: Filter,
    /// Only those added after the todo of this id.
    pub after: Option<u64>,
    /// At most so many. All, unless it is given.
    #[garde(range(min = 1, max = 1000))]
    pub limit: Option<u32>,
}

/// A part of the list.
#[model]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// Every todo.
    #[default]
    All,
    /// What is still to be done.
    Active,
    /// What has been done.
    Completed,
}

impl NewTodo {
    /// A todo with a title and nothing else. Surrounding space is taken off.
    pub fn titled(title: &str) -> Self {
        Self { title: title.trim().to_owned(), tags: Vec::new(), due: None }
    }
}

impl Filter {
    /// Each part, in the order in which a page offers them.
    pub const EACH: [Self; 3] = [Self::All, Self::Active, Self::Completed];

    /// Whether a todo belongs to this part of the list.
    pub fn takes(self, todo: &Todo) -> bool {
        match self {
            Self::All => true,
            Self::Active => !todo.done,
            Self::Completed => todo.done,
        }
    }
}

/// A title of nothing but space says nothing. An empty one is the length's business.
fn not_blank(title: &str, _: &()) -> Result<(), &'static str> {
    if title.is_empty() || !title.trim().is_empty() { Ok(()) } else { Err("is blank") }
}
