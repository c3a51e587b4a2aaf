//! Signing in and out: an account is a name, a password and a list.
//!
//! In: a browser, with a session or without one. Out: the session of the account's list, as a cookie. What was on the list of a browser
//! without an account goes along.

use crate::App;
use crate::passwords::Passwords;
use crate::session::User;
use crate::store::Store;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use rusqlite::{OptionalExtension, Transaction, params};
use std::convert::Infallible;
use std::sync::Arc;
use todos_api::{AccountError, Accounts, Credentials, TodoError};
use trifold::Source;
use trifold::server::Effects;

/// The way in and out.
pub(crate) struct Door {
    app: Arc<App>,
    passwords: Passwords,
    https: bool,
}

/// The browser, with a session or without one.
pub(crate) struct Visitor(Option<User>);

impl Door {
    pub(crate) fn new(app: Arc<App>, https: bool) -> Self {
        Self { app, passwords: Passwords::default(), https }
    }

    /// The list of whoever has this name and password. A name that nobody has gets a new one: whoever knew the session from before, or
    /// planted it in the browser, has no way to the account.
    async fn list(&self, who: Credentials) -> Result<String, AccountError> {
        let (store, name) = (self.app.store(), who.name.trim().to_owned());
        if let Some((hash, list)) = store.account(name.clone()).await? {
            let is_theirs = self.passwords.is(who.password, hash).await?;
            return if is_theirs { Ok(list) } else { Err(AccountError::WrongPassword) };
        }
        let hash = self.passwords.hash(who.password).await?;
        let User { list } = User::fresh().map_err(Source::from)?;
        // Somebody else may have taken the name meanwhile.
        let is_taken = !store.open_account(name, hash, list.clone()).await?;
        if is_taken { Err(AccountError::WrongPassword) } else { Ok(list) }
    }
}

impl Accounts for Door {
    type Visitor = Visitor;
    type Effects = Effects;

    async fn who(&self, Visitor(known): Visitor) -> Result<Option<String>, AccountError> {
        match known {
            Some(user) => self.app.store().name_of(user.list).await,
            None => Ok(None),
        }
    }

    async fn sign_in(&self, Visitor(known): Visitor, effects: Effects, who: Credentials, next: Option<String>) -> Result<(), AccountError> {
        let store = self.app.store();
        let anonymous = match known {
            Some(user) if store.name_of(user.list.clone()).await?.is_none() => Some(user),
            _ => None,
        };
        let list = self.list(who).await?;
        if let Some(from) = anonymous {
            store.take_along(from.list, list.clone()).await?;
        }
        effects.set_cookie(User { list }.cookie(self.app.seals(), self.https)).map_err(Source::from)?;
        // Where that is no page of ours, there is always this one.
        let next = next.unwrap_or_default();
        Ok(effects.redirect(&next).or_else(|_| effects.redirect("/")).map_err(Source::from)?)
    }

    async fn sign_out(&self, effects: Effects) -> Result<(), AccountError> {
        effects.remove_cookie(User::no_cookie(self.https)).map_err(Source::from)?;
        Ok(effects.redirect("/").map_err(Source::from)?)
    }
}

impl Store {
    /// The password's hash and the list of an account.
    async fn account(&self, name: String) -> Result<Option<(String, String)>, AccountError> {
        let sql = "SELECT password, list FROM account WHERE name = ?1";
        let work =
            move |transaction: &Transaction<'_>| Ok(transaction.query_row(sql, [name], |row| Ok((row.get(0)?, row.get(1)?))).optional()?);
        self.run(work).await.map_err(stored)
    }

    /// Whose list it is, if it is an account's.
    pub(crate) async fn name_of(&self, list: String) -> Result<Option<String>, AccountError> {
        let sql = "SELECT name FROM account WHERE list = ?1";
        self.run(move |transaction| Ok(transaction.query_row(sql, [list], |row| row.get(0)).optional()?)).await.map_err(stored)
    }

    /// Opens an account. False if there is one of this name.
    async fn open_account(&self, name: String, password: String, list: String) -> Result<bool, AccountError> {
        let sql = "INSERT INTO account (name, password, list) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        self.run(move |transaction| Ok(transaction.execute(sql, params![name, password, list])? > 0)).await.map_err(stored)
    }

    /// Puts the todos of one list on another.
    async fn take_along(&self, from: String, to: String) -> Result<(), AccountError> {
        let sql = "UPDATE todo SET owner = ?2 WHERE owner = ?1";
        self.run(move |transaction| Ok(transaction.execute(sql, [from, to]).map(drop)?)).await.map_err(stored)
    }
}

/// What the store says of any of its work.
fn stored(error: TodoError) -> AccountError {
    Source::from(error).into()
}

impl FromRequestParts<Arc<Door>> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, door: &Arc<Door>) -> Result<Self, Infallible> {
        Ok(Self(User::of_browser(&parts.headers, door.app.seals())))
    }
}
