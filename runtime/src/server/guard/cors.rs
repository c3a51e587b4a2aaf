//! Pages of other origins that may read what routes answer (CORS, <https://fetch.spec.whatwg.org/#http-cors-protocol>), by tower-http.
//!
//! In: origins. Out: a layer for the routes alone: an action never has CORS headers, and no preflight of one is answered.

use super::origin::{InvalidOrigin, Origin};
use http::{HeaderName, HeaderValue, Method, header};
use std::time::Duration;
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};

/// Headers of an answer that a page can read, besides those that it always can.
const EXPOSED: [HeaderName; 10] = [
    header::ETAG,
    header::LOCATION,
    header::LINK,
    header::CONTENT_DISPOSITION,
    header::CONTENT_RANGE,
    header::RETRY_AFTER,
    HeaderName::from_static("ratelimit"),
    HeaderName::from_static("ratelimit-policy"),
    HeaderName::from_static("deprecation"),
    HeaderName::from_static("sunset"),
];

/// The verbs of routes.
const VERBS: [Method; 6] = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// Pages of other origins that may call the routes of a [`Server`](crate::server::Server), and read the answers.
///
/// ```
/// # use trifold::server::{Cors, Server};
/// let server = Server::new().cors(Cors::origins(["https://app.example"])?.credentials());
/// # Ok::<(), trifold::server::InvalidOrigin>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Cors {
    layer: CorsLayer,
    origins: Vec<Origin>,
    is_any: bool,
}

/// The policy of a server, if it has one.
pub(in crate::server) type Setting = Option<CorsLayer>;

impl Cors {
    /// Pages of these origins: scheme and host, perhaps a port. They pass the cross-origin check of unsafe verbs too, on routes alone.
    ///
    /// # Errors
    /// If one is anything else; there are no wildcards.
    pub fn origins<T: AsRef<str>>(origins: impl IntoIterator<Item = T>) -> Result<Self, InvalidOrigin> {
        let parse = |text: T| Origin::parse(text.as_ref()).ok_or_else(|| InvalidOrigin(text.as_ref().to_owned()));
        let origins: Vec<_> = origins.into_iter().map(parse).collect::<Result<_, _>>()?;
        let known = origins.clone();
        let allow = AllowOrigin::predicate(move |origin, _| is_one_of(&known, origin));
        Ok(Self { layer: layer(allow), origins, is_any: false })
    }

    /// Pages of any origin may read what anyone may read. Unsafe verbs stay closed to them, but for services named in
    /// [`Server::allow_any_origin`](crate::server::Server::allow_any_origin).
    pub fn any() -> Self {
        Self { layer: layer(AllowOrigin::any()), origins: Vec::new(), is_any: true }
    }

    /// Lets the pages send cookies. Without effect on [`Cors::any`]: no browser takes both.
    pub fn credentials(mut self) -> Self {
        if !self.is_any {
            self.layer = self.layer.allow_credentials(true);
        }
        self
    }

    /// Sets for how long a browser remembers what was allowed. Browsers have limits of their own, of some hours.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.layer = self.layer.max_age(age);
        self
    }

    /// Names the headers that pages may send. Unless this is said, they may send any, as each preflight asks for it: what a header means is
    /// checked by who reads it.
    pub fn headers(mut self, names: impl IntoIterator<Item = HeaderName>) -> Self {
        let names: Vec<_> = names.into_iter().collect();
        self.layer = self.layer.allow_headers(names);
        self
    }

    /// Lets pages read these headers of answers too.
    pub fn expose(mut self, names: impl IntoIterator<Item = HeaderName>) -> Self {
        let names: Vec<_> = EXPOSED.into_iter().chain(names).collect();
        self.layer = self.layer.expose_headers(names);
        self
    }

    /// Returns the layer, and the origins that it lets in by name.
    pub(in crate::server) fn into_parts(self) -> (CorsLayer, Vec<Origin>) {
        (self.layer, self.origins)
    }
}

/// Any header may be sent.
fn layer(allow: AllowOrigin) -> CorsLayer {
    CorsLayer::new().allow_origin(allow).allow_methods(VERBS).allow_headers(AllowHeaders::mirror_request()).expose_headers(EXPOSED)
}

fn is_one_of(known: &[Origin], origin: &HeaderValue) -> bool {
    origin.to_str().ok().and_then(Origin::parse).is_some_and(|origin| known.contains(&origin))
}
