//! Callers: a browser by its session cookie, a script by a token, and one extractor for both.

use axum::extract::FromRequestParts;
use axum::http::{StatusCode, header, request::Parts};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use trifold::server::{Cookie, Effects, Principal, Server};
use trifold::{ApiError, Source, service};

/// Reasons for a login to fail.
#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub enum LoginError {
    /// It does not say which of both is wrong.
    #[error("no account has this name and this password")]
    #[status(401)]
    Wrong,
    /// Logged, never sent.
    #[error("the login failed")]
    #[status(500)]
    Failed(#[internal] Source),
}

/// Sessions.
#[service(version = 1)]
pub trait Sessions {
    /// Sets cookies.
    type Effects;
    /// Caller who is logged in.
    #[security(cookie = "session")]
    #[security(bearer)]
    type User;

    /// Opens a session. No verb: this is for the page alone.
    async fn login(&self, #[context] effects: Self::Effects, name: String, password: String) -> Result<(), LoginError>;

    /// The name of the caller.
    #[get("/me")]
    async fn me(&self, #[context] user: Self::User) -> String;
}

/// The application: the sessions that are open, by their secret.
#[derive(Debug, Default)]
pub struct App(Mutex<HashMap<String, String>>);

/// Somebody with a session.
pub struct User(String);

impl FromRequestParts<Arc<App>> for User {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, StatusCode> {
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let cookie = text(header::COOKIE).split("; ").find_map(|pair| pair.strip_prefix("session="));
        let secret = cookie.or_else(|| text(header::AUTHORIZATION).strip_prefix("Bearer ")).ok_or(StatusCode::UNAUTHORIZED)?;
        let name = app.0.lock().unwrap_or_else(PoisonError::into_inner).get(secret).cloned().ok_or(StatusCode::UNAUTHORIZED)?;
        parts.extensions.insert(Principal(name.clone()));
        Ok(Self(name))
    }
}

impl Sessions for App {
    type Effects = Effects;
    type User = User;

    async fn login(&self, effects: Effects, name: String, password: String) -> Result<(), LoginError> {
        if password != "correct horse" {
            return Err(LoginError::Wrong); // a program that is kept hashes passwords: argon2
        }
        let mut secret = [0; 16];
        getrandom::fill(&mut secret).map_err(|error| LoginError::Failed(error.into()))?;
        let secret = format!("{:032x}", u128::from_ne_bytes(secret));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(secret.clone(), name);
        // It is `HttpOnly; Secure; SameSite=Lax; Path=/`, unless it says otherwise.
        effects.set_cookie(Cookie::new("session", secret)).map_err(|error| LoginError::Failed(error.into()))
    }

    async fn me(&self, User(name): User) -> String {
        name
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(Server::new().add_service(SessionsServer::new(App::default())).serve(listener).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use trifold::CallError;
    use trifold::server::InProcess;

    #[tokio::test]
    async fn a_cookie_and_a_token_are_one_session() {
        let app = App(Mutex::new(HashMap::from([("s3cret".to_owned(), "Ann".to_owned())])));
        let transport = InProcess::new(Server::new().add_service(SessionsServer::new(app)).into_router());
        let nobody = SessionsClient::new(transport.clone());
        assert_eq!(nobody.login("Ann".to_owned(), "guess".to_owned()).await, Err(CallError::Api(LoginError::Wrong)));
        assert!(matches!(nobody.me().await, Err(CallError::Denied(_))));
        let page = SessionsClient::new(transport.clone().header("cookie", "session=s3cret"));
        let script = SessionsRestClient::with_transport(transport.bearer_token("s3cret"));
        assert_eq!((page.me().await.unwrap(), script.me().await.unwrap()), ("Ann".to_owned(), "Ann".to_owned()));
    }
}
