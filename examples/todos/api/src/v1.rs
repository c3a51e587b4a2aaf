//! What version 1 sent where version 2 sends something else. Its routes give these; the methods know nothing of them.

use trifold::model;

/// One thing to do, as version 1 said it: `done` is what version 2 calls `completed`, as the filter always did.
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

impl From<crate::Todo> for Todo {
    fn from(todo: crate::Todo) -> Self {
        let crate::Todo { id, title, done, tags, due, has_image } = todo;
        Self { id, title, done, tags, due, has_image }
    }
}
