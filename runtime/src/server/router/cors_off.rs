//! The routes without the feature `cors`.

use crate::server::dispatch::dispatcher::Dispatch;
use crate::server::dispatch::response_future::Answer;
use crate::server::guard::cors::Setting;
use axum::body::Body;
use http::{Request, Response};
use std::convert::Infallible;
use std::task::{Context, Poll};

/// Routes that pages of other origins may call: there are none.
#[derive(Debug, Clone)]
pub(in crate::server) enum WithCors {}

impl WithCors {
    pub(in crate::server) fn new(_: &Dispatch, _: &Setting) -> Option<Self> {
        None
    }

    pub(in crate::server) fn answer(&self, _: Request<Body>) -> Answer {
        match *self {}
    }
}

impl tower_service::Service<Request<Body>> for WithCors {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        match *self {}
    }

    fn call(&mut self, _: Request<Body>) -> Answer {
        match *self {}
    }
}
