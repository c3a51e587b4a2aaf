//! Notes in an SQLite file. Each statement names the owner, so no note can be reached through another account.

use crate::session::User;
use notes_api::{NewNote, Note, NoteError, Notes};
use rusqlite::{Connection, Row, params};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use trifold::Source;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, password TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS session (secret TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL) STRICT;
";

/// The application.
pub struct App(Arc<Mutex<Connection>>);

impl App {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// SQLite cannot open it.
    pub fn open(file: impl AsRef<Path>) -> anyhow::Result<Self> {
        let connection = Connection::open(file)?;
        connection.execute_batch(SCHEMA)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Does a piece of work on a thread that may block.
    pub(crate) async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Source> {
        let connection = self.0.clone();
        let work = move || work(&connection.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(tokio::task::spawn_blocking(work).await??)
    }
}

fn note(row: &Row<'_>) -> rusqlite::Result<Note> {
    Ok(Note { id: row.get("id")?, text: row.get("text")? })
}

impl Notes for App {
    type User = User;

    async fn list(&self, user: User) -> Result<Vec<Note>, NoteError> {
        let list = self.with(move |db| {
            db.prepare("SELECT id, text FROM note WHERE name = ?1 ORDER BY id DESC")?.query_map([user.name], note)?.collect()
        });
        Ok(list.await?)
    }

    async fn add(&self, user: User, new: NewNote) -> Result<Note, NoteError> {
        let sql = "INSERT INTO note (name, text) VALUES (?1, ?2) RETURNING id, text";
        Ok(self.with(move |db| db.query_row(sql, params![user.name, new.text], note)).await?)
    }

    async fn remove(&self, user: User, id: u64) -> Result<(), NoteError> {
        let sql = "DELETE FROM note WHERE name = ?1 AND id = ?2";
        // An id beyond SQLite's integers is no note's.
        let row = i64::try_from(id).map_err(|_| NoteError::NotFound { id })?;
        match self.with(move |db| db.execute(sql, params![user.name, row])).await? {
            0 => Err(NoteError::NotFound { id }),
            _ => Ok(()),
        }
    }
}
