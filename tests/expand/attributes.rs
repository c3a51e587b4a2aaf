//! Every attribute.

use super::types::{NewTodo, OldTitle, OldTodo, Page, Todo, TodoError};

/// A whole result, whose name hides what it is.
pub type Answer = Result<Todo, TodoError>;

/// Todos, in three versions.
///
/// The first goes soon.
#[trifold::service(versions = 1..=3, path = "/lists", base = "/rest", name = "Lists", crate = "::trifold")]
pub trait Todos: Sized {
    #[security(cookie = "session")]
    #[security(bearer = "JWT", description = "From the login.")]
    type User;
    type Clock;

    /// A header, and parameters of their own.
    #[get("/{list}/todos", until = 2, deprecated = "2027-01-01", sunset = "2027-06-30")]
    async fn find(&self, list: String, #[header("x-language")] language: Option<String>, mut r#type: u8) -> Answer;

    /// A default body.
    #[get("/{list}/pages", until = 1, deprecated = "2026-01-01", returns = Vec<OldTodo>)]
    #[get("/{list}/pages", since = 2)]
    async fn page(&self, list: String, #[query] page: Page) -> Result<Vec<Todo>, TodoError> {
        drop((list, page));
        Ok(Vec::new())
    }

    /// Contexts between arguments, and a body of several members.
    #[put("/{list}/todos/{id}", status = 202)]
    #[refreshes(page, find(list))]
    async fn replace(
        &self,
        #[context] user: Self::User,
        list: String,
        #[context] clock: Option<Self::Clock>,
        id: u64,
        new: NewTodo,
        done: bool,
    ) -> Answer;

    /// A body by name, and in the first version in a struct.
    #[put("/{list}/title", until = 1, accepts = OldTitle)]
    #[patch("/{list}", since = 2)]
    async fn rename(&self, list: String, #[body] title: String);

    #[delete("/{list}")]
    #[cfg(not(windows))]
    async fn remove(&self, #[context] user: Self::User, list: String);

    /// A route and no action.
    #[no_action]
    #[post("/hook")]
    async fn hook(&self, event: String) -> u64;

    /// Nothing at all.
    #[deprecated]
    async fn r#match(&self);
}
