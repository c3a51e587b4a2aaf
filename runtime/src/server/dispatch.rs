//! From a request to an answer: match, guard, run, render.
//!
//! In: any HTTP request. Out: one response, always. The order of an action's checks is known id, verb, origin, content type, and then
//! what the adapter does: contexts, body, arguments, rules, method.

use super::call::{Incoming, Reply, Way, is_skewed, takes_body};
use super::config::Config;
use super::content::ContentType;
use super::cross_origin::Through;
use super::fixed::Fixed;
use super::format::ProblemFormat;
use super::headers;
use super::host;
use super::idempotency::{Claim, Once, Slot, keep};
use super::limits::Place;
use super::mount::Service;
use super::pages::{Rendering, Shown, Site, Submission, Typed};
use super::rate::{Gates, Ticket};
use super::reject::Rejection;
use super::rest;
use super::routes::{Routes, Target};
use super::trace::{self, Spans};
use crate::spec::{ActionId, MethodSpec, Tag};
use crate::transport::FINGERPRINT_HEADER;
use axum::Router;
use axum::body::Body;
use futures_util::FutureExt;
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use std::any::Any;
use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tracing::Span;

/// A `tower::Service` that answers for every service of a server. Cheap to clone.
#[derive(Clone)]
pub struct Dispatch(Arc<Tables>);

pub(super) struct Tables {
    pub(super) services: Vec<Service>,
    pub(super) actions: HashMap<Tag, Action>,
    pub(super) routes: Routes,
    pub(super) documents: Vec<Fixed>,
    pub(super) config: Config,
    pub(super) spans: Spans,
    pub(super) gates: Gates,
    pub(super) site: Arc<Site>,
}

/// Where an action's id leads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Action {
    pub(super) service: usize,
    pub(super) index: usize,
    pub(super) method: &'static MethodSpec,
}

impl Dispatch {
    pub(super) fn new(tables: Tables) -> Self {
        Self(Arc::new(tables))
    }

    /// The app's pages, to be served beside this.
    pub(super) fn pages(&self) -> Router {
        self.0.site.router.clone().unwrap_or_default()
    }

    /// Answers a request.
    pub fn answer(&self, request: Request<Body>) -> Answer {
        let (mut parts, body) = request.into_parts();
        let show = Show { head: parts.method == Method::HEAD, ..Show::default() };
        match parts.uri.path().strip_prefix(ActionId::PREFIX).map(|id| self.0.action(id)) {
            Some(action) => {
                let form = Submission::of(&mut parts, &self.0.site, &self.0.config.cross_origin);
                let show = Show { is_action: true, form, ..show };
                match action {
                    Ok(action) => self.0.call_action(action, parts, body, show),
                    Err(rejection) => {
                        Typed::of(&parts, |typed| typed.leave(body));
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
            Some(tag) => self.actions.get(&tag).copied().ok_or_else(Rejection::stale),
        }
    }

    fn call_action(&self, action: Action, mut parts: Parts, body: Body, mut show: Show) -> Answer {
        show.form = show.form.map(|form| form.of_method(action.method));
        let span = self.spans.begin(action.service, action.index, if show.form.is_some() { "form" } else { "action" }, &mut parts);
        let answer = span.in_scope(|| match self.guard_action(&parts, action.method) {
            Ok(kind) => self.run(action, Way::Action, kind, parts, body, show),
            Err(rejection) => Answer::refuse(rejection, show),
        });
        answer.within(span)
    }

    fn guard_action(&self, parts: &Parts, method: &MethodSpec) -> Result<ContentType, Rejection> {
        if parts.method != Method::POST {
            return Err(Rejection::status(StatusCode::METHOD_NOT_ALLOWED).header(header::ALLOW, HeaderValue::from_static("POST")));
        }
        let host = host::of(parts.version, &parts.uri, &parts.headers)?;
        self.config.cross_origin.admit(Through::Action, &parts.method, host, &parts.headers)?;
        ContentType::of_action(&parts.headers, method)
    }

    fn call_route(&self, mut parts: Parts, body: Body, show: Show) -> Answer {
        match self.routes.find(&parts.method, parts.uri.path()) {
            Ok((Target::Document(place), _)) => Answer::ready(self.documents[place].answer(&parts.headers), show),
            Ok((Target::Method { service, index, method, version }, captures)) => {
                let (format, life) = (self.config.formats.of(method.service).cloned(), self.config.lifecycle.headers(method));
                let show = Show { format, life, ..show };
                let span = self.spans.begin(service, index, "rest", &mut parts);
                let answer = span.in_scope(|| match self.guard_route(&parts, &body, method) {
                    Ok(kind) => self.run(Action { service, index, method }, Way::Route { version, captures }, kind, parts, body, show),
                    Err(rejection) => Answer::refuse(rejection, show),
                });
                answer.within(span)
            }
            Err(rejection) => {
                let services = self.services.iter().map(|service| service.contract.service);
                let format = self.config.formats.at(parts.uri.path(), services).cloned();
                Answer::refuse(rejection, Show { format, ..show })
            }
        }
    }

    fn guard_route(&self, parts: &Parts, body: &Body, method: &MethodSpec) -> Result<ContentType, Rejection> {
        self.config.lifecycle.admit(method)?;
        let host = host::of(parts.version, &parts.uri, &parts.headers)?;
        let through = if self.config.any_origin.may_call(method.service) { Through::OpenRoute } else { Through::Route };
        self.config.cross_origin.admit(through, &parts.method, host, &parts.headers)?;
        // Where nothing was sent, that is what is wrong, and not its type.
        let was_sent = parts.headers.contains_key(header::CONTENT_TYPE) || !http_body::Body::is_end_stream(body);
        match takes_body(method) && !method.takes_raw_body() && was_sent {
            true => ContentType::of_route(&parts.headers, method),
            false => Ok(ContentType::Json),
        }
    }

    fn run(&self, target: Action, way: Way, kind: ContentType, parts: Parts, body: Body, mut show: Show) -> Answer {
        show.fingerprint = is_skewed(&parts, target.method).then_some(target.method.strict);
        show.ticket = self.gates.ticket(target.service, target.index);
        match self.config.limits.admit() {
            Ok(place) => show.place = Some(place),
            Err(rejection) => return Answer::refuse(rejection, show),
        }
        let once = self.once(target.method, kind);
        let slot = once.as_ref().map(|once| once.slot.clone());
        let (limits, ticket) = (self.config.limits.of(target.method), show.ticket.clone());
        let incoming = Box::new(Incoming { parts, method: target.method, way, kind, limits, ticket, once });
        let started = catch_unwind(AssertUnwindSafe(|| self.services[target.service].calls.call(target.index, incoming, body)));
        match started {
            Ok(Some(reply)) => Answer::new(State::Running { reply, show, slot }),
            Ok(None) => Answer::refuse(Rejection::status(StatusCode::NOT_FOUND), show),
            Err(panic) => Answer::refuse(panicked(panic.as_ref()), show),
        }
    }
}

impl Tables {
    /// What a call needs in order to be carried out once, where it may have a key: it is a form, or its method takes one.
    fn once(&self, method: &MethodSpec, kind: ContentType) -> Option<Once> {
        let may_have_a_key = kind.is_form() || method.idempotency.is_offered();
        may_have_a_key.then(|| Once { store: self.config.answers.0.clone(), slot: Slot::default() })
    }
}

/// How an answer is shown.
#[derive(Debug, Default)]
struct Show {
    /// Through an action.
    is_action: bool,
    /// With a page, to a form.
    form: Option<Submission>,
    /// Without its body, to HEAD.
    head: bool,
    /// With the server's strict fingerprint, to a client whose own differs.
    fingerprint: Option<Tag>,
    /// With refusals in the format of the service, on its routes.
    format: Option<ProblemFormat>,
    /// With how the caller stands, where calls are counted.
    ticket: Option<Ticket>,
    /// The place among the calls in flight, held until the answer is there.
    place: Option<Place>,
    /// With what it says of a route that goes.
    life: Vec<(HeaderName, HeaderValue)>,
}

/// The answer to a request, once it is polled to its end. It never fails.
pub struct Answer {
    state: State,
    /// What all of it happens in.
    span: Span,
    /// Whether nobody waits for it any more.
    is_left: bool,
}

enum State {
    Ready(Option<Response<Body>>),
    Running {
        reply: Reply,
        show: Show,
        /// Where the call leaves its claim on a key.
        slot: Option<Slot>,
    },
    /// The page of a form is on its way.
    Rendering(Rendering, Show),
    /// The call is answered, and its answer goes where a second one finds it.
    Keeping(Pin<Box<dyn Future<Output = Response<Body>> + Send>>),
}

impl Answer {
    fn new(state: State) -> Self {
        Self { state, span: Span::none(), is_left: false }
    }

    fn ready(response: Response<Body>, show: Show) -> Self {
        Self::new(State::ready(response, &show))
    }

    fn refuse(rejection: Rejection, show: Show) -> Self {
        Self::new(State::refuse(rejection, show))
    }

    fn within(mut self, span: Span) -> Self {
        self.span = span;
        self
    }
}

/// A caller who leaves does not end a call whose key it holds: it comes back for the answer, as a browser does at once when a form is sent
/// twice, and a call that is done by half could not be told from one that never was. The method's deadline still ends it.
impl Drop for Answer {
    fn drop(&mut self) {
        if self.is_left || !self.state.holds_a_key() {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let state = std::mem::replace(&mut self.state, State::Ready(None));
            drop(runtime.spawn(Self { state, span: self.span.clone(), is_left: true }));
        }
    }
}

impl Future for Answer {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { state, span, .. } = &mut *self;
        let response = ready!(span.in_scope(|| state.poll(context)));
        trace::end(span, &response);
        Poll::Ready(Ok(response))
    }
}

impl State {
    fn ready(response: Response<Body>, show: &Show) -> Self {
        Self::Ready(Some(show.finish(response)))
    }

    fn refuse(rejection: Rejection, mut show: Show) -> Self {
        let Some(form) = show.form.take() else { return Self::ready(show.document(rejection), &show) };
        match form.refuse(rejection) {
            Shown::Now(page) => Self::ready(page, &show),
            Shown::Later(page) => Self::Rendering(page, show),
        }
    }

    /// Whether the call has a claim on a key, and is not done with it.
    fn holds_a_key(&self) -> bool {
        match self {
            Self::Running { slot, .. } => slot.as_ref().is_some_and(Slot::is_held),
            Self::Keeping(_) => true,
            Self::Ready(_) | Self::Rendering(..) => false,
        }
    }

    /// Where the call has a claim on a key, its answer is kept. The page of a refused form is not: the form is corrected and sent again.
    fn kept(self, claim: Option<Claim>) -> Self {
        match (self, claim) {
            (Self::Ready(Some(response)), Some(claim)) => Self::Keeping(Box::pin(keep(claim, response))),
            (state, _) => state,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Response<Body>> {
        loop {
            *self = match self {
                Self::Ready(response) => return Poll::Ready(response.take().unwrap_or_default()),
                Self::Keeping(kept) => Self::Ready(Some(ready!(kept.as_mut().poll(context)))),
                Self::Rendering(page, show) => Self::ready(ready!(page.as_mut().poll(context)), show),
                Self::Running { reply, show, slot } => {
                    let outcome = ready!(AssertUnwindSafe(reply).catch_unwind().poll_unpin(context));
                    let claim = slot.take().and_then(|slot| slot.take());
                    let answered = match outcome {
                        Ok(Ok(response)) => Self::ready(response, show),
                        Ok(Err(rejection)) => Self::refuse(rejection, std::mem::take(show)),
                        Err(panic) => Self::refuse(panicked(panic.as_ref()), std::mem::take(show)),
                    };
                    answered.kept(claim)
                }
            };
        }
    }
}

impl Show {
    /// The refusal of what is no form.
    fn document(&self, rejection: Rejection) -> Response<Body> {
        match &self.format {
            _ if rejection.is_answer() => rejection.into_response(),
            Some(format) => rejection.into_formatted(format),
            None => rejection.into_response(),
        }
    }

    fn finish(&self, mut response: Response<Body>) -> Response<Body> {
        if let Some(fingerprint) = &self.fingerprint
            && let Ok(value) = HeaderValue::from_str(fingerprint.as_str())
        {
            response.headers_mut().insert(FINGERPRINT_HEADER, value);
        }
        headers::finish(&mut response, self.is_action);
        for (name, value) in &self.life {
            response.headers_mut().append(name, value.clone());
        }
        if let Some(ticket) = &self.ticket {
            ticket.show(response.headers_mut());
        }
        if self.head {
            rest::without_body(&mut response);
        }
        response
    }
}

fn panicked(panic: &(dyn Any + Send)) -> Rejection {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Rejection::panicked(text.unwrap_or("a value that is no text"))
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

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.state {
            State::Ready(_) => "Answer(ready)",
            State::Running { .. } | State::Keeping(_) => "Answer(running)",
            State::Rendering(..) => "Answer(rendering)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_call_whose_answer_is_kept_holds_its_key_no_longer() {
        let mut answer = Answer::new(State::Keeping(Box::pin(async { Response::new(Body::empty()) })));
        assert!(answer.state.holds_a_key());
        assert!((&mut answer).await.is_ok());
        assert!(!answer.state.holds_a_key(), "it would go on, and be polled after its end");
    }
}
