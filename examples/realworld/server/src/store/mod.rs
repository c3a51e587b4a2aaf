//! Where everything is kept: SQLite or PostgreSQL, one SQL for both.
//!
//! In: keys and values. Out: rows, or `None` where there is none. It decides nothing about who may do what. Statements number their
//! parameters (`$1`), which both databases take; where they differ is [`Dialect`].

mod accounts;
mod articles;
mod comments;
mod migrations;
mod tags;

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::error::DatabaseError;
use sqlx::{AnyPool, Row};
use std::borrow::Cow;
use std::fmt;

pub(crate) use accounts::{Account, AccountChange};
pub(crate) use articles::{ArticleChange, Found, Query};

/// The open database.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pool: AnyPool,
}

/// The database failed. Told to the log, never to a caller.
#[derive(Debug)]
pub(crate) struct Error(Box<dyn std::error::Error + Send + Sync>);

/// What the two databases do not have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    fn of(url: &str) -> Self {
        if url.starts_with("sqlite:") { Self::Sqlite } else { Self::Postgres }
    }

    /// A column of numbers that the database gives out, never one twice.
    const fn key(self) -> &'static str {
        match self {
            Self::Sqlite => "INTEGER PRIMARY KEY AUTOINCREMENT",
            Self::Postgres => "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        }
    }

    /// SQLite takes one writer at a time, and each connection to `:memory:` is a database of its own.
    const fn connections(self) -> u32 {
        match self {
            Self::Sqlite => 1,
            Self::Postgres => 10,
        }
    }
}

impl Store {
    /// Opens the database at this URL and brings its tables up to date. A file of SQLite's is made where there is none.
    pub(crate) async fn open(url: &str) -> Result<Self, Error> {
        install_default_drivers();
        let dialect = Dialect::of(url);
        let options = AnyPoolOptions::new().min_connections(1).max_connections(dialect.connections()).idle_timeout(None).max_lifetime(None);
        let pool = options.connect(&made(url)).await?;
        if dialect == Dialect::Sqlite {
            sqlx::query("PRAGMA journal_mode = WAL").execute(&pool).await?;
        }
        migrations::run(&pool, dialect).await?;
        Ok(Self { pool })
    }

    /// A secret that the database keeps, so that it outlives the process: `fresh` where there was none.
    pub(crate) async fn secret(&self, name: &str, fresh: &str) -> Result<String, Error> {
        sqlx::query("INSERT INTO secret (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(name)
            .bind(fresh)
            .execute(&self.pool)
            .await?;
        let row = sqlx::query("SELECT value FROM secret WHERE name = $1").bind(name).fetch_one(&self.pool).await?;
        Ok(row.try_get("value")?)
    }
}

/// The URL with leave to make a file, unless it says what is to be done.
fn made(url: &str) -> Cow<'_, str> {
    let is_plain_file = Dialect::of(url) == Dialect::Sqlite && !url.contains(":memory:") && !url.contains("mode=");
    match (is_plain_file, url.contains('?')) {
        (false, _) => Cow::Borrowed(url),
        (true, false) => Cow::Owned(format!("{url}?mode=rwc")),
        (true, true) => Cow::Owned(format!("{url}&mode=rwc")),
    }
}

/// What a statement gave; `None` if what it refers to went away while it ran.
fn unless_gone<T>(outcome: Result<Option<T>, sqlx::Error>) -> Result<Option<T>, Error> {
    match outcome {
        Err(error) if error.as_database_error().is_some_and(DatabaseError::is_foreign_key_violation) => Ok(None),
        outcome => Ok(outcome?),
    }
}

/// Text to look for. PostgreSQL takes no NUL, and nothing that is kept has one or is empty.
fn sought(text: &str) -> &str {
    if text.contains('\0') { "" } else { text }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self(error.into())
    }
}

impl From<jiff::Error> for Error {
    fn from(error: jiff::Error) -> Self {
        Self(error.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<Error> for realworld_api::ConduitError {
    fn from(error: Error) -> Self {
        Self::Failed(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_unless_the_url_says_otherwise() {
        let table = [
            ("sqlite:a.db", "sqlite:a.db?mode=rwc"),
            ("sqlite://a.db?cache=shared", "sqlite://a.db?cache=shared&mode=rwc"),
            ("sqlite://a.db?mode=ro", "sqlite://a.db?mode=ro"),
            ("sqlite::memory:", "sqlite::memory:"),
            ("postgres://localhost/a", "postgres://localhost/a"),
        ];
        for (url, expected) in table {
            assert_eq!(made(url), expected);
        }
    }
}
