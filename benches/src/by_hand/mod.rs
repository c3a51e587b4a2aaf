//! The calls as axum handlers that one would write by hand, twice: with nothing that axum does not do by itself, and with the checks that a
//! call through Trifold has.

mod bare;
mod checked;
mod guard;
mod problem;

pub(crate) use bare::router as bare;
pub(crate) use checked::router as checked;

use crate::api::TITLE;
use garde::Validate;
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize, Validate)]
struct NewTodo {
    #[garde(length(min = 1, max = 200))]
    title: String,
    #[serde(default)]
    #[garde(skip)]
    tags: Vec<String>,
    #[garde(skip)]
    due: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Todo {
    id: u64,
    title: String,
    tags: Vec<String>,
    due: Option<u64>,
    done: bool,
}

/// What the service does, as in `folded`.
struct App;

enum TodoError {
    NotFound { id: u64 },
    Full,
}

impl App {
    fn todo(id: u64) -> Todo {
        Todo { id, title: TITLE.to_owned(), tags: vec!["home".to_owned()], due: None, done: false }
    }

    async fn find(&self, id: u64) -> Result<Todo, TodoError> {
        if id == 0 { Err(TodoError::NotFound { id }) } else { Ok(Self::todo(id)) }
    }

    async fn create(&self, new: NewTodo) -> Result<Todo, TodoError> {
        let NewTodo { title, tags, due } = new;
        if tags.len() > 10 { Err(TodoError::Full) } else { Ok(Todo { id: 7, title, tags, due, done: false }) }
    }

    async fn toggle(&self, id: u64, done: bool) -> Result<Todo, TodoError> {
        Ok(Todo { done, ..Self::todo(id) })
    }
}
