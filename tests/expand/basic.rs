//! An action, a route, or both; a context.

use super::types::{NewTodo, Page, Todo, TodoError};

#[trifold::service(version = 1)]
pub trait Todos {
    /// The caller. Server side only: any axum `FromRequestParts` type; the client never sees it.
    type User;

    /// Lists todos, newest first.
    #[get("/todos")]
    async fn list(&self, #[query] page: Page) -> Result<Vec<Todo>, TodoError>;

    /// Adds a todo.
    #[post("/todos", status = 201)]
    async fn create(&self, #[context] user: Self::User, new: NewTodo) -> Result<Todo, TodoError>;

    /// No verb, so no public route: an action only.
    async fn toggle(&self, #[context] user: Self::User, id: u64, done: bool) -> Result<Todo, TodoError>;
}
