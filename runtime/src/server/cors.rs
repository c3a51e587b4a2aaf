//! Which pages of other origins may read what routes answer (CORS, <https://fetch.spec.whatwg.org/#http-cors-protocol>), by tower-http.
//!
//! In: origins. Out: a service around the routes alone: an action never has CORS headers, and no preflight of one is answered.

use super::answering::Answer;
use super::dispatch::Dispatch;
use super::origin::{InvalidOrigin, Origin};
use super::place::Place;
use axum::Router;
use axum::body::Body;
use futures_util::future::{Either, FutureExt, Join, Map, join};
use http::{HeaderName, HeaderValue, Method, Request, Response, header};
use std::convert::Infallible;
use std::task::{Context, Poll};
use std::time::Duration;
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer, ResponseFuture};
use tower_service::Service;

/// What a page can read of an answer, beside what it always can.
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

/// Which pages of other origins may call the routes of a [`Server`](crate::server::Server), and read the answers.
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

/// What the server was told.
pub(super) type Setting = Option<CorsLayer>;

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
    pub(super) fn into_parts(self) -> (CorsLayer, Vec<Origin>) {
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

/// Puts the routes below `place` on a router.
pub(super) fn mount(router: Router, place: &Place, dispatch: Dispatch, setting: &Setting) -> Router {
    match setting {
        None => place.mount(router, dispatch),
        Some(layer) => {
            let shared = tower::Layer::layer(layer, dispatch.clone());
            place.mount(router, WithCors { dispatch, shared })
        }
    }
}

/// The routes, with an answer to preflights. OPTIONS that is none asks what a path allows, as without CORS, and is told who may ask too.
#[derive(Debug, Clone)]
struct WithCors {
    dispatch: Dispatch,
    shared: tower_http::cors::Cors<Dispatch>,
}

/// What a path allows, and whom.
type Asked = Map<Join<Answer, ResponseFuture<Answer>>, fn((Answered, Answered)) -> Answered>;

type Answered = Result<Response<Body>, Infallible>;

impl Service<Request<Body>> for WithCors {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Either<Asked, ResponseFuture<Answer>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request<Body>>::poll_ready(&mut self.shared, context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let is_preflight = request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if request.method() == Method::OPTIONS && !is_preflight {
            Either::Left(self.ask(request))
        } else {
            Either::Right(self.shared.call(request))
        }
    }
}

impl WithCors {
    fn ask(&mut self, request: Request<Body>) -> Asked {
        let mut preflight = Request::new(Body::empty());
        *preflight.method_mut() = Method::OPTIONS;
        *preflight.headers_mut() = request.headers().clone();
        join(self.dispatch.answer(request), self.shared.call(preflight)).map(with_permission)
    }
}

/// The first answer, with what the second says to browsers.
fn with_permission((answer, preflight): (Answered, Answered)) -> Answered {
    let (Ok(mut answer), Ok(preflight)) = (answer, preflight);
    for (name, value) in preflight.headers() {
        if *name == header::VARY || name.as_str().starts_with("access-control-") {
            answer.headers_mut().append(name.clone(), value.clone());
        }
    }
    Ok(answer)
}
