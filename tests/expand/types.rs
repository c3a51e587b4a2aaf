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
