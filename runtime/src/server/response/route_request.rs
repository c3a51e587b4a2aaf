//! A request for a route, once its method has run.

use super::precondition;
use crate::condition::ETag;
use crate::server::context::captures::Found;
use crate::spec::{MethodSpec, Verb};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

/// A request for a route, once its method has run.
#[derive(Debug, Clone, Copy)]
pub(in crate::server) struct RouteRequest<'a> {
    pub(in crate::server) method: &'static MethodSpec,
    pub(in crate::server) parts: &'a Parts,
    pub(in crate::server) version: Option<u32>,
    pub(in crate::server) captures: &'a Found,
    /// True if the answer depends on more than the target: the method takes contexts.
    pub(in crate::server) personal: bool,
    /// True if the request has a condition.
    pub(in crate::server) is_conditional: bool,
    /// The status that the route names, or the one of several that the method chose.
    pub(in crate::server) status: Option<StatusCode>,
}

impl RouteRequest<'_> {
    /// The tag that the method itself gave.
    pub(super) fn tag(self) -> Option<ETag> {
        precondition::answered(self.parts)
    }

    /// Returns true if an answer of this status is worth a tag of its bytes: one that may be asked for again.
    pub(super) fn keeps_tags(self, status: StatusCode) -> bool {
        self.is_read() && status == StatusCode::OK && self.method.rest.cache != Some("no-store")
    }

    /// Returns true if the method only reads.
    pub(super) fn is_read(self) -> bool {
        self.method.verb() == Some(Verb::Get)
    }
}

/// A header's value, unless the text cannot stand in one.
pub(super) fn value(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok()
}
