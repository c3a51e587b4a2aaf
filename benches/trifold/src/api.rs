//! The trait as a user writes it, over types of its own, with the logic of the others.

use trifold::{ApiError, model, service};

#[model]
#[derive(Debug, Clone)]
pub struct NewTodo {
    pub title: String,
    pub tags: Vec<String>,
    pub due: Option<u64>,
    pub priority: u8,
}

#[model]
#[derive(Debug, Clone)]
pub struct Todo {
    pub id: u64,
    pub title: String,
    pub tags: Vec<String>,
    pub due: Option<u64>,
    pub priority: u8,
    pub done: bool,
}

#[derive(Debug, thiserror::Error, ApiError)]
pub enum TodoError {
    #[error("the title is empty")]
    #[status(422)]
    EmptyTitle,
    #[error("todo {id} not found")]
    #[status(404)]
    NotFound { id: u64 },
}

#[service(version = 1)]
pub trait Todos {
    #[post("/todos")]
    async fn create_todo(&self, todo: NewTodo) -> Result<Todo, TodoError>;

    #[get("/todos/{id}")]
    async fn get_todo(&self, id: u64) -> Result<Todo, TodoError>;
}

pub struct App;

impl Todos for App {
    async fn create_todo(&self, todo: NewTodo) -> Result<Todo, TodoError> {
        let NewTodo { title, tags, due, priority } = todo;
        bench_common::create_todo(bench_common::NewTodo { title, tags, due, priority }).map(Todo::from).map_err(TodoError::from)
    }

    async fn get_todo(&self, id: u64) -> Result<Todo, TodoError> {
        bench_common::get_todo(id).map(Todo::from).map_err(TodoError::from)
    }
}

impl From<bench_common::Todo> for Todo {
    fn from(todo: bench_common::Todo) -> Self {
        let bench_common::Todo { id, title, tags, due, priority, done } = todo;
        Self { id, title, tags, due, priority, done }
    }
}

impl From<bench_common::TodoError> for TodoError {
    fn from(error: bench_common::TodoError) -> Self {
        match error {
            bench_common::TodoError::NotFound { id } => Self::NotFound { id },
            _ => Self::EmptyTitle,
        }
    }
}
