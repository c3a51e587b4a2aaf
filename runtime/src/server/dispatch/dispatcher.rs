//! From a request to an answer: match, guard, run, render.
//!
//! In: any HTTP request. Out: one response, always. The order of an action's checks is known id, verb, origin, content type, and then
//! what the adapter does: contexts, body, arguments, rules, method.

use super::config::Config;
use super::finish::ResponseOptions;
use super::response_future::{Answer, State, panicked};
use super::route_table::{RouteTable, Target};
use crate::server::body::submitted::Submitted;
use crate::server::call::request::{Endpoint, RoutedRequest, is_skewed, takes_body};
use crate::server::context::nest_prefix;
use crate::server::guard::content_type::{ContentType, is_plain};
use crate::server::guard::cross_origin::EndpointKind;
use crate::server::guard::host;
use crate::server::guard::rate_limit::Gates;
use crate::server::guard::stage::Stage;
use crate::server::idempotency::held::{Ground, Held};
use crate::server::pages::settings::PageRouter;
use crate::server::pages::submission::Submission;
use crate::server::problem::rejection::Rejection;
use crate::server::response::static_file::StaticFile;
use crate::server::service::erased::Service;
use crate::server::trace::span;
use crate::spec::{ActionId, MethodSpec, Tag};
use axum::Router;
use axum::body::Body;
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Context, Poll};

/// A `tower::Service` that answers for every service of a server. Cheap to clone.
#[derive(Clone)]
pub struct Dispatch(Arc<Tables>);

pub(in crate::server) struct Tables {
    pub(in crate::server) services: Vec<Service>,
    pub(in crate::server) actions: HashMap<Tag, Action>,
    pub(in crate::server) routes: RouteTable,
    pub(in crate::server) documents: Vec<StaticFile>,
    pub(in crate::server) config: Config,
    pub(in crate::server) gates: Gates,
    pub(in crate::server) site: Arc<PageRouter>,
}

/// Where an action's id leads.
#[derive(Debug, Clone, Copy)]
pub(in crate::server) struct Action {
    pub(in crate::server) service: usize,
    pub(in crate::server) index: usize,
    pub(in crate::server) method: &'static MethodSpec,
}

impl Dispatch {
    pub(in crate::server) fn new(tables: Tables) -> Self {
        Self(Arc::new(tables))
    }

    /// The app's pages, to be served beside this.
    pub(in crate::server) fn pages(&self) -> Router {
        self.0.site.router.clone().unwrap_or_default()
    }

    /// Answers a request.
    pub fn answer(&self, request: Request<Body>) -> Answer {
        let (mut parts, body) = request.into_parts();
        let show = ResponseOptions { head: parts.method == Method::HEAD, ..ResponseOptions::default() };
        match parts.uri.path().strip_prefix(ActionId::PREFIX).map(|id| self.0.action(id)) {
            Some(action) => {
                let form = Submission::of(&mut parts, &self.0.site, &self.0.config.cross_origin);
                let show = ResponseOptions { is_action: true, form, ..show };
                match action {
                    Ok(action) => self.0.call_action(action, parts, body, show),
                    Err(rejection) => {
                        Submitted::of(&parts, |typed| typed.leave(body));
                        Answer::refuse(rejection, show)
                    }
                }
            }
            None => self.0.call_route(parts, body, show),
        }
    }
}

impl Tables {
    /// 404 for what is no id; 409 for an id that nothing here has, before any other check, so that a stale tab learns that it is.
    fn action(&self, id: &str) -> Result<Action, Rejection> {
        match Tag::parse(id) {
            None => Err(Rejection::status(StatusCode::NOT_FOUND)),
            Some(tag) => self.actions.get(&tag).copied().ok_or_else(|| {
                tracing::info!("an action's id is not known here: its page was built from another version");
                Rejection::stale()
            }),
        }
    }

    fn call_action(&self, action: Action, mut parts: Parts, body: Body, mut show: ResponseOptions) -> Answer {
        show.form = show.form.map(|form| form.of_method(action.method));
        let span = span::begin(action.method, if show.form.is_some() { "form" } else { "action" }, &mut parts);
        let answer = span.in_scope(|| match self.guard_action(&parts, action.method) {
            Ok(kind) => self.run(action, Endpoint::Action, kind, parts, body, show),
            Err(rejection) => Answer::refuse(rejection, show),
        });
        answer.within(span)
    }

    fn guard_action(&self, parts: &Parts, method: &MethodSpec) -> Result<ContentType, Rejection> {
        if parts.method != Method::POST {
            return Err(Rejection::status(StatusCode::METHOD_NOT_ALLOWED).header(header::ALLOW, HeaderValue::from_static("POST")));
        }
        let host = host::of(parts.version, &parts.uri, &parts.headers)?;
        self.config.cross_origin.admit(EndpointKind::Action, &parts.method, host, &parts.headers)?;
        is_plain(&parts.headers)?;
        ContentType::of_action(&parts.headers, method)
    }

    fn call_route(&self, mut parts: Parts, body: Body, show: ResponseOptions) -> Answer {
        match self.routes.find(&parts.method, parts.uri.path()) {
            Ok((Target::Document(place), _)) => Answer::ready(self.document(place, &parts), show),
            Ok((Target::Method { service, index, method, version }, captures)) => {
                let (format, life) = (self.config.formats.of(method.service).cloned(), self.config.lifecycle.headers(method));
                let show = ResponseOptions { format, life, ..show };
                let span = span::begin(method, "rest", &mut parts);
                let answer = span.in_scope(|| match self.guard_route(&parts, &body, method) {
                    Ok(kind) => self.run(Action { service, index, method }, Endpoint::Route { version, captures }, kind, parts, body, show),
                    Err(rejection) => Answer::refuse(rejection, show),
                });
                answer.within(span)
            }
            Err(rejection) => {
                tracing::debug!(verb = parts.method.as_str(), status = rejection.http_status().as_u16(), "a request has no route");
                let services = self.services.iter().map(|service| service.contract.service);
                let format = self.config.formats.at(parts.uri.path(), services).cloned();
                Answer::refuse(rejection, ResponseOptions { format, ..show })
            }
        }
    }

    fn document(&self, place: usize, parts: &Parts) -> Response<Body> {
        let document = &self.documents[place];
        match document.below(nest_prefix::prefix(&parts.extensions)) {
            Some(nested) => nested.answer(&parts.headers),
            None => document.answer(&parts.headers),
        }
    }

    fn guard_route(&self, parts: &Parts, body: &Body, method: &MethodSpec) -> Result<ContentType, Rejection> {
        self.config.lifecycle.admit(method)?;
        let host = host::of(parts.version, &parts.uri, &parts.headers)?;
        let through = if self.config.any_origin.may_call(method.service) { EndpointKind::OpenRoute } else { EndpointKind::Route };
        self.config.cross_origin.admit(through, &parts.method, host, &parts.headers)?;
        // Where nothing was sent, that is what is wrong, and not its type.
        let was_sent = parts.headers.contains_key(header::CONTENT_TYPE) || !http_body::Body::is_end_stream(body);
        if !takes_body(method) || !was_sent {
            return Ok(ContentType::Json);
        }
        is_plain(&parts.headers)?;
        if method.takes_raw_body() { Ok(ContentType::Json) } else { ContentType::of_route(&parts.headers, method) }
    }

    fn run(&self, target: Action, way: Endpoint, kind: ContentType, parts: Parts, body: Body, mut show: ResponseOptions) -> Answer {
        show.fingerprint = is_skewed(&parts, target.method).then_some(target.method.strict);
        show.ticket = self.gates.ticket(target.service, target.index);
        let held = match self.hold(&parts) {
            Ok(held) => show.held.insert(held).clone(),
            Err(rejection) => return Answer::refuse(rejection, show),
        };
        let (limits, ticket) = (self.config.limits.of(target.method), show.ticket.clone());
        let incoming = Box::new(RoutedRequest { parts, method: target.method, way, kind, limits, ticket, held });
        let started = catch_unwind(AssertUnwindSafe(|| self.services[target.service].calls.call(target.index, incoming, body)));
        match started {
            Ok(Some(reply)) => Answer::new(State::Running { reply, show }),
            Ok(None) => Answer::refuse(Rejection::status(StatusCode::NOT_FOUND), show),
            Err(panic) => Answer::refuse(panicked(panic.as_ref()), show),
        }
    }
}

impl Tables {
    /// Takes a call's place, and makes what it holds.
    fn hold(&self, parts: &Parts) -> Result<Held, Rejection> {
        let Config { limits, rates, answers, .. } = &self.config;
        let (peer, stage) = (rates.peer(parts), parts.extensions.get::<Stage>().cloned());
        Held::new(Ground { room: limits.room(), answers, peer, stage })
    }
}

impl tower_service::Service<Request<Body>> for Dispatch {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Answer {
        self.answer(request)
    }
}

impl fmt::Debug for Dispatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Dispatch").field(&self.0.services).finish()
    }
}
