//! The calls through Trifold: the trait's implementation, and the router that a server is.

use crate::api::{NewTodo, TITLE, Todo, TodoError, Todos, TodosServer};
use axum::Router;
use trifold::server::Server;

struct App;

fn todo(id: u64) -> Todo {
    Todo { id, title: TITLE.to_owned(), tags: vec!["home".to_owned()], due: None, done: false }
}

impl Todos for App {
    async fn list(&self) -> Result<Vec<Todo>, TodoError> {
        Ok(vec![todo(7)])
    }

    async fn find(&self, id: u64) -> Result<Todo, TodoError> {
        if id == 0 { Err(TodoError::NotFound { id }) } else { Ok(todo(id)) }
    }

    async fn create(&self, new: NewTodo) -> Result<Todo, TodoError> {
        let NewTodo { title, tags, due } = new;
        if tags.len() > 10 { Err(TodoError::Full) } else { Ok(Todo { id: 7, title, tags, due, done: false }) }
    }

    async fn delete(&self, _: u64) -> Result<(), TodoError> {
        Ok(())
    }

    async fn toggle(&self, id: u64, done: bool) -> Result<Todo, TodoError> {
        Ok(Todo { done, ..todo(id) })
    }
}

/// What a user's server mounts.
pub(crate) fn router() -> Router {
    Server::new().add_service(TodosServer::new(App)).into_router()
}
