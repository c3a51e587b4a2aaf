//! One call, step by step: contexts, then the body, then the arguments, then the method, then its outcome.
//!
//! In: a request that a guard let through. Out: what the emitted adapters ask for. The order is in one place and in the types:
//! [`Method::read`] takes a [`Call`], which gives contexts, and only what `Call::read` makes of it has a body to decode.

use super::answer;
use super::content::ContentType;
use super::context::{Context, Contexts};
use super::decode;
use super::effects::Applied;
use super::fold::Fold;
use super::idempotency::{self, Once};
use super::limits::{CallLimits, within};
use super::pages::Typed;
use super::rate::Ticket;
use super::receive::{Fields, Received, receive, refuse_file};
use super::refusal::unpack;
use super::reject::Rejection;
use super::rest::{self, Asked};
use super::routes::Captures;
use super::vouch::Vouch;
use crate::body::{RawBody, same};
use crate::error::{ApiError, FieldError, Outcome};
use crate::spec::{Arguments, Build, MethodSpec, Param, Place};
use crate::transport::{FINGERPRINT_HEADER, Method};
use crate::upload::Fault;
use crate::wire::{Report, Travels, Whole};
use axum::body::Body;
use http::request::Parts;
use http::{HeaderName, Response, StatusCode};
use serde::de::DeserializeOwned;
use std::cell::OnceCell;
use std::future::{Pending, pending};
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::sync::Arc;

const FINGERPRINT: HeaderName = HeaderName::from_static(FINGERPRINT_HEADER);

/// The one boxed future of a call.
pub type Reply = Pin<Box<dyn Future<Output = Result<Response<Body>, Rejection>> + Send>>;

/// Boxes what an adapter does.
pub fn reply(adapter: impl Future<Output = Result<Response<Body>, Rejection>> + Send + 'static) -> Reply {
    Box::pin(adapter)
}

/// A call before its body is read.
#[derive(Debug)]
pub struct Call<S> {
    service: Arc<S>,
    incoming: Box<Incoming>,
    body: Body,
}

/// A request that a guard let through, and the method that it is for. It is boxed once, since it is handed from step to step: a future has
/// a place for each time that it is.
#[derive(Debug)]
pub(super) struct Incoming {
    pub(super) parts: Parts,
    pub(super) method: &'static MethodSpec,
    pub(super) way: Way,
    pub(super) kind: ContentType,
    pub(super) limits: CallLimits,
    pub(super) ticket: Option<Ticket>,
    /// What the call needs to claim its key, where it may have one.
    pub(super) once: Option<Once>,
}

/// Through which fold a call came in, with what the match found.
#[derive(Debug)]
pub(super) enum Way {
    Action,
    Route { version: Option<u32>, captures: Captures },
}

/// A call of a method that takes `A` and gives `R`, once its arguments are read.
#[derive(Debug)]
pub struct Running<S, A, R> {
    /// The implementation.
    pub service: Arc<S>,
    arrived: Arrived,
    method: PhantomData<fn(A) -> R>,
}

/// A call taken apart: what is left of it, its contexts, its arguments.
pub(super) type Taken<S, C, A, R> = Result<(Running<S, A, R>, C, A), Rejection>;

#[derive(Debug)]
struct Arrived {
    /// The request, without its body.
    call: Box<Incoming>,
    /// Where a file leaves word of what went wrong with it.
    fault: Option<Fault>,
    /// Whether the method takes contexts, so that its answer depends on who asks.
    personal: bool,
}

/// The arguments of a call through a route, each at its place.
#[derive(Debug)]
struct Route<'a> {
    arrived: &'a Arrived,
    captures: &'a Captures,
    json: &'a [u8],
    fields: Option<&'a mut Fields>,
    members: OnceCell<decode::Members<'a>>,
}

impl<S> Call<S> {
    pub(super) fn new(service: Arc<S>, incoming: Box<Incoming>, body: Body) -> Self {
        Self { service, incoming, body }
    }

    /// Takes a `#[context]` argument from the request.
    pub(super) async fn context<C: Context<S>>(&mut self) -> Result<C, Rejection> {
        let Incoming { parts, way, kind, .. } = &mut *self.incoming;
        let fold = way.fold(*kind);
        parts.extensions.insert(fold);
        if let (Way::Route { captures, .. }, None) = (way, parts.extensions.get::<Captures>()) {
            parts.extensions.insert(captures.clone());
        }
        C::extract(parts, &self.service).await.map_err(|response| unpack(response).by_context(fold))
    }

    /// Lets a call go ahead whose caller takes what the route answers with; a route that answers with nothing says so to anyone.
    fn is_answerable<V>(&self) -> Result<(), Rejection> {
        let Incoming { parts, method, way, .. } = &*self.incoming;
        let is_json = size_of::<V>() != 0 && method.rest.body != Whole::Download;
        if is_json && matches!(way, Way::Route { .. }) { rest::accepts(&parts.headers) } else { Ok(()) }
    }

    /// Lets a call go ahead that comes with a condition, where its route demands one.
    fn has_its_condition(&self) -> Result<(), Rejection> {
        let Incoming { parts, method, way, .. } = &*self.incoming;
        if let Way::Route { .. } = way { rest::demand(method, parts) } else { Ok(()) }
    }

    /// Takes all contexts, within the method's deadline. Where calls are counted, those that a context turns away are too.
    async fn contexts<C: Contexts<S>>(&mut self) -> Result<C, Rejection> {
        let (ticket, deadline) = (self.incoming.ticket.clone(), self.incoming.limits.deadline);
        if let Some(ticket) = &ticket {
            ticket.ask(&self.incoming.parts)?;
        }
        let contexts = within(deadline, pin!(C::extract(self))).await.flatten();
        match (&contexts, &ticket) {
            (Ok(_), Some(ticket)) => ticket.admit(&self.incoming.parts)?,
            (Err(_), Some(ticket)) => ticket.turned_away(&self.incoming.parts),
            (_, None) => {}
        }
        contexts
    }

    /// Leaves the body as it is to the page that may answer: it is not decoded.
    fn turned_away(&mut self, rejection: Rejection) -> Rejection {
        let Self { incoming, body, .. } = self;
        Typed::of(&incoming.parts, |typed| typed.leave(std::mem::take(body)));
        rejection
    }

    /// Reads the body, within its limits, as far as the method does not: 413 for one that is too large, 400 for one that breaks off.
    async fn read(self) -> Result<(Arc<S>, Arrived, Received), Rejection> {
        let Self { service, incoming: call, body } = self;
        let body = match call.way.has_body(call.method) {
            true => receive(call.kind, &call.parts, body, call.method, &call.limits).await?,
            false => Received::default(),
        };
        match &body {
            Received::Json(json) => Vouch::see(&call.parts.extensions, json)?,
            Received::Fields(_) => Vouch::see_nothing(&call.parts.extensions)?,
        }
        Ok((service, Arrived { call, fault: body.fault(), personal: false }, body))
    }
}

impl<A, R> Method<A, R>
where
    A: Arguments,
    R: Outcome<Value: Travels, Error: ApiError>,
{
    /// Takes a call apart: contexts, in declared order; then the body; then the arguments, which must keep their rules.
    ///
    /// # Errors
    /// An extractor's rejection; 413 and 400 of the body; 400 or 422 for arguments that cannot be read, 409 where that is because both
    /// sides drifted apart; 422 for arguments that rules refuse.
    pub async fn read<S, C: Contexts<S>>(self, mut call: Call<S>) -> Taken<S, C, A, R> {
        call.is_answerable::<R::Value>()?;
        let contexts = call.contexts().await.map_err(|rejection| call.turned_away(rejection))?;
        call.has_its_condition()?;
        let (service, mut arrived, mut body) = call.read().await?;
        arrived.personal = C::ANY;
        let arguments = arrived.arguments::<A>(&mut body)?;
        arrived.check(&arguments)?;
        arrived.claim(body).await?;
        Ok((Running { service, arrived, method: PhantomData }, contexts, arguments))
    }
}

impl<S, A, R> Running<S, A, R>
where
    A: Arguments,
    R: Outcome<Value: Travels, Error: ApiError>,
{
    /// Runs the method under its deadline, and writes its outcome.
    ///
    /// # Errors
    /// The method's own error, as a problem; 503 if it does not end in time.
    pub async fn run(&self, method: impl Future<Output = R>) -> Result<Response<Body>, Rejection> {
        let outcome = within(self.arrived.call.limits.deadline, pin!(method)).await?;
        self.reply(outcome)
    }

    /// Writes the method's outcome.
    ///
    /// # Errors
    /// The method's own error, as a problem.
    fn reply(&self, outcome: R) -> Result<Response<Body>, Rejection> {
        let Arrived { call, personal, .. } = &self.arrived;
        let Incoming { parts, method, way, kind, .. } = &**call;
        let effects = Applied::of(&parts.extensions);
        let answer = match (outcome.into_result(), way) {
            (Err(error), _) => Err(self.arrived.refused_file().unwrap_or_else(|| Rejection::own(&error))),
            (Ok(value), Way::Action) if method.rest.body == Whole::Download => answer::download(value),
            (Ok(_), Way::Action) if kind.is_form() => Ok(answer::back(parts)),
            (Ok(value), Way::Action) => answer::action(&value),
            (Ok(value), Way::Route { version, captures }) => {
                rest::answer(value, Asked { method, parts, version: *version, captures, personal: *personal })
            }
        };
        if answer.is_ok() {
            Vouch::succeed(&parts.extensions);
        }
        effects.onto(way.fold(*kind), answer)
    }
}

/// Takes the place of [`Method::read`] where a type does not travel. The build has failed, so it never runs.
pub trait Unreadable<A, R>: Sized {
    /// Never ends.
    fn read<S, C>(self, call: Call<S>) -> Pending<Taken<S, C, A, R>> {
        const { panic!("a type of this method does not travel") }
        drop(call);
        pending()
    }
}

impl<A, R> Unreadable<A, R> for Method<A, R> {}

/// Takes the place of [`Running::run`] where a type does not travel. The build has failed, so it never runs.
pub trait Unanswerable {
    /// Never ends.
    fn run<F>(&self, method: F) -> Pending<Result<Response<Body>, Rejection>> {
        const { panic!("a type of this method does not travel") }
        drop(method);
        pending()
    }
}

impl<S, A, R> Unanswerable for Running<S, A, R> {}

/// The arguments of a route are where its spec says.
impl Build for Route<'_> {
    type Error = Rejection;

    fn next<T: Travels>(&mut self, param: &Param) -> Result<T, Rejection> {
        match (param.place, &mut self.fields) {
            (Place::Path, _) => self.path(param.name),
            (Place::QueryParam, _) => self.query_parameter(param.name),
            (Place::Query, _) => self.query(),
            (Place::Header(header), _) => self.header(header),
            (Place::Body | Place::Member | Place::Action, Some(fields)) => {
                let argument = fields.argument(param);
                self.not_skewed(argument)
            }
            (Place::Body, None) if param.shape.as_body() == Whole::Raw => self.raw(),
            (Place::Body | Place::Action, None) => self.body(),
            (Place::Member, None) => self.member(param.name),
        }
    }
}

impl<'a> Route<'a> {
    fn new(arrived: &'a Arrived, captures: &'a Captures, body: &'a mut Received) -> Self {
        let (json, fields) = match body {
            Received::Json(json) => (&json[..], None),
            Received::Fields(fields) => {
                fields.allow_short_names(arrived.call.method.params.iter().filter(|param| is_in_body(param)));
                (&[][..], Some(&mut **fields))
            }
        };
        Self { arrived, captures, json, fields, members: OnceCell::new() }
    }

    /// The capture of this name.
    fn path<T: Travels>(&self, name: &str) -> Result<T, Rejection> {
        self.not_skewed(decode::parameter(name, self.captures.get(name).unwrap_or_default()))
    }

    /// The query parameter of this name.
    fn query_parameter<T: Travels>(&self, name: &str) -> Result<T, Rejection> {
        self.not_skewed(decode::query_parameter(name, self.query_string()))
    }

    /// The whole query.
    fn query<T: Travels>(&self) -> Result<T, Rejection> {
        self.not_skewed(decode::query(self.query_string()))
    }

    /// A header.
    fn header<T: Travels>(&self, header: &str) -> Result<T, Rejection> {
        self.not_skewed(decode::header(header, self.arrived.call.parts.headers.get_all(header)))
    }

    /// The whole body.
    fn body<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        self.not_skewed(decode::body(self.json))
    }

    /// The whole body, as it was sent.
    fn raw<T: Travels>(&self) -> Result<T, Rejection> {
        same(RawBody(self.json.to_vec())).ok_or_else(|| Rejection::status(StatusCode::INTERNAL_SERVER_ERROR))
    }

    /// A member of the JSON object that is the body.
    fn member<T: DeserializeOwned>(&self, name: &str) -> Result<T, Rejection> {
        let members = match self.members.get() {
            Some(members) => members,
            None => {
                let parsed = self.not_skewed(decode::members(self.json))?;
                self.members.get_or_init(|| parsed)
            }
        };
        self.not_skewed(decode::member(members, name))
    }

    fn not_skewed<T>(&self, decoded: Result<T, Rejection>) -> Result<T, Rejection> {
        decoded.map_err(|rejection| self.arrived.blame_skew(rejection))
    }

    fn query_string(&self) -> &str {
        self.arrived.call.parts.uri.query().unwrap_or_default()
    }
}

impl Arrived {
    /// The arguments, through whichever fold they came.
    fn arguments<A: Arguments>(&self, body: &mut Received) -> Result<A, Rejection> {
        let params = self.call.method.params;
        match (&self.call.way, body) {
            (Way::Action, Received::Json(json)) => match A::NOTHING.filter(|_| json.is_empty()) {
                Some(nothing) => Ok(nothing),
                None => decode::action(json, self.call.method).map(A::of).map_err(|rejection| self.blame_skew(rejection)),
            },
            (Way::Action, Received::Fields(fields)) => {
                fields.allow_short_names(params.iter());
                A::build(params, &mut **fields).map_err(|rejection| self.blame_skew(rejection))
            }
            (Way::Route { captures, .. }, body) => A::build(params, &mut Route::new(self, captures, body)),
        }
    }

    /// Claims the key of the call, where it may have one: then a second call of this key is not carried out.
    async fn claim(&self, body: Received) -> Result<(), Rejection> {
        let Incoming { parts, method, limits, once, .. } = &*self.call;
        match once {
            Some(once) => Box::pin(idempotency::claim(once, parts, method, body.sent(), limits.deadline)).await,
            None => Ok(()),
        }
    }

    /// The answer to a file that could not be read, in the place of what the method made of that.
    fn refused_file(&self) -> Option<Rejection> {
        self.fault.as_ref()?.get().map(|fault| refuse_file(fault, self.call.method))
    }

    /// Lets the call go ahead if its arguments keep their rules.
    fn check<A: Arguments>(&self, arguments: &A) -> Result<(), Rejection> {
        let mut report = Report::new();
        arguments.each(self.call.method.params, &mut report);
        if report.is_clean() { Ok(()) } else { Err(Rejection::invalid(self.place(report))) }
    }

    /// What could not be read from a peer that was built from another version is stale, not malformed.
    fn blame_skew(&self, rejection: Rejection) -> Rejection {
        if is_skewed(&self.call.parts, self.call.method) { Rejection::stale() } else { rejection }
    }

    /// Says where each fault stands in the request, as this fold shows it.
    fn place(&self, report: Report) -> Vec<FieldError> {
        let Way::Route { .. } = self.call.way else { return report.into_field_errors() };
        let at = |(name, fault): (&'static str, FieldError)| match self.call.method.param(name).map(|param| param.place) {
            Some(Place::Body) => fault,
            Some(Place::Path | Place::QueryParam) => FieldError { pointer: None, parameter: Some(name.to_owned()), ..fault },
            Some(Place::Header(header)) => FieldError { pointer: None, parameter: Some(header.to_owned()), ..fault },
            Some(Place::Query) => FieldError { parameter: fault.pointer.as_deref().map(parameter_of), pointer: None, ..fault },
            Some(Place::Member | Place::Action) | None => fault.below(name),
        };
        report.into_faults().into_iter().map(at).collect()
    }
}

/// The query parameter that a pointer into a query struct means.
fn parameter_of(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', ".")
}

/// Whether the client says that it was built from another version of the method.
pub(super) fn is_skewed(parts: &Parts, method: &MethodSpec) -> bool {
    parts.headers.get(&FINGERPRINT).is_some_and(|theirs| theirs.as_bytes() != method.strict.as_str().as_bytes())
}

impl Way {
    fn fold(&self, kind: ContentType) -> Fold {
        match self {
            Self::Action if kind.is_form() => Fold::Form,
            Self::Action => Fold::Action,
            Self::Route { version, .. } => Fold::Rest { version: *version },
        }
    }

    fn has_body(&self, method: &MethodSpec) -> bool {
        matches!(self, Self::Action) || takes_body(method)
    }
}

/// Whether the method's route takes a body.
pub(super) fn takes_body(method: &MethodSpec) -> bool {
    method.params.iter().any(is_in_body)
}

fn is_in_body(param: &Param) -> bool {
    matches!(param.place, Place::Body | Place::Member)
}
