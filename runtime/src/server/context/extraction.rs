//! The surroundings of a call's contexts.
//!
//! In: the fold, the captures and the method of a call. Out: extensions of the request that every extractor finds, and the refusal that an
//! extractor's response comes to.

use super::captures::{Captures, Found};
use super::challenge;
use super::fold::Fold;
use super::refusal::unpack;
use crate::server::problem::rejection::Rejection;
use crate::spec::MethodSpec;
use axum::response::Response;
use http::request::Parts;

/// The surroundings of a call's contexts.
#[derive(Debug, Clone, Copy)]
pub struct Extraction<'a> {
    pub(in crate::server) fold: Fold,
    /// Captures of a route's path.
    pub(in crate::server) captures: Option<&'a Found>,
    pub(in crate::server) method: &'static MethodSpec,
}

impl Extraction<'_> {
    /// Puts the fold, and a route's captures, where an extractor finds them.
    pub(in crate::server) fn show(&self, parts: &mut Parts) {
        parts.extensions.insert(self.fold);
        if let (Some(captures), None) = (self.captures, parts.extensions.get::<Captures>()) {
            parts.extensions.insert(captures.captures());
        }
    }

    /// Turns an extractor's response into a refusal. A client follows no redirect: it is told that the caller is unknown, and where to go.
    pub(in crate::server) fn refuse(&self, response: Response) -> Rejection {
        let rejection = unpack(response).by_context();
        let rejection = if self.fold == Fold::Action { rejection.without_redirect() } else { rejection };
        challenge::complete(rejection, self.fold, self.method)
    }
}
