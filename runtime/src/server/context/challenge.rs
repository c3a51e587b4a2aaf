//! The challenge of a 401 (RFC 9110, section 11.6.1): which scheme a route's caller may answer with.
//!
//! In: a context's refusal, and what `#[security(..)]` says of the method. Out: the same, with a `WWW-Authenticate` where the context set none.
//! Keys in headers, queries and cookies have no challenge. An action has none either: a browser would open a dialogue of its own.

use super::fold::Fold;
use crate::server::problem::rejection::Rejection;
use crate::spec::{MethodSpec, SchemeKind};
use http::{HeaderValue, header};

/// Adds a challenge for each scheme that has one.
pub(in crate::server) fn complete(mut rejection: Rejection, fold: Fold, method: &MethodSpec) -> Rejection {
    let is_route = matches!(fold, Fold::Rest { .. });
    if !is_route || !rejection.is_unknown_caller() || rejection.headers_mut().contains_key(header::WWW_AUTHENTICATE) {
        return rejection;
    }
    let schemes = method.security.iter().flat_map(|security| security.schemes);
    for challenge in schemes.filter_map(|scheme| challenge(&scheme.kind, method.service.name)) {
        if let Ok(value) = HeaderValue::try_from(challenge) {
            rejection.headers_mut().append(header::WWW_AUTHENTICATE, value);
        }
    }
    rejection
}

/// Basic authentication names its realm (RFC 7617, section 2): the service.
fn challenge(kind: &SchemeKind, service: &str) -> Option<String> {
    match kind {
        SchemeKind::Bearer(_) => Some("Bearer".to_owned()),
        SchemeKind::Basic => Some(format!("Basic realm=\"{service}\"")),
        SchemeKind::Http(scheme) => Some((*scheme).to_owned()),
        SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) => None,
    }
}
