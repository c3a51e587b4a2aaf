//! The API of the todo example: what travels, what can go wrong, and the traits that fold into actions, routes and clients.
//!
//! In: nothing but `trifold`, with no features. Out: [`Todos`] for the server, [`TodosClient`] for the page, [`TodosRestClient`] for
//! everyone else; [`Accounts`] for the page's login. It must not know who serves it, nor how todos are kept.

mod accounts;
mod error;
mod model;
pub mod v1;

pub use accounts::*;
pub use error::TodoError;
pub use model::{Change, Edit, Filter, IMAGE_MAX, NewTodo, Page, Rename, TITLE_MAX, Todo};
use trifold::{Download, EventStream, Upload, service};

/// One list of todos for each caller. Version 1 is there until the end of 2030, for partners who have yet to move.
#[service(versions = 1..=2)]
pub trait Todos {
    /// The caller, whose list it is: any axum `FromRequestParts` type. No client ever sees it; partners are told what to send.
    #[security(bearer, description = "The token that the page shows: whoever has it has the list.")]
    type User;

    /// Lists todos, oldest first.
    #[get("/todos", until = 1, returns = Vec<v1::Todo>, deprecated = "2026-11-01", sunset = "2030-12-31")]
    #[get("/todos", since = 2)]
    async fn list(&self, #[context] user: Self::User, #[query] page: Page) -> Result<Vec<Todo>, TodoError>;

    /// Finds one todo.
    #[get("/todos/{id}", until = 1, returns = v1::Todo, deprecated = "2026-11-01", sunset = "2030-12-31")]
    #[get("/todos/{id}", since = 2)]
    async fn find(&self, #[context] user: Self::User, id: u64) -> Result<Todo, TodoError>;

    /// Tells of each change of the list, from now on, or after the last one that the caller knows.
    #[get("/changes", since = 2)]
    async fn changes(
        &self,
        #[context] user: Self::User,
        #[context] after: trifold::LastEventId,
    ) -> Result<EventStream<Change, TodoError>, TodoError>;

    /// Adds a todo at the end of the list.
    #[post("/todos", status = 201, until = 1, returns = v1::Todo, deprecated = "2026-11-01", sunset = "2030-12-31")]
    #[post("/todos", since = 2, status = 201)]
    #[idempotent]
    #[refreshes(list)]
    async fn create(&self, #[context] user: Self::User, new: NewTodo) -> Result<Todo, TodoError>;

    /// Gives a todo another title.
    #[patch("/todos/{id}", until = 1, returns = v1::Todo, deprecated = "2026-11-01", sunset = "2030-12-31")]
    #[patch("/todos/{id}", since = 2)]
    #[refreshes(list, find(id))]
    async fn rename(&self, #[context] user: Self::User, id: u64, change: Rename) -> Result<Todo, TodoError>;

    /// Removes a todo.
    #[delete("/todos/{id}", until = 1, deprecated = "2026-11-01", sunset = "2030-12-31")]
    #[delete("/todos/{id}", since = 2)]
    #[refreshes(list, find(id))]
    async fn delete(&self, #[context] user: Self::User, id: u64) -> Result<(), TodoError>;

    /// Attaches an image, in place of the one before. What it is, its bytes say: PNG, JPEG, GIF or WebP.
    #[put("/todos/{id}/image", until = 1, returns = v1::Todo, deprecated = "2026-11-01", sunset = "2030-12-31")]
    #[put("/todos/{id}/image", since = 2)]
    #[refreshes(list, find(id))]
    async fn attach(&self, #[context] user: Self::User, id: u64, image: Upload) -> Result<Todo, TodoError>;

    /// Gives the image of a todo.
    #[get("/todos/{id}/image", until = 1, deprecated = "2026-11-01", sunset = "2030-12-31")]
    #[get("/todos/{id}/image", since = 2)]
    async fn image(&self, #[context] user: Self::User, id: u64) -> Result<Download, TodoError>;

    /// What the page's edit field means: another title, or, left empty, no todo any more.
    #[refreshes(list, find(id))]
    async fn edit(&self, #[context] user: Self::User, id: u64, change: Edit) -> Result<Option<Todo>, TodoError>;

    /// Marks one todo as done, or as not done. No verb, so no public route: an action only.
    #[refreshes(list, find(id))]
    async fn toggle(&self, #[context] user: Self::User, id: u64, done: bool) -> Result<Todo, TodoError>;

    /// Marks every todo as done, or as not done, and gives the whole list.
    #[refreshes(list, find)]
    async fn toggle_all(&self, #[context] user: Self::User, done: bool) -> Result<Vec<Todo>, TodoError>;

    /// Removes every todo that is done, and gives what is left.
    #[refreshes(list, find)]
    async fn clear_completed(&self, #[context] user: Self::User) -> Result<Vec<Todo>, TodoError>;
}
