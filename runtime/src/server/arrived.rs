//! A call whose body is read: its arguments, their rules, its key.
//!
//! In: a request, and its body as far as it is read without a type. Out: the arguments, or where each fault stands.

use super::by_route::ByRoute;
use super::decode;
use super::idempotency;
use super::incoming::{Incoming, Way};
use super::receive::{Received, refuse_file};
use super::reject::Rejection;
use crate::error::FieldError;
use crate::spec::{Arguments, Place};
use crate::upload::Fault;
use crate::wire::Report;

#[derive(Debug)]
pub(super) struct Arrived {
    /// The request, without its body.
    pub(super) call: Box<Incoming>,
    /// Where a file leaves word of what went wrong with it.
    pub(super) fault: Option<Fault>,
    /// Whether the method takes contexts, so that its answer depends on who asks.
    pub(super) personal: bool,
}

impl Arrived {
    /// The arguments, through whichever fold they came.
    pub(super) fn arguments<A: Arguments>(&self, body: &mut Received) -> Result<A, Rejection> {
        let params = self.call.method.params;
        match (&self.call.way, body) {
            (Way::Action, Received::Json(json)) => match A::NOTHING.filter(|_| json.is_empty()) {
                Some(nothing) => Ok(nothing),
                None => decode::action(json, self.call.method).map(A::of).map_err(|rejection| self.call.blame_skew(rejection)),
            },
            (Way::Action, Received::Fields(fields)) => {
                fields.allow_short_names(params.iter());
                A::build(params, &mut **fields).map_err(|rejection| self.call.blame_skew(rejection))
            }
            (Way::Route { captures, .. }, body) => A::build(params, &mut ByRoute::new(&self.call, captures, body)),
        }
    }

    /// Claims the key of the call, where it may have one: then a second call of this key is not carried out.
    pub(super) async fn claim(&self, body: Received) -> Result<(), Rejection> {
        let Incoming { parts, method, limits, once, .. } = &*self.call;
        match once {
            Some(once) => Box::pin(idempotency::claim(once, parts, method, body.sent(), limits.deadline)).await,
            None => Ok(()),
        }
    }

    /// The answer to a file that could not be read, in the place of what the method made of that.
    pub(super) fn refused_file(&self) -> Option<Rejection> {
        self.fault.as_ref()?.get().map(|fault| refuse_file(fault, self.call.method))
    }

    /// Lets the call go ahead if its arguments keep their rules.
    pub(super) fn check<A: Arguments>(&self, arguments: &A) -> Result<(), Rejection> {
        let mut report = Report::new();
        arguments.each(self.call.method.params, &mut report);
        if report.is_clean() { Ok(()) } else { Err(Rejection::invalid(self.place(report))) }
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
