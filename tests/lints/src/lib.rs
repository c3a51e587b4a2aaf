//! The macros' own code under every lint that a project may deny: warnings of rustc, clippy's default lints and its pedantic ones. `cargo clippy`
//! on the workspace is the test.
//!
//! Here stands what a user would write, so that nothing but the macros' own code can be to blame.

#![deny(warnings, missing_docs, unreachable_pub, unused, clippy::all, clippy::pedantic)]

use trifold::{ApiError, Cursor, Download, Page, RawBody, Upload, model, service};

/// A note.
#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// Its number.
    pub id: u64,
    /// Its text.
    #[garde(length(min = 1, max = 200), ascii, custom(not_blank), custom(|text: &str, ()| no_tab(text)))]
    pub text: String,
    /// Its subjects.
    #[serde(default)]
    #[garde(length(max = 5), inner(length(min = 1, max = 20)))]
    pub tags: Vec<String>,
    /// Its old form.
    #[deprecated]
    pub old: Option<u8>,
    /// A secret.
    #[sensitive]
    pub secret: Option<String>,
    /// A word that is typed unseen.
    #[sensitive(password)]
    pub password: Option<String>,
    /// The way that it is shown.
    pub kind: Kind,
    /// The part that is done.
    #[garde(range(min = 0.0, max = 1.0))]
    pub progress: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a rule's own signature")]
fn not_blank(text: &str, (): &()) -> Result<(), &'static str> {
    if text.trim().is_empty() { Err("is blank") } else { Ok(()) }
}

fn no_tab(text: &str) -> Result<(), &'static str> {
    if text.contains('\t') { Err("has a tab") } else { Ok(()) }
}

/// A way to show a note.
#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Kind {
    /// By its words.
    Words,
    /// By a picture.
    Picture {
        /// Its path.
        path: String,
    },
    /// By several numbers.
    Numbers(Vec<u8>),
}

/// A note as it was.
#[deprecated(note = "use `Note`")]
#[model]
#[derive(Debug, Clone, PartialEq)]
pub struct Old {
    /// Its text.
    pub text: String,
}

/// A list of anything.
#[model]
#[derive(Debug, Clone)]
pub struct Several<T> {
    /// Its items.
    pub items: Vec<T>,
}

/// Conditions of a list.
#[model]
#[derive(Debug, Clone)]
pub struct Asked {
    /// The place to go on from.
    pub cursor: Option<Cursor<u64>>,
    /// The most at once.
    #[garde(range(min = 1, max = 100))]
    pub limit: Option<u32>,
}

/// An error.
#[derive(Debug, thiserror::Error, ApiError)]
pub enum NoteError {
    /// There is none.
    #[error("no note {id}")]
    #[status(404)]
    Missing {
        /// The number that was asked for.
        id: u64,
    },
    /// It did not work.
    #[error("storage failed")]
    #[status(500)]
    Storage(#[internal] String),
}

/// Notes.
#[service(versions = 1..=2, path = "/notes")]
#[allow(async_fn_in_trait, reason = "a lint attribute of the user's")]
pub trait Notes {
    /// The caller.
    #[security(bearer = "JWT")]
    type User;

    #[doc = include_str!("notes.md")]
    #[get("/{id}")]
    #[cfg_attr(all(), allow(clippy::pedantic))]
    async fn find(&self, id: u64) -> Result<Note, NoteError>;

    /// Lists notes.
    #[get("/")]
    #[allow(clippy::too_many_arguments, reason = "a lint attribute of the user's")]
    async fn list(&self, #[query] asked: Asked, #[header("x-exact")] exact: bool) -> Page<Note>;

    /// Adds a note.
    #[post("/", status = 201, location = find)]
    #[idempotent]
    async fn add(&self, #[context] user: Self::User, note: Note) -> Result<Note, NoteError>;

    /// Adds several.
    #[deprecated(note = "use `add`")]
    #[post("/several", until = 1, deprecated = "2026-01-01", sunset = "2099-01-01")]
    async fn add_several(&self, #[context] user: Self::User, notes: Several<Note>, dry: bool) -> Result<(), NoteError>;

    /// Puts a picture beside a note.
    #[put("/{id}/picture")]
    #[limit(body = "8 MiB")]
    async fn picture(&self, id: u64, title: String, picture: Upload) -> Result<(), NoteError>;

    /// Puts a word beside a note, or another in its place.
    #[put("/{id}/word", status = [200, 201])]
    async fn word(&self, #[context] user: Option<Self::User>, id: u64, word: String) -> Result<Note, NoteError>;

    /// Gives all of them.
    #[get("/all")]
    async fn all(&self) -> Download;

    /// Takes all of them.
    #[put("/all")]
    async fn replace(&self, #[body] all: RawBody) -> Result<(), NoteError>;

    /// An action only, which takes a form.
    #[form]
    async fn rename(&self, #[context] user: Self::User, id: u64, #[sensitive] word: String, text: String) -> Result<Note, NoteError>;
}

/// A service that goes.
#[deprecated(note = "use `Notes`")]
#[service(unversioned, base = "/old", actions = false)]
pub trait OldNotes {
    /// Counts.
    #[get("/count")]
    async fn count(&self) -> u64;
}
