//! Callers: a browser by its session cookie, a script by a token. Both are one secret, which a login gives.

use crate::App;
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use axum::extract::FromRequestParts;
use axum::http::{StatusCode, header, request::Parts};
use notes_api::{Login, NoteError, Sessions};
use rusqlite::{OptionalExtension, params};
use std::sync::Arc;
use trifold::Source;
use trifold::server::{Cookie, Effects, Principal};

/// Somebody who is logged in.
pub struct User {
    pub(crate) name: String,
}

impl FromRequestParts<Arc<App>> for User {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, StatusCode> {
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let cookie = Cookie::split_parse(text(header::COOKIE)).flatten().find(|cookie| cookie.name() == "session");
        let token = text(header::AUTHORIZATION).strip_prefix("Bearer ").map(str::to_owned);
        let secret = cookie.map(|cookie| cookie.value().to_owned()).or(token).ok_or(StatusCode::UNAUTHORIZED)?;
        let sql = "SELECT name FROM session WHERE secret = ?1";
        let found = app.with(move |db| db.query_row(sql, [secret], |row| row.get("name")).optional()).await;
        let name: String = found.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?.ok_or(StatusCode::UNAUTHORIZED)?;
        parts.extensions.insert(Principal(name.clone()));
        Ok(Self { name })
    }
}

impl Sessions for App {
    type Effects = Effects;

    async fn token(&self, login: Login) -> Result<String, NoteError> {
        let Login { name, password } = login;
        let known = name.clone();
        let sql = "SELECT password FROM account WHERE name = ?1";
        let hash: Option<String> = self.with(move |db| db.query_row(sql, [known], |row| row.get(0)).optional()).await?;
        if let Some(hash) = hash {
            let is_theirs = blocking(move || is_password(&password, &hash)).await?;
            is_theirs.then_some(()).ok_or(NoteError::WrongPassword)?;
        } else {
            let (name, hash) = (name.clone(), blocking(move || hashed(&password)).await?);
            self.with(move |db| db.execute("INSERT INTO account VALUES (?1, ?2)", params![name, hash])).await?;
        }
        let mut secret = [0; 16];
        getrandom::fill(&mut secret).map_err(Source::from)?;
        let secret = format!("{:032x}", u128::from_be_bytes(secret));
        let kept = secret.clone();
        self.with(move |db| db.execute("INSERT INTO session VALUES (?1, ?2)", params![kept, name])).await?;
        Ok(secret)
    }

    async fn login(&self, effects: Effects, login: Login) -> Result<(), NoteError> {
        let secret = self.token(login).await?;
        Ok(effects.set_cookie(Cookie::new("session", secret)).map_err(Source::from)?)
    }

    async fn logout(&self, effects: Effects) -> Result<(), NoteError> {
        Ok(effects.remove_cookie(Cookie::from("session")).map_err(Source::from)?)
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Source> + Send + 'static) -> Result<T, Source> {
    tokio::task::spawn_blocking(work).await?
}

fn hashed(password: &str) -> Result<String, Source> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|error| Source::new(error.to_string()))
}

fn is_password(password: &str, hash: &str) -> Result<bool, Source> {
    let hash = PasswordHash::new(hash).map_err(|error| Source::new(error.to_string()))?;
    Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}
