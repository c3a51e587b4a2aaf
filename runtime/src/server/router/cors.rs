//! The service around routes that pages of other origins may call.
//!
//! In: a policy. Out: the routes, and answers to preflights.

use crate::server::dispatch::dispatcher::Dispatch;
use crate::server::dispatch::response_future::Answer;
use crate::server::guard::cors::Setting;
use axum::body::Body;
use futures_util::future::{Either, FutureExt, Join, Map, join};
use http::{Method, Request, Response, header};
use std::convert::Infallible;
use std::task::{Context, Poll};
use tower_http::cors::ResponseFuture;
use tower_service::Service;

/// The routes, with an answer to preflights. A non-preflight OPTIONS request
/// gets the usual `Allow` header plus CORS headers.
#[derive(Debug, Clone)]
pub(in crate::server) struct WithCors {
    dispatch: Dispatch,
    shared: tower_http::cors::Cors<Dispatch>,
}

/// The methods that a path allows, and whom it allows them.
pub(in crate::server) type Asked = Map<Join<Answer, ResponseFuture<Answer>>, fn((Answered, Answered)) -> Answered>;

pub(in crate::server) type Answered = Result<Response<Body>, Infallible>;

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
    /// The routes under a policy, if there is one.
    pub(in crate::server) fn new(dispatch: &Dispatch, setting: &Setting) -> Option<Self> {
        setting.as_ref().map(|layer| Self { dispatch: dispatch.clone(), shared: tower::Layer::layer(layer, dispatch.clone()) })
    }

    /// Answers a request for a route, or a preflight.
    pub(in crate::server) fn answer(&self, request: Request<Body>) -> <Self as Service<Request<Body>>>::Future {
        self.clone().call(request)
    }

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
