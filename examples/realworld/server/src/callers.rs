//! The contexts: who calls, and on a route whether what the path names is there and is theirs.
//!
//! In: the headers and the captures of a request. Out: the caller, or the refusal (401, then 404, then 403), before any of the body is
//! read. An action has no captures, so the methods look for themselves too.

use crate::app::App;
use crate::auth::sent;
use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderValue, header};
use realworld_api::{ConduitError, Subject};
use std::sync::Arc;
use trifold::server::{Captures, Principal, Refusal};

/// Somebody with a good token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// The number of the account.
    pub(crate) id: i64,
}

/// Somebody or nobody: a token that is not good is as none.
#[derive(Debug, Clone, Copy)]
pub struct Viewer(Option<Caller>);

/// Somebody who asks for an article that there is.
#[derive(Debug, Clone, Copy)]
pub struct Reader(pub(crate) Caller);

/// Somebody who asks for an article of their own.
#[derive(Debug, Clone, Copy)]
pub struct Author(pub(crate) Caller);

/// Somebody who asks for a comment of their own.
#[derive(Debug, Clone, Copy)]
pub struct CommentAuthor(pub(crate) Caller);

impl Viewer {
    /// The number of the account. Nobody's is 0.
    pub(crate) fn id(self) -> i64 {
        self.0.map_or(0, |caller| caller.id)
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let token = sent(&parts.headers).ok_or_else(|| challenge(ConduitError::TokenMissing))?;
        let id = app.tokens.read(token).ok_or_else(|| challenge(ConduitError::TokenInvalid))?;
        let account = app.store.account(id).await.map_err(ConduitError::from)?;
        account.ok_or_else(|| challenge(ConduitError::TokenInvalid))?;
        parts.extensions.insert(Principal(id.to_string()));
        Ok(Self { id })
    }
}

impl FromRequestParts<Arc<App>> for Viewer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let id = sent(&parts.headers).and_then(|token| app.tokens.read(token));
        let account = match id {
            Some(id) => app.store.account(id).await.map_err(ConduitError::from)?,
            None => None,
        };
        Ok(Self(account.map(|account| Caller { id: account.id })))
    }
}

impl FromRequestParts<Arc<App>> for Reader {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let caller = Caller::from_request_parts(parts, app).await?;
        if let Some(slug) = capture(parts, "slug") {
            app.article(slug).await?;
        }
        Ok(Self(caller))
    }
}

impl FromRequestParts<Arc<App>> for Author {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let caller = Caller::from_request_parts(parts, app).await?;
        if let Some(slug) = capture(parts, "slug") {
            app.own_article(caller.id, slug).await?;
        }
        Ok(Self(caller))
    }
}

impl FromRequestParts<Arc<App>> for CommentAuthor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let caller = Caller::from_request_parts(parts, app).await?;
        if let (Some(slug), Some(id)) = (capture(parts, "slug"), capture(parts, "id")) {
            let article = app.article(slug).await?;
            // What is no number names no comment.
            let id = id.parse().map_err(|_| ConduitError::NotFound { subject: Subject::Comment })?;
            app.own_comment(caller.id, article.id, id).await?;
        }
        Ok(Self(caller))
    }
}

/// A 401, with the scheme that it asks for.
fn challenge(error: ConduitError) -> Refusal {
    Refusal::from(error).header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Token"))
}

fn capture<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    parts.extensions.get::<Captures>()?.get(name)
}
