//! A request that a guard let through, and the method that it is for.

use crate::server::context::captures::Found;
use crate::server::context::fold::Fold;
use crate::server::guard::connection_info::ConnectionInfo;
use crate::server::guard::content_type::ContentType;
use crate::server::guard::limits::CallLimits;
use crate::server::guard::live::{LivePlace, Seeker};
use crate::server::guard::rate_limit::RateCheck;
use crate::server::header::field::Field;
use crate::server::idempotency::held::Hold;
use crate::server::problem::rejection::Rejection;
use crate::spec::{MethodSpec, Param, Place};
use crate::transport::FINGERPRINT_HEADER;
use http::request::Parts;
use std::sync::{Arc, Mutex};

/// A request that a guard let through, and the method that it is for. It is boxed once, since it is handed from step to step: a future has
/// a place for each time that it is.
#[derive(Debug)]
pub(in crate::server) struct RoutedRequest {
    pub(in crate::server) parts: Parts,
    pub(in crate::server) method: &'static MethodSpec,
    pub(in crate::server) way: Endpoint,
    pub(in crate::server) kind: ContentType,
    pub(in crate::server) limits: CallLimits,
    pub(in crate::server) ticket: Option<RateCheck>,
    pub(in crate::server) held: Hold,
    /// True if it has a condition (RFC 9110, section 13.1).
    pub(in crate::server) is_conditional: bool,
    /// A stream's place is asked of this; nothing where the method gives no stream.
    pub(in crate::server) seeker: Option<Box<Seeker>>,
    /// The connection, where the extensions do not tell of it yet.
    pub(in crate::server) untold: Option<Arc<ConnectionInfo>>,
    /// The place of a stream, until it is open.
    pub(in crate::server) place: Mutex<Option<LivePlace>>,
}

/// Through which fold a call came in, with what the match found.
#[derive(Debug)]
pub(in crate::server) enum Endpoint {
    Action,
    Route { version: Option<u32>, captures: Found },
}

impl RoutedRequest {
    /// Tells of the connection whoever looks at the extensions.
    pub(in crate::server) fn tell(&mut self) {
        if let Some(connection) = self.untold.take() {
            connection.tell(&mut self.parts.extensions);
        }
    }

    /// A value that could not be read from a peer that was built from another version is stale, not malformed.
    pub(in crate::server) fn blame_skew(&self, rejection: Rejection) -> Rejection {
        if is_skewed(Field::of(&self.parts.headers, FINGERPRINT_HEADER), self.method) { Rejection::stale() } else { rejection }
    }
}

/// Returns true if the client says that it was built from another version of the method.
pub(in crate::server) fn is_skewed(fingerprint: Field<'_>, method: &MethodSpec) -> bool {
    fingerprint.is_there() && fingerprint.bytes() != method.strict.as_bytes()
}

impl Endpoint {
    pub(in crate::server) fn fold(&self, kind: ContentType) -> Fold {
        match self {
            Self::Action if kind.is_form() => Fold::Form,
            Self::Action => Fold::Action,
            Self::Route { version, .. } => Fold::Rest { version: *version },
        }
    }

    /// Captures of a route's path.
    pub(in crate::server) fn captures(&self) -> Option<&Found> {
        match self {
            Self::Action => None,
            Self::Route { captures, .. } => Some(captures),
        }
    }

    pub(in crate::server) fn has_body(&self, method: &MethodSpec) -> bool {
        matches!(self, Self::Action) || takes_body(method)
    }
}

/// Returns true if the method's route takes a body.
pub(in crate::server) fn takes_body(method: &MethodSpec) -> bool {
    method.params.iter().any(is_in_body)
}

/// Returns true if a route takes this argument from its body.
pub(in crate::server) fn is_in_body(param: &Param) -> bool {
    matches!(param.place, Place::Body | Place::Member)
}
