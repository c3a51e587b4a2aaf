//! What is called: a trait as a user writes it, its types, and an implementation that costs nothing.
//!
//! The handlers that are written by hand have types of their own, with what serde and garde derive.

use trifold::{ApiError, model, service};

#[model]
#[derive(Debug, Clone)]
pub(crate) struct NewTodo {
    #[garde(length(min = 1, max = 200))]
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) tags: Vec<String>,
    pub(crate) due: Option<u64>,
}

#[model]
#[derive(Debug, Clone)]
pub(crate) struct Todo {
    pub(crate) id: u64,
    pub(crate) title: String,
    pub(crate) tags: Vec<String>,
    pub(crate) due: Option<u64>,
    pub(crate) done: bool,
}

#[derive(Debug, thiserror::Error, ApiError)]
pub(crate) enum TodoError {
    #[error("todo {id} not found")]
    #[status(404)]
    NotFound { id: u64 },
    #[error("the list is full")]
    #[status(409)]
    Full,
}

#[service(version = 1)]
pub(crate) trait Todos {
    #[get("/todos")]
    async fn list(&self) -> Result<Vec<Todo>, TodoError>;

    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> Result<Todo, TodoError>;

    #[post("/todos", status = 201)]
    async fn create(&self, new: NewTodo) -> Result<Todo, TodoError>;

    #[delete("/todos/{id}")]
    async fn delete(&self, id: u64) -> Result<(), TodoError>;

    async fn toggle(&self, id: u64, done: bool) -> Result<Todo, TodoError>;
}

/// The todo of every answer.
pub(crate) const TITLE: &str = "Buy milk";
