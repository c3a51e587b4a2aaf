//! From a request to an answer: match, guard, run, render.
//!
//! In: any HTTP request. Out: one response, always. The order of an action's checks is known id, verb, origin, content type, and then
//! what the adapter does: contexts, body, arguments, rules, method.

use super::action_table::{Action, ActionTable};
use super::config::Config;
use super::finish::ResponseOptions;
use super::flight;
use super::layers::{self, MethodService};
use super::published::PublishedFile;
use super::response_future::{Answer, State, panicked};
use super::route_table::{RouteTable, Target};
use crate::server::body::submitted::Submitted;
use crate::server::call::request::{Endpoint, RoutedRequest, is_skewed, takes_body};
use crate::server::context::captures::Found;
use crate::server::context::fold::Fold;
use crate::server::guard::accept::accepts;
use crate::server::guard::connection_info::ConnectionInfo;
use crate::server::guard::content_type::{ContentType, is_plain, wants_page};
use crate::server::guard::cross_origin::EndpointKind;
use crate::server::guard::host;
use crate::server::guard::live::Seeker;
use crate::server::guard::rate_limit::MethodLimiters;
use crate::server::guard::request_headers::RequestHeaders;
use crate::server::idempotency::held::{Ground, Hold};
use crate::server::pages::settings::PageRouter;
use crate::server::pages::submission::Submission;
use crate::server::problem::rejection::Rejection;
use crate::server::service::erased::Service;
use crate::server::trace::watched::Watched;
use crate::server::trace::{remote, span};
use crate::spec::{ActionId, MethodSpec, Tag};
use crate::wire::Whole;
use axum::Router;
use axum::body::Body;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use std::convert::Infallible;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// A `tower::Service` that answers for every service of a server. Cheap to clone.
#[derive(Clone)]
pub(in crate::server) struct Dispatch {
    tables: Arc<Tables>,
    /// The layers around the calls of methods, if there are any.
    layers: Option<MethodService>,
}

pub(in crate::server) struct Tables {
    pub(in crate::server) services: Vec<Service>,
    pub(in crate::server) actions: ActionTable,
    pub(in crate::server) routes: RouteTable,
    pub(in crate::server) documents: Vec<PublishedFile>,
    pub(in crate::server) config: Config,
    pub(in crate::server) gates: MethodLimiters,
    pub(in crate::server) site: Arc<PageRouter>,
}

impl Dispatch {
    pub(in crate::server) fn new(tables: Tables) -> Self {
        let tables = Arc::new(tables);
        Self { layers: tables.config.layers.around(Checks(tables.clone())), tables }
    }

    /// The app's pages, to be served beside this.
    pub(in crate::server) fn pages(&self) -> Router {
        self.tables.site.router.clone().unwrap_or_default()
    }

    /// Answers a request.
    pub(in crate::server) fn answer(&self, request: Request<Body>) -> Answer {
        self.answer_own(request, None).unwrap_or_else(|request| {
            let (parts, body) = request.into_parts();
            self.answer_route(Err(Rejection::status(StatusCode::NOT_FOUND)), parts, body, None)
        })
    }

    /// Answers a request for what is the server's own, an action or a path that a route has. Any other is given back. Where the request is not
    /// told of its connection, that is said beside it.
    #[expect(clippy::result_large_err, reason = "what is given back goes on to the application")]
    pub(in crate::server) fn answer_own(
        &self,
        mut request: Request<Body>,
        untold: Option<&Arc<ConnectionInfo>>,
    ) -> Result<Answer, Request<Body>> {
        if let Some(id) = request.uri().path().strip_prefix(ActionId::PREFIX) {
            let action = self.tables.actions.find(id);
            let gives_json = action.as_ref().is_ok_and(|action| action.method.gives_json());
            if gives_json && flight::has_reads(request.headers()) {
                untold.into_iter().for_each(|connection| connection.tell(request.extensions_mut()));
                return Ok(self.answer_with_reads(request));
            }
            return Ok(self.answer_alone(action, request, untold));
        }
        match self.tables.routes.find(request.method(), request.uri().path()) {
            Some(found) => {
                let (parts, body) = request.into_parts();
                Ok(self.answer_route(found, parts, body, untold))
            }
            None => Err(request),
        }
    }

    /// Answers a call of an action, and nothing with it.
    fn answer_alone(&self, action: Result<Action, Rejection>, request: Request<Body>, untold: Option<&Arc<ConnectionInfo>>) -> Answer {
        let (parts, body) = request.into_parts();
        self.answer_action(action, parts, body, None, untold)
    }

    /// Answers the write of a flight.
    fn answer_with_reads(&self, request: Request<Body>) -> Answer {
        let method_of = |id: &str| self.tables.actions.find(id).ok().map(|action| action.method);
        match flight::Read::all(request.headers(), method_of) {
            Ok(reads) => {
                let dispatch = self.clone();
                let call = move |request| dispatch.clone().answer_in_flight(request);
                Answer::new(State::Flying(Box::pin(flight::fly(call, reads, request))))
            }
            Err(rejection) => Answer::refuse(rejection, ResponseOptions { is_action: true, ..ResponseOptions::default() }),
        }
    }

    /// Answers one call of a flight.
    async fn answer_in_flight(self, request: Request<Body>) -> Response<Body> {
        let id = request.uri().path().strip_prefix(ActionId::PREFIX).unwrap_or_default();
        match self.answer_alone(self.tables.actions.find(id), request, None).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    /// Answers a form that was sent to its page, by the ids in the page's query. Only where there are pages, and one id at the least.
    pub(in crate::server) fn answer_form(&self, request: Request<Body>, ids: &[Tag]) -> Answer {
        let (mut parts, body) = request.into_parts();
        let form = Submission::of_page(&mut parts, &self.tables.site, &self.tables.config.cross_origin);
        let action = match ids {
            [id] => self.tables.actions.find(id.as_str()),
            _ => Err(Rejection::status(StatusCode::BAD_REQUEST).detail("the URL names more than one form")),
        };
        self.answer_action(action, parts, body, form, None)
    }

    /// Answers a call of an action, or a form that was sent to its page.
    fn answer_action(
        &self,
        found: Result<Action, Rejection>,
        mut parts: Parts,
        body: Body,
        form: Option<Submission>,
        untold: Option<&Arc<ConnectionInfo>>,
    ) -> Answer {
        let mut show = ResponseOptions { is_action: true, form, head: parts.method == Method::HEAD, ..ResponseOptions::default() };
        match found {
            Ok(action) => self.call(Matched { action, way: Endpoint::Action, untold: untold.cloned() }, parts, body, show),
            Err(rejection) => {
                untold.into_iter().for_each(|connection| connection.tell(&mut parts.extensions));
                show.form = show.form.or_else(|| self.tables.form_of(&mut parts));
                if show.form.is_some()
                    && let Ok(held) = self.tables.hold(&parts, ConnectionInfo::of(&parts.extensions).map(|connection| &**connection))
                {
                    Submitted::of(&parts, |typed| typed.leave(body, held.clone()));
                    show.held = Some(held);
                }
                Answer::refuse(rejection, show)
            }
        }
    }

    fn answer_route(
        &self,
        found: Result<(Target, Found), Rejection>,
        parts: Parts,
        body: Body,
        untold: Option<&Arc<ConnectionInfo>>,
    ) -> Answer {
        let mut show = ResponseOptions { head: parts.method == Method::HEAD, ..ResponseOptions::default() };
        match found {
            Ok((Target::Document(place), _)) => {
                let file = self.tables.documents[place].clone();
                Answer::new(State::Apart(Box::pin(async move { file.answer(&parts).await }), show))
            }
            Ok((Target::Method { service, index, method, version }, captures)) => {
                (show.format, show.life) =
                    (self.tables.config.formats.of(method.service).cloned(), self.tables.config.lifecycle.headers(method));
                let (action, way) = (Action { service, index, method }, Endpoint::Route { version, captures });
                self.call(Matched { action, way, untold: untold.cloned() }, parts, body, show)
            }
            Err(rejection) => {
                tracing::debug!(verb = parts.method.as_str(), status = rejection.http_status().as_u16(), "a request has no route");
                let services = self.tables.services.iter().map(|service| service.contract.service);
                show.format = self.tables.config.formats.at(parts.uri.path(), services).cloned();
                Answer::refuse(rejection, show)
            }
        }
    }

    /// Calls a method, through the layers if there are any.
    fn call(&self, mut matched: Matched, mut parts: Parts, body: Body, show: ResponseOptions) -> Answer {
        match &self.layers {
            None => self.tables.call(matched, parts, body, show),
            Some(layers) => {
                matched.tell(&mut parts);
                let seen = ResponseOptions { is_action: show.is_action, head: show.head, ..ResponseOptions::default() };
                let shown = (matched.action.method, matched.fold(&parts.headers, show.form.is_some()));
                Answer::new(State::Apart(layers.answer(shown, (matched, show), parts, body), seen))
            }
        }
    }

    /// Returns true if a route has this path, for whichever verb.
    pub(in crate::server) fn has_route(&self, path: &str) -> bool {
        self.tables.routes.has(path)
    }

    /// Returns true if there are pages of the application, to which forms may be sent.
    pub(in crate::server) fn has_pages(&self) -> bool {
        self.tables.site.router.is_some()
    }
}

impl Tables {
    /// Calls a method, if the guards let the request through.
    fn call(&self, mut matched: Matched, mut parts: Parts, body: Body, mut show: ResponseOptions) -> Answer {
        let mut headers = RequestHeaders::of(&parts.headers);
        if show.is_action && show.form.is_none() && wants_page(&headers) {
            matched.tell(&mut parts);
            show.form = self.form_of(&mut parts);
            headers = RequestHeaders::of(&parts.headers);
        }
        let (action, way) = (matched.action, &matched.way);
        show.form = show.form.map(|form| form.of_method(action.method));
        let fold = fold(way, &show);
        let span = span::begin(action.method, fold, headers.traceparent, &mut parts.extensions);
        remote::join(&span, &parts.headers);
        let watched = Watched::begin(span, self.config.watching, action.method, fold);
        let (entered, is_conditional) = (watched.span().enter(), headers.is_conditional);
        let answer = match self.admit(&matched, &parts, &headers, &body, &mut show) {
            Ok((kind, held, seeker)) => {
                let (method, limits, ticket) = (action.method, self.config.limits.of(action.method), show.ticket.clone());
                let (Matched { way, untold, .. }, place) = (matched, Mutex::default());
                let request = RoutedRequest { parts, method, way, kind, limits, ticket, held, is_conditional, seeker, untold, place };
                self.run(action, Box::new(request), body, show)
            }
            Err(rejection) => Answer::refuse(rejection, show),
        };
        drop(entered);
        answer.within(watched)
    }

    /// The parts to keep of a form, or of another request that wants a page.
    fn form_of(&self, parts: &mut Parts) -> Option<Submission> {
        Submission::of_action(parts, &self.site, &self.config.cross_origin)
    }

    /// Lets a request go ahead to its method, with a place among the calls in flight.
    fn admit(
        &self,
        Matched { action, way, untold }: &Matched,
        parts: &Parts,
        headers: &RequestHeaders<'_>,
        body: &Body,
        show: &mut ResponseOptions,
    ) -> Result<(ContentType, Hold, Option<Box<Seeker>>), Rejection> {
        let kind = match way {
            Endpoint::Action => self.guard_action(parts, headers, action.method, show.form.as_ref().is_some_and(Submission::has_page)),
            Endpoint::Route { .. } => self.guard_route(parts, headers, body, action.method),
        }?;
        show.fingerprint = is_skewed(headers.fingerprint, action.method).then_some(&action.method.strict);
        show.ticket = self.gates.ticket(action.service, action.index);
        let connection = untold.as_ref().or_else(|| ConnectionInfo::of(&parts.extensions)).map(|connection| &**connection);
        let held = self.hold(parts, connection)?;
        show.held = Some(held.clone());
        Ok((kind, held, self.seeker(action.method, connection)?))
    }

    fn guard_action(
        &self,
        parts: &Parts,
        headers: &RequestHeaders<'_>,
        method: &MethodSpec,
        has_page: bool,
    ) -> Result<ContentType, Rejection> {
        if parts.method != Method::POST {
            return Err(Rejection::status(StatusCode::METHOD_NOT_ALLOWED).header(header::ALLOW, HeaderValue::from_static("POST")));
        }
        let host = host::named(parts.version, &parts.uri, headers.host)?;
        self.config.cross_origin.admit(EndpointKind::Action, &parts.method, host, headers)?;
        is_plain(headers)?;
        let kind = ContentType::of_action(headers, method)?;
        if has_page { kind.of_a_page() } else { Ok(kind) }
    }

    fn guard_route(&self, parts: &Parts, headers: &RequestHeaders<'_>, body: &Body, method: &MethodSpec) -> Result<ContentType, Rejection> {
        self.config.lifecycle.admit(method)?;
        let host = host::named(parts.version, &parts.uri, headers.host)?;
        let through = if self.config.any_origin.may_call(method.service) { EndpointKind::OpenRoute } else { EndpointKind::Route };
        self.config.cross_origin.admit(through, &parts.method, host, headers)?;
        let kind = content_type_of_route(headers, body, method)?;
        // A route that answers with nothing says so to anyone.
        if !method.returned.is_empty && !matches!(method.rest.body, Whole::Download | Whole::Events) {
            accepts(headers.accept, &parts.headers)?;
        }
        Ok(kind)
    }

    fn run(&self, action: Action, request: Box<RoutedRequest>, body: Body, show: ResponseOptions) -> Answer {
        let started = catch_unwind(AssertUnwindSafe(|| self.services[action.service].calls.call(action.index, request, body)));
        match started {
            Ok(Some(reply)) => Answer::new(State::Running { reply, show }),
            Ok(None) => Answer::refuse(Rejection::status(StatusCode::NOT_FOUND), show),
            Err(panic) => Answer::refuse(panicked(panic.as_ref()), show),
        }
    }

    /// Gives that of which a stream's place is asked, unless the server is about to stop.
    fn seeker(&self, method: &MethodSpec, connection: Option<&ConnectionInfo>) -> Result<Option<Box<Seeker>>, Rejection> {
        if method.rest.body != Whole::Events {
            return Ok(None);
        }
        let Config { streams, rates, .. } = &self.config;
        let stage = connection.map(|connection| connection.stage.clone());
        let seeker = Seeker { streams: streams.clone(), proxies: rates.proxies.clone(), stage };
        seeker.is_open()?;
        Ok(Some(Box::new(seeker)))
    }

    /// Takes a call's place, and makes what it holds.
    fn hold(&self, parts: &Parts, connection: Option<&ConnectionInfo>) -> Result<Hold, Rejection> {
        let Config { limits, rates, answers, .. } = &self.config;
        let (peer, stage) = (rates.peer(connection, parts), connection.map(|connection| connection.stage.clone()));
        Hold::new(Ground { room: limits.room(), answers, peer, stage })
    }
}

/// A method that a request is for, and through which fold.
struct Matched {
    action: Action,
    way: Endpoint,
    /// The connection, where the extensions of the request do not tell of it yet.
    untold: Option<Arc<ConnectionInfo>>,
}

impl Matched {
    fn tell(&mut self, parts: &mut Parts) {
        self.untold.take().into_iter().for_each(|connection| connection.tell(&mut parts.extensions));
    }

    /// The fold, as far as it can be told before the body is looked at.
    fn fold(&self, headers: &HeaderMap, is_form: bool) -> Fold {
        let kind = ContentType::of(&RequestHeaders::of(headers)).ok().filter(|kind| kind.is_form() || !is_form);
        self.way.fold(kind.unwrap_or(if is_form { ContentType::Form } else { ContentType::Json }))
    }
}

/// The fold as a span says it.
fn fold(way: &Endpoint, show: &ResponseOptions) -> &'static str {
    match way {
        Endpoint::Action if show.form.is_some() => "form",
        Endpoint::Action => "action",
        Endpoint::Route { .. } => "rest",
    }
}

/// The kind of body that a route's request has. Where nothing was sent, that is what is wrong, and not its type.
fn content_type_of_route(headers: &RequestHeaders<'_>, body: &Body, method: &MethodSpec) -> Result<ContentType, Rejection> {
    let was_sent = || headers.content_type.is_there() || !http_body::Body::is_end_stream(body);
    if !takes_body(method) || !was_sent() {
        return Ok(ContentType::Json);
    }
    is_plain(headers)?;
    if method.takes_raw_body() { Ok(ContentType::Json) } else { ContentType::of_route(headers, method) }
}

/// The checks and the methods of a server, behind the innermost layer.
#[derive(Clone)]
struct Checks(Arc<Tables>);

impl tower_service::Service<Request<Body>> for Checks {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Answer {
        let (mut parts, body) = request.into_parts();
        match layers::take::<(Matched, ResponseOptions)>(&mut parts) {
            Some((matched, show)) => self.0.call(matched, parts, body, show),
            None => {
                tracing::error!("a layer of `Server::layer` has called twice, or without the extensions of its request");
                Answer::refuse(Rejection::status(StatusCode::INTERNAL_SERVER_ERROR), ResponseOptions::default())
            }
        }
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
        f.debug_tuple("Dispatch").field(&self.tables.services).finish()
    }
}
