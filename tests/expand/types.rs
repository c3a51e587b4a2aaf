//! What the services beside this file take and give.

use trifold::{ApiError, model};

#[model]
pub struct Page {
    pub after: Option<u64>,
}

#[model]
pub struct NewTodo {
    #[garde(length(chars, min = 1, max = 200))]
    pub title: String,
}

#[model]
pub struct Todo {
    pub id: u64,
    pub title: String,
    pub done: bool,
}

#[derive(Debug, thiserror::Error, ApiError)]
pub enum TodoError {
    #[error("todo {id} not found")]
    #[status(404)]
    NotFound { id: u64 },
}

/// A todo as version 1 knew it.
#[model]
pub struct OldTodo {
    pub title: String,
}

impl From<Todo> for OldTodo {
    fn from(todo: Todo) -> Self {
        Self { title: todo.title }
    }
}

/// A title as version 1 sent it.
#[model]
pub struct OldTitle {
    pub title: String,
}

impl From<OldTitle> for String {
    fn from(old: OldTitle) -> Self {
        old.title
    }
}
