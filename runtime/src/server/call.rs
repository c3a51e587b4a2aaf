//! One call, step by step: contexts, then the body, then the arguments, then the method, then its outcome.
//!
//! In: a request that a guard let through. Out: what the emitted adapters ask for. The order is in the types: a [`Call`] gives
//! contexts, and only what [`Call::read`] makes of it has a body to decode.

use super::answer;
use super::content::ContentType;
use super::context::Context;
use super::decode;
use super::fold::Fold;
use super::read::read;
use super::reject::Rejection;
use super::routes::Captures;
use crate::error::{FieldError, Outcome};
use crate::spec::{MethodSpec, Place};
use crate::transport::FINGERPRINT_HEADER;
use crate::wire::Report;
use axum::body::Body;
use bytes::Bytes;
use http::Response;
use http::request::Parts;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::OnceCell;
use std::pin::Pin;
use std::sync::Arc;

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
    incoming: Incoming,
}

/// A request that a guard let through, and the method that it is for.
#[derive(Debug)]
pub(super) struct Incoming {
    pub(super) parts: Parts,
    pub(super) body: Body,
    pub(super) method: &'static MethodSpec,
    pub(super) way: Way,
    pub(super) body_limit: usize,
}

/// Through which fold a call came in, with what the match found.
#[derive(Debug)]
pub(super) enum Way {
    Action(ContentType),
    Route { version: Option<u32>, captures: Captures },
}

/// A call whose body is read.
#[derive(Debug)]
pub struct Running<S> {
    /// The implementation.
    pub service: Arc<S>,
    arrived: Arrived,
}

#[derive(Debug)]
struct Arrived {
    parts: Parts,
    body: Bytes,
    method: &'static MethodSpec,
    way: Way,
}

/// The arguments of a call through a route, each at its place.
#[derive(Debug)]
pub struct Route<'a> {
    arrived: &'a Arrived,
    captures: &'a Captures,
    members: OnceCell<decode::Members<'a>>,
}

impl<S> Call<S> {
    pub(super) fn new(service: Arc<S>, mut incoming: Incoming) -> Self {
        incoming.parts.extensions.insert(incoming.way.fold());
        Self { service, incoming }
    }

    /// Takes a `#[context]` argument from the request.
    ///
    /// # Errors
    /// The extractor's rejection.
    pub async fn context<C: Context<S>>(&mut self) -> Result<C, Rejection> {
        C::extract(&mut self.incoming.parts, &self.service).await.map_err(Rejection::context)
    }

    /// Reads the body, within the limit.
    ///
    /// # Errors
    /// 413 for a body that is too large, 400 for one that breaks off.
    pub async fn read(self) -> Result<Running<S>, Rejection> {
        let Incoming { parts, body, method, way, body_limit } = self.incoming;
        let body = if way.has_body(method) { read(body, body_limit).await? } else { Bytes::new() };
        Ok(Running { service: self.service, arrived: Arrived { parts, body, method, way } })
    }
}

impl<S> Running<S> {
    /// The arguments of a call through the action.
    ///
    /// # Errors
    /// 400 or 422 for what cannot be read, 409 where that is because both sides drifted apart.
    pub fn arguments<A: DeserializeOwned>(&self) -> Result<A, Rejection> {
        let arrived = &self.arrived;
        match arrived.way {
            Way::Action(ContentType::Form) => decode::form(&arrived.body, arrived.method),
            _ => decode::action(&arrived.body, arrived.method).map_err(|rejection| arrived.blame_skew(rejection)),
        }
    }

    /// For a method without arguments: an empty array, an empty form, or nothing.
    ///
    /// # Errors
    /// 400 or 422 for anything else.
    pub fn no_arguments(&self) -> Result<(), Rejection> {
        match self.arrived.way {
            Way::Action(_) if !self.arrived.body.is_empty() => self.arguments::<[(); 0]>().map(|_| ()),
            _ => Ok(()),
        }
    }

    /// The call as one through the route, if it is.
    pub fn route(&self) -> Option<Route<'_>> {
        match &self.arrived.way {
            Way::Action(_) => None,
            Way::Route { captures, .. } => Some(Route { arrived: &self.arrived, captures, members: OnceCell::new() }),
        }
    }

    /// The call of a method that has no action.
    ///
    /// # Errors
    /// None in a running server: the dispatcher sends such a method nothing but routes.
    pub fn route_only(&self) -> Result<Route<'_>, Rejection> {
        self.route().ok_or_else(Rejection::stale)
    }

    /// Lets the call go ahead if its arguments keep their rules.
    ///
    /// # Errors
    /// 422 with every fault.
    pub fn check(&self, report: Report) -> Result<(), Rejection> {
        if report.is_clean() { Ok(()) } else { Err(Rejection::invalid(self.arrived.place(report))) }
    }

    /// Writes the method's outcome.
    ///
    /// # Errors
    /// The method's own error, as a problem.
    pub fn reply<R>(&self, outcome: R) -> Result<Response<Body>, Rejection>
    where
        R: Outcome,
        R::Value: Serialize,
    {
        let Arrived { parts, method, way, .. } = &self.arrived;
        match (outcome.into_result(), way) {
            (Err(error), _) => Err(Rejection::own(&error)),
            (Ok(_), Way::Action(ContentType::Form)) => Ok(answer::back(&parts.uri, &parts.headers)),
            (Ok(value), Way::Action(ContentType::Json)) => answer::action(&value),
            (Ok(value), Way::Route { .. }) => answer::route(&value, method.route.and_then(|route| route.status)),
        }
    }
}

impl Route<'_> {
    /// The capture of this name.
    ///
    /// # Errors
    /// 400 with the parameter's name.
    pub fn path<T: DeserializeOwned>(&self, name: &str) -> Result<T, Rejection> {
        decode::parameter(name, self.captures.get(name).unwrap_or_default()).map_err(|rejection| self.arrived.blame_skew(rejection))
    }

    /// The query parameter of this name.
    ///
    /// # Errors
    /// 400 with the parameter's name.
    pub fn parameter<T: DeserializeOwned>(&self, name: &str) -> Result<T, Rejection> {
        decode::query_parameter(name, self.query_string()).map_err(|rejection| self.arrived.blame_skew(rejection))
    }

    /// The whole query.
    ///
    /// # Errors
    /// 400 with the fault.
    pub fn query<T: DeserializeOwned>(&self, _name: &str) -> Result<T, Rejection> {
        decode::query(self.query_string()).map_err(|rejection| self.arrived.blame_skew(rejection))
    }

    /// A header.
    ///
    /// # Errors
    /// 400 with the header's name.
    pub fn header<T: DeserializeOwned>(&self, _name: &str, header: &str) -> Result<T, Rejection> {
        decode::header(header, self.arrived.parts.headers.get(header)).map_err(|rejection| self.arrived.blame_skew(rejection))
    }

    /// The whole body.
    ///
    /// # Errors
    /// 400 or 422 with the fault and its place.
    pub fn body<T: DeserializeOwned>(&self, _name: &str) -> Result<T, Rejection> {
        decode::body(&self.arrived.body).map_err(|rejection| self.arrived.blame_skew(rejection))
    }

    /// A member of the JSON object that is the body.
    ///
    /// # Errors
    /// 400 or 422 with the fault and its place.
    pub fn member<T: DeserializeOwned>(&self, name: &str) -> Result<T, Rejection> {
        let members = match self.members.get() {
            Some(members) => members,
            None => {
                let parsed = decode::members(&self.arrived.body).map_err(|rejection| self.arrived.blame_skew(rejection))?;
                self.members.get_or_init(|| parsed)
            }
        };
        decode::member(members, name).map_err(|rejection| self.arrived.blame_skew(rejection))
    }

    fn query_string(&self) -> &str {
        self.arrived.parts.uri.query().unwrap_or_default()
    }
}

impl Arrived {
    /// What could not be read from a peer that was built from another version is stale, not malformed.
    fn blame_skew(&self, rejection: Rejection) -> Rejection {
        if is_skewed(&self.parts, self.method) { Rejection::stale() } else { rejection }
    }

    /// Says where each fault stands in the request, as this fold shows it.
    fn place(&self, report: Report) -> Vec<FieldError> {
        let Way::Route { .. } = self.way else { return report.into_field_errors() };
        let at = |(name, fault): (&'static str, FieldError)| match self.method.param(name).map(|param| param.place) {
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
    parts.headers.get(FINGERPRINT_HEADER).is_some_and(|theirs| theirs.as_bytes() != method.strict.as_str().as_bytes())
}

impl Way {
    fn fold(&self) -> Fold {
        match self {
            Self::Action(ContentType::Json) => Fold::Action,
            Self::Action(ContentType::Form) => Fold::Form,
            Self::Route { version, .. } => Fold::Rest { version: *version },
        }
    }

    fn has_body(&self, method: &MethodSpec) -> bool {
        matches!(self, Self::Action(_)) || takes_body(method)
    }
}

/// Whether the method's route takes a body.
pub(super) fn takes_body(method: &MethodSpec) -> bool {
    method.params.iter().any(|param| matches!(param.place, Place::Body | Place::Member))
}
