//! The contract: all that the server, the page and the program share.

use trifold::{ApiError, Source, model, service};

/// A note.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub id: u64,
    pub text: String,
}

/// A note to add.
#[model]
#[derive(Debug, Clone)]
pub struct NewNote {
    #[garde(length(min = 1, max = 500))]
    pub text: String,
}

/// A name and a password. A name that nobody has becomes a new account.
#[model]
#[derive(Clone)]
pub struct Login {
    #[garde(length(min = 1, max = 40))]
    pub name: String,
    #[sensitive(password)]
    #[garde(length(min = 8, max = 200))]
    pub password: String,
}

/// Reasons for a call to fail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, ApiError)]
pub enum NoteError {
    #[error("you have no note {id}")]
    #[status(404)]
    NotFound { id: u64 },
    #[error("this is not the password of this name")]
    #[status(401)]
    WrongPassword,
    /// Logged, never sent.
    #[error("the server failed")]
    #[status(500)]
    Failed(
        #[internal]
        #[from]
        Source,
    ),
}

/// The notes of whoever is logged in.
#[service(version = 1)]
pub trait Notes {
    /// A browser by its session, a script by its token.
    #[security(cookie = "session")]
    #[security(bearer)]
    type User;

    /// Lists notes, newest first.
    #[get("/notes")]
    async fn list(&self, #[context] user: Self::User) -> Result<Vec<Note>, NoteError>;

    /// Adds a note.
    #[post("/notes", status = 201)]
    #[idempotent]
    async fn add(&self, #[context] user: Self::User, note: NewNote) -> Result<Note, NoteError>;

    /// Removes a note.
    #[delete("/notes/{id}")]
    async fn remove(&self, #[context] user: Self::User, id: u64) -> Result<(), NoteError>;
}

/// The way in and out.
#[service(version = 1)]
pub trait Sessions {
    /// Sets and removes the cookie.
    type Effects;

    /// Gives a token, for scripts.
    #[post("/tokens")]
    async fn token(&self, login: Login) -> Result<String, NoteError>;

    /// Opens a session in the browser. No verb, so no route: this is for the page alone.
    async fn login(&self, #[context] effects: Self::Effects, login: Login) -> Result<(), NoteError>;

    /// Closes it.
    async fn logout(&self, #[context] effects: Self::Effects) -> Result<(), NoteError>;
}
