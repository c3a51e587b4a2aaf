//! Todos in an SQLite file.
//!
//! In: the owner of a list and what to do with it. Out: todos. Every statement names the owner, so no list can be reached through
//! another. SQLite blocks, so each piece of work runs on a thread that may. It must not know who the owner is, nor check values.

use crate::changes::{self, Watchers};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, named_params, params};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use todos_api::{Filter, NewTodo, Page, Todo, TodoError};

/// Most todos of one list.
const FULL: u64 = 1000;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS todo (
        id    INTEGER PRIMARY KEY AUTOINCREMENT,
        owner TEXT NOT NULL,
        title TEXT NOT NULL,
        done  INTEGER NOT NULL DEFAULT 0,
        tags  TEXT NOT NULL DEFAULT '[]',
        due   INTEGER
    ) STRICT;
    CREATE INDEX IF NOT EXISTS todo_by_owner ON todo (owner, id);
    CREATE TABLE IF NOT EXISTS image (
        todo  INTEGER PRIMARY KEY,
        kind  TEXT NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE TRIGGER IF NOT EXISTS image_of_todo AFTER DELETE ON todo BEGIN
        DELETE FROM image WHERE todo = OLD.id;
    END;
    CREATE TABLE IF NOT EXISTS change (
        id    INTEGER PRIMARY KEY AUTOINCREMENT,
        owner TEXT NOT NULL,
        todo  INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS change_by_owner ON change (owner, id);
    CREATE TRIGGER IF NOT EXISTS todo_added AFTER INSERT ON todo BEGIN
        INSERT INTO change (owner, todo) VALUES (NEW.owner, NEW.id);
    END;
    CREATE TRIGGER IF NOT EXISTS todo_changed AFTER UPDATE ON todo BEGIN
        INSERT INTO change (owner, todo) VALUES (NEW.owner, NEW.id);
    END;
    CREATE TRIGGER IF NOT EXISTS todo_removed AFTER DELETE ON todo BEGIN
        INSERT INTO change (owner, todo) VALUES (OLD.owner, OLD.id);
    END;
    CREATE TRIGGER IF NOT EXISTS image_attached AFTER INSERT ON image BEGIN
        INSERT INTO change (owner, todo) SELECT owner, id FROM todo WHERE id = NEW.todo;
    END;
    CREATE TRIGGER IF NOT EXISTS old_changes AFTER INSERT ON change BEGIN
        DELETE FROM change WHERE id <= NEW.id - 10000;
    END;
    CREATE TABLE IF NOT EXISTS account (
        name     TEXT PRIMARY KEY COLLATE NOCASE,
        password TEXT NOT NULL,
        list     TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE IF NOT EXISTS secret (
        name  TEXT PRIMARY KEY,
        value BLOB NOT NULL
    ) STRICT;
";

/// What a statement gives of a todo.
pub(crate) const TODO: &str = "*, EXISTS (SELECT 1 FROM image WHERE image.todo = todo.id) AS has_image";

/// Todos in an SQLite file.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    connection: Arc<Mutex<Connection>>,
    pub(crate) watchers: Watchers,
}

impl Store {
    /// Opens the file, or makes it.
    pub(crate) fn open(file: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(file)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.execute_batch(SCHEMA)?;
        Ok(Self { connection: Arc::new(Mutex::new(connection)), watchers: Watchers::default() })
    }

    /// The secret of this name; the first caller's `fresh` one is kept for good. For the start: it blocks.
    pub(crate) fn secret(&self, name: &str, fresh: &[u8]) -> rusqlite::Result<Vec<u8>> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        connection.execute("INSERT INTO secret VALUES (?1, ?2) ON CONFLICT DO NOTHING", params![name, fresh])?;
        connection.query_row("SELECT value FROM secret WHERE name = ?1", [name], |row| row.get(0))
    }

    pub(crate) async fn list(&self, owner: String, page: Page) -> Result<Vec<Todo>, TodoError> {
        self.run(move |transaction| list(transaction, &owner, &page)).await
    }

    pub(crate) async fn find(&self, owner: String, id: u64) -> Result<Todo, TodoError> {
        self.run(move |transaction| {
            let sql = format!("SELECT {TODO} FROM todo WHERE owner = ?1 AND id = ?2");
            one(id, |id| transaction.query_row(&sql, params![owner, id], todo))
        })
        .await
    }

    pub(crate) async fn create(&self, owner: String, new: NewTodo) -> Result<Todo, TodoError> {
        self.run(move |transaction| {
            let count: u64 = transaction.query_row("SELECT count(*) FROM todo WHERE owner = ?1", [&owner], |row| row.get(0))?;
            if count >= FULL {
                return Err(Failure::Todo(TodoError::Full));
            }
            let sql = format!("INSERT INTO todo (owner, title, tags, due) VALUES (?1, ?2, ?3, ?4) RETURNING {TODO}");
            Ok(transaction.query_row(&sql, params![owner, new.title.trim(), written(&new.tags), new.due], todo)?)
        })
        .await
    }

    pub(crate) async fn rename(&self, owner: String, id: u64, title: String) -> Result<Todo, TodoError> {
        self.run(move |transaction| {
            let sql = format!("UPDATE todo SET title = ?3 WHERE owner = ?1 AND id = ?2 RETURNING {TODO}");
            one(id, |id| transaction.query_row(&sql, params![owner, id, title.trim()], todo))
        })
        .await
    }

    pub(crate) async fn toggle(&self, owner: String, id: u64, done: bool) -> Result<Todo, TodoError> {
        self.run(move |transaction| {
            let sql = format!("UPDATE todo SET done = ?3 WHERE owner = ?1 AND id = ?2 RETURNING {TODO}");
            one(id, |id| transaction.query_row(&sql, params![owner, id, done], todo))
        })
        .await
    }

    pub(crate) async fn toggle_all(&self, owner: String, done: bool) -> Result<Vec<Todo>, TodoError> {
        self.run(move |transaction| {
            transaction.execute("UPDATE todo SET done = ?2 WHERE owner = ?1", params![owner, done])?;
            list(transaction, &owner, &Page::default())
        })
        .await
    }

    pub(crate) async fn delete(&self, owner: String, id: u64) -> Result<(), TodoError> {
        self.run(move |transaction| {
            let sql = format!("DELETE FROM todo WHERE owner = ?1 AND id = ?2 RETURNING {TODO}");
            one(id, |id| transaction.query_row(&sql, params![owner, id], todo)).map(drop)
        })
        .await
    }

    pub(crate) async fn clear_completed(&self, owner: String) -> Result<Vec<Todo>, TodoError> {
        self.run(move |transaction| {
            transaction.execute("DELETE FROM todo WHERE owner = ?1 AND done", [&owner])?;
            list(transaction, &owner, &Page::default())
        })
        .await
    }

    /// Runs `work` in a transaction, on a thread that may block.
    pub(crate) async fn run<T, W>(&self, work: W) -> Result<T, TodoError>
    where
        T: Send + 'static,
        W: FnOnce(&Transaction<'_>) -> Result<T, Failure> + Send + 'static,
    {
        let (connection, watchers) = (self.connection.clone(), self.watchers.clone());
        let work = move || {
            // A panic rolled its transaction back, so the connection behind a poisoned lock is sound.
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let before = changes::newest(&transaction)?;
            let value = work(&transaction)?;
            let owners = changes::owners_since(&transaction, before)?;
            transaction.commit()?;
            owners.iter().for_each(|owner| watchers.tell(owner));
            Ok(value)
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => done.map_err(|failure: Failure| failure.into()),
            Err(panic) => Err(TodoError::Storage(panic.into())),
        }
    }
}

/// Why a piece of work stopped.
pub(crate) enum Failure {
    Todo(TodoError),
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Failure> for TodoError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Todo(error) => error,
            Failure::Sqlite(error) => Self::Storage(error.into()),
        }
    }
}

fn list(transaction: &Transaction<'_>, owner: &str, page: &Page) -> Result<Vec<Todo>, Failure> {
    let done = match page.filter {
        Filter::All => None,
        Filter::Active => Some(false),
        Filter::Completed => Some(true),
    };
    // Ids beyond SQLite's integers come after every todo there is.
    let after = page.after.map_or(0, |after| i64::try_from(after).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT {TODO} FROM todo WHERE owner = :owner AND id > :after AND (:done IS NULL OR done = :done) ORDER BY id LIMIT :limit"
    );
    let values = named_params! { ":owner": owner, ":after": after, ":done": done, ":limit": page.limit.map_or(-1, i64::from) };
    let todos = transaction.prepare_cached(&sql)?.query_map(values, todo)?.collect::<rusqlite::Result<_>>()?;
    Ok(todos)
}

/// Runs a statement about one todo; where it touched none, the list has no such todo.
pub(crate) fn one(id: u64, statement: impl FnOnce(i64) -> rusqlite::Result<Todo>) -> Result<Todo, Failure> {
    let sqlite_id = i64::try_from(id).map_err(|_| missing(id))?;
    statement(sqlite_id).optional()?.ok_or_else(|| missing(id))
}

/// The list has no such todo.
pub(crate) fn missing(id: u64) -> Failure {
    Failure::Todo(TodoError::NotFound { id })
}

pub(crate) fn todo(row: &Row<'_>) -> rusqlite::Result<Todo> {
    let tags: String = row.get("tags")?;
    Ok(Todo {
        id: row.get("id")?,
        title: row.get("title")?,
        done: row.get("done")?,
        tags: serde_json::from_str(&tags).unwrap_or_default(),
        due: row.get("due")?,
        has_image: row.get("has_image")?,
    })
}

fn written(tags: &[String]) -> String {
    serde_json::Value::from(tags).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> Store {
        Store::open(Path::new(":memory:")).expect("SQLite opens in memory")
    }

    #[tokio::test]
    async fn two_owners_do_not_meet() {
        let store = store();
        let todo = store.create("a".into(), NewTodo::titled("mine")).await.unwrap();
        let missing = Err(TodoError::NotFound { id: todo.id });
        assert_eq!(store.list("b".into(), Page::default()).await.unwrap(), []);
        assert_eq!(store.find("b".into(), todo.id).await, missing);
        assert_eq!(store.rename("b".into(), todo.id, "theirs".into()).await, missing);
        assert_eq!(store.toggle("b".into(), todo.id, true).await, missing);
        assert_eq!(store.delete("b".into(), todo.id).await, missing.map(drop));
        store.toggle_all("b".into(), true).await.unwrap();
        store.clear_completed("b".into()).await.unwrap();
        assert_eq!(store.find("a".into(), todo.id).await, Ok(todo));
    }

    #[tokio::test]
    async fn a_page_is_a_part_of_the_list_oldest_first() {
        let store = store();
        for title in ["one", "two", "three"] {
            store.create("a".into(), NewTodo::titled(title)).await.unwrap();
        }
        store.toggle("a".into(), 2, true).await.unwrap();
        let ids = async |page| store.list("a".into(), page).await.unwrap().iter().map(|todo| todo.id).collect::<Vec<_>>();
        assert_eq!(ids(Page::default()).await, [1, 2, 3]);
        assert_eq!(ids(Page { filter: Filter::Active, ..Page::default() }).await, [1, 3]);
        assert_eq!(ids(Page { filter: Filter::Completed, ..Page::default() }).await, [2]);
        assert_eq!(ids(Page { after: Some(1), limit: Some(1), ..Page::default() }).await, [2]);
        assert!(ids(Page { after: Some(u64::MAX), ..Page::default() }).await.is_empty());
    }

    #[tokio::test]
    async fn a_list_is_full_at_its_limit() {
        let store = store();
        for _ in 0..FULL {
            store.create("a".into(), NewTodo::titled("again")).await.unwrap();
        }
        assert_eq!(store.create("a".into(), NewTodo::titled("too much")).await, Err(TodoError::Full));
        assert!(store.create("b".into(), NewTodo::titled("fine")).await.is_ok());
    }

    #[tokio::test]
    async fn an_id_beyond_the_store_is_not_found() {
        let id = u64::MAX;
        assert_eq!(store().find("a".into(), id).await, Err(TodoError::NotFound { id }));
    }

    #[test]
    fn a_secret_is_made_once() {
        let store = store();
        assert_eq!(store.secret("key", b"first").unwrap(), b"first");
        assert_eq!(store.secret("key", b"second").unwrap(), b"first");
    }
}
