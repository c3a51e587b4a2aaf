//! The statuses that a route can answer with beside its success and its service's own errors.
//!
//! In: what a method promises, and what its operation has. Out: statuses, each with the general problem. Not among them: what is refused before a
//! route is found (431, bytes that are no HTTP), and 409 to a client that says from which build it is, which only Trifold's own do.

use super::{route_headers, security, webhooks};
use crate::spec::{MethodSpec, Place, Verb};

/// What is known of an operation once its types are named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) has_parameters: bool,
    pub(super) has_body: bool,
    /// Whether success has a value.
    pub(super) answers: bool,
    /// Whether the server counts all calls.
    pub(super) is_counted: bool,
}

/// What Trifold itself can answer. A request that names no host, or two, is 400 on any route.
pub(super) fn general(method: &MethodSpec, known: Known) -> Vec<u16> {
    let table: [(bool, &[u16]); 8] = [
        (true, &[400, 500, 503]),
        (known.has_parameters || known.has_body, &[422]),
        (known.has_body, &[408, 413]),
        (known.has_body && minds_the_type(method), &[415]),
        (method.route.is_some_and(|route| route.sunset.is_some()), &[410]),
        (!method.verb().is_some_and(Verb::is_safe), &[403]),
        (method.idempotency.is_offered(), &[409]),
        (known.is_counted || method.limits.rate.is_some(), &[429]),
    ];
    let can = table.into_iter().filter(|(can, _)| *can).flat_map(|(_, statuses)| statuses).copied();
    let contexts = [security::refusals(method), &webhooks::refusals(method)].concat();
    can.chain(contexts).chain(route_headers::refusals(method, known.answers)).collect()
}

/// Whether a body of another type is refused: raw bytes and a file that is all of the body are of any.
fn minds_the_type(method: &MethodSpec) -> bool {
    !method.takes_raw_body() && !method.file().is_some_and(|file| file.place == Place::Body)
}
