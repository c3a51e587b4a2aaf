//! The work that each contender does, and how it is asked: the same types, logic and bodies for all, and no store and no lock.

mod ask;

pub use ask::{Sent, Wire, run};

use serde::{Deserialize, Serialize};

/// A todo that is to be made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewTodo {
    pub title: String,
    pub tags: Vec<String>,
    pub due: Option<u64>,
    pub priority: u8,
}

/// The answer of each call.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Todo {
    pub id: u64,
    pub title: String,
    pub tags: Vec<String>,
    pub due: Option<u64>,
    pub priority: u8,
    pub done: bool,
}

/// The fault of a call.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum TodoError {
    EmptyTitle,
    NotFound { id: u64 },
    Transport { message: String },
}

/// The todo as it would be stored.
pub fn create_todo(new: NewTodo) -> Result<Todo, TodoError> {
    let NewTodo { title, tags, due, priority } = new;
    if title.is_empty() { Err(TodoError::EmptyTitle) } else { Ok(Todo { id: 42, title, tags, due, priority, done: false }) }
}

/// A todo as it would be found.
pub fn get_todo(id: u64) -> Result<Todo, TodoError> {
    if id == 0 {
        return Err(TodoError::NotFound { id });
    }
    let tags = vec!["perf".to_owned(), "rust".to_owned(), "wasm".to_owned()];
    Ok(Todo { id, title: "Write the benchmark baseline".to_owned(), tags, due: Some(1_790_000_000), priority: 3, done: false })
}

/// The body of a create. Contenders wrap it as their protocol asks.
pub const NEW_TODO: &str = r#"{"title":"Write the benchmark baseline","tags":["perf","rust","wasm"],"due":1790000000,"priority":3}"#;

/// Part of each right answer.
const PROOF: &str = "Write the benchmark baseline";

/// The runtime of each server.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}
