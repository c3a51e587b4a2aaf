//! Places that requests go to: the origin of the page, or another.

use std::fmt;
use std::sync::Arc;

use trifold::TransportError;
use trifold::transport::Request;
use web_sys::{RequestCredentials, RequestMode};

use super::error::refused;
use super::global::global;

/// The place that requests go to. In a page that calls its own origin alone, nothing leads to what another needs.
#[derive(Clone, Default)]
pub(crate) struct Line(Option<Arc<dyn Elsewhere>>);

/// A place, as `fetch` is told of it.
pub(super) struct Place {
    pub(super) base: String,
    pub(super) mode: RequestMode,
    pub(super) credentials: RequestCredentials,
}

impl Line {
    /// To the API at another origin.
    pub(crate) fn to(base: String) -> Self {
        Self(Some(Arc::new(Api { base, credentials: RequestCredentials::Omit })))
    }

    /// With the cookies of that origin.
    pub(crate) fn with_credentials(self) -> Self {
        Self(self.0.map(|there| there.with_credentials()))
    }

    pub(super) fn place(&self, request: &Request) -> Result<Place, TransportError> {
        match &self.0 {
            Some(there) => there.place(request),
            None => {
                Ok(Place { base: global().location().origin(), mode: RequestMode::SameOrigin, credentials: RequestCredentials::SameOrigin })
            }
        }
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_ref().map_or("same origin", |there| there.base()))
    }
}

trait Elsewhere: Send + Sync {
    fn base(&self) -> &str;
    fn place(&self, request: &Request) -> Result<Place, TransportError>;
    fn with_credentials(&self) -> Arc<dyn Elsewhere>;
}

struct Api {
    base: String,
    credentials: RequestCredentials,
}

impl Elsewhere for Api {
    fn base(&self) -> &str {
        &self.base
    }

    fn place(&self, request: &Request) -> Result<Place, TransportError> {
        if request.target.starts_with("/_action/") {
            return Err(refused("an action is for pages of its own origin; call the route, by the REST client"));
        }
        let invalid =
            || refused("the base is not the URL of an API: it starts with `https://` or `http://`, and has no query and no fragment");
        let is_clean = self.base.starts_with("http") && !self.base.contains(['?', '#', '@']);
        // As the browser writes it, which is how the whole is compared later.
        let read = web_sys::Request::new_with_str(&self.base).ok().filter(|_| is_clean).ok_or_else(invalid)?;
        let base = read.url().trim_end_matches('/').to_owned();
        Ok(Place { base, mode: RequestMode::Cors, credentials: self.credentials })
    }

    fn with_credentials(&self) -> Arc<dyn Elsewhere> {
        Arc::new(Self { base: self.base.clone(), credentials: RequestCredentials::Include })
    }
}
