//! Notes in an SQLite file. Each statement names the owner, so no note can be reached through another account.

use crate::session::User;
use anyhow::ensure;
use notes_api::{NewNote, Note, NoteError, Notes};
use rusqlite::{Connection, Row, params};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use trifold::Source;

const SCHEMA: &str = "
    CREATE TABLE account (name TEXT PRIMARY KEY, password TEXT NOT NULL) STRICT;
    CREATE TABLE session (secret TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE note (id INTEGER PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL) STRICT;
";

/// The application.
pub struct App(Arc<Mutex<Connection>>);

impl App {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// SQLite cannot open it, or it was made with another schema.
    pub fn open(file: impl AsRef<Path>) -> anyhow::Result<Self> {
        let connection = Connection::open(&file)?;
        // A number of the text above, which the file keeps: any change of the text is another number.
        let schema = SCHEMA.bytes().fold(1, |number: i32, byte| number.wrapping_mul(31).wrapping_add(byte.into()));
        match connection.pragma_query_value(None, "user_version", |row| row.get(0))? {
            0 => connection.execute_batch(&format!("BEGIN; {SCHEMA} PRAGMA user_version = {schema}; COMMIT;"))?,
            made_with => ensure!(made_with == schema, "{} has tables of another SCHEMA: migrate or delete it", file.as_ref().display()),
        }
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
        let sql = "SELECT id, text FROM note WHERE name = ?1 ORDER BY id DESC";
        Ok(self.with(move |db| db.prepare(sql)?.query_map([user.name], note)?.collect()).await?)
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
