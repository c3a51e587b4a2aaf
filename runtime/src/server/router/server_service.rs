//! A whole server as a `tower::Service`: what is the server's own goes to the dispatcher, anything else to the application's router.
//!
//! In: any request. Out: its answer. Which of the three it is for is decided here, once, however the server is served: an action or a route; a
//! form that is sent to its page; a page.

use super::cors::WithCors;
use crate::form::forms_of_query;
use crate::server::dispatch::dispatcher::Dispatch;
use crate::server::dispatch::response_future::Answer;
use crate::server::guard::connection_info::ConnectionInfo;
use crate::server::serve::Application;
use crate::spec::Tag;
use axum::Router;
use axum::body::Body;
use axum::routing::future::RouteFuture;
use http::{Method, Request, Response};
use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower_service::Service;

/// A server as a `tower::Service`, as [`Server::into_service`](crate::server::Server::into_service) gives it. Cheap to clone.
#[derive(Clone)]
pub struct ServerService {
    dispatch: Dispatch,
    /// The routes, where pages of other origins may call them.
    shared: Option<WithCors>,
    /// The application's pages, health, readiness, and what says of a path below the server's prefixes that nothing is there.
    rest: Router,
}

/// The answer of a [`ServerService`]. It never fails.
pub struct ServerFuture(Kind);

enum Kind {
    Own(Answer),
    Shared(Pin<Box<<WithCors as Service<Request<Body>>>::Future>>),
    Rest(RouteFuture<Infallible>),
}

impl ServerService {
    pub(in crate::server) fn new(dispatch: Dispatch, shared: Option<WithCors>, rest: Router) -> Self {
        Self { dispatch, shared, rest }
    }

    /// Returns true if there are pages of the application.
    pub(in crate::server) fn has_pages(&self) -> bool {
        self.dispatch.has_pages()
    }

    /// Answers a request. Where it is not told of its connection, that is said beside it.
    fn answer(&self, mut request: Request<Body>, untold: Option<&Arc<ConnectionInfo>>) -> Kind {
        let tell = |request: &mut Request<Body>| untold.into_iter().for_each(|connection| connection.tell(request.extensions_mut()));
        if let Some(shared) = &self.shared
            && self.dispatch.has_route(request.uri().path())
        {
            tell(&mut request);
            return Kind::Shared(Box::pin(shared.answer(request)));
        }
        let mut request = match self.dispatch.answer_own(request, untold) {
            Ok(answer) => return Kind::Own(answer),
            Err(request) => request,
        };
        tell(&mut request);
        match &*self.forms(&request) {
            [] => Kind::Rest(self.rest.clone().call(request)),
            ids => Kind::Own(self.dispatch.answer_form(request, ids)),
        }
    }

    /// The ids of the forms that a request for a page sends: none, one, or two where there are more.
    fn forms(&self, request: &Request<Body>) -> Vec<Tag> {
        match request.uri().query() {
            Some(query) if request.method() == Method::POST && self.dispatch.has_pages() => forms_of_query(query).take(2).collect(),
            _ => Vec::new(),
        }
    }
}

#[diagnostic::do_not_recommend]
impl Service<Request<Body>> for ServerService {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = ServerFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> ServerFuture {
        ServerFuture(self.answer(request, None))
    }
}

impl Application for ServerService {
    type Answer = ServerFuture;

    fn answer(&self, request: Request<Body>, connection: &Arc<ConnectionInfo>) -> ServerFuture {
        ServerFuture(self.answer(request, Some(connection)))
    }
}

impl Future for ServerFuture {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Kind::Own(answer) => Pin::new(answer).poll(context),
            Kind::Shared(answer) => answer.as_mut().poll(context),
            Kind::Rest(answer) => Pin::new(answer).poll(context),
        }
    }
}

impl fmt::Debug for ServerService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ServerService").field(&self.dispatch).finish()
    }
}

impl fmt::Debug for ServerFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Own(_) => "ServerFuture(of the server's own)",
            Kind::Shared(_) => "ServerFuture(of a route)",
            Kind::Rest(_) => "ServerFuture(of the application's router)",
        })
    }
}
