//! A request that a guard let through, and the method that it is for.

use super::content::ContentType;
use super::fold::Fold;
use super::held::Held;
use super::limits::CallLimits;
use super::rate::Ticket;
use super::reject::Rejection;
use super::routes::Captures;
use crate::spec::{MethodSpec, Param, Place};
use crate::transport::FINGERPRINT_HEADER;
use http::HeaderName;
use http::request::Parts;

const FINGERPRINT: HeaderName = HeaderName::from_static(FINGERPRINT_HEADER);

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
    pub(super) held: Held,
}

/// Through which fold a call came in, with what the match found.
#[derive(Debug)]
pub(super) enum Way {
    Action,
    Route { version: Option<u32>, captures: Captures },
}

impl Incoming {
    /// What could not be read from a peer that was built from another version is stale, not malformed.
    pub(super) fn blame_skew(&self, rejection: Rejection) -> Rejection {
        if is_skewed(&self.parts, self.method) { Rejection::stale() } else { rejection }
    }
}

/// Whether the client says that it was built from another version of the method.
pub(super) fn is_skewed(parts: &Parts, method: &MethodSpec) -> bool {
    parts.headers.get(&FINGERPRINT).is_some_and(|theirs| theirs.as_bytes() != method.strict.as_str().as_bytes())
}

impl Way {
    pub(super) fn fold(&self, kind: ContentType) -> Fold {
        match self {
            Self::Action if kind.is_form() => Fold::Form,
            Self::Action => Fold::Action,
            Self::Route { version, .. } => Fold::Rest { version: *version },
        }
    }

    pub(super) fn has_body(&self, method: &MethodSpec) -> bool {
        matches!(self, Self::Action) || takes_body(method)
    }
}

/// Whether the method's route takes a body.
pub(super) fn takes_body(method: &MethodSpec) -> bool {
    method.params.iter().any(is_in_body)
}

/// Whether a route takes this argument from its body.
pub(super) fn is_in_body(param: &Param) -> bool {
    matches!(param.place, Place::Body | Place::Member)
}
