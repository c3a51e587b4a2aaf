//! Where in the request of a route a fault stands, the same on either side.

use super::{MethodSpec, Place};
use crate::error::FieldError;
use crate::wire::Report;

/// The faults of a call by its route: of the body at a pointer into it, of anything else at the name of its parameter.
pub(crate) fn placed(method: &MethodSpec, report: Report) -> Vec<FieldError> {
    let at = |(name, fault): (&'static str, FieldError)| match method.param(name).map(|param| param.place) {
        Some(Place::Body) => fault,
        Some(Place::Path | Place::QueryParam) => FieldError { pointer: None, parameter: Some(name.to_owned()), ..fault },
        Some(Place::Header(header)) => FieldError { pointer: None, parameter: Some(header.to_owned()), ..fault },
        Some(Place::Query) => FieldError { parameter: fault.pointer.as_deref().map(parameter_of), pointer: None, ..fault },
        Some(Place::Member | Place::Action) | None => fault.below(name),
    };
    report.into_faults().into_iter().map(at).collect()
}

/// The query parameter that a pointer into a query struct means.
fn parameter_of(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', ".").replace("~1", "/").replace("~0", "~")
}
