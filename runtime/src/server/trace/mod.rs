//! What `tracing` learns of a call: a span `Todos.create` with fold, status and size. Never an argument, an id, or the name of a caller.
//!
//! In: a request that has found its method. Out: a span, and for the application the peer's trace context. Where nobody listens, one
//! relaxed load of an atomic.

mod context;
mod site;

pub use context::TraceParent;

use crate::spec::MethodSpec;
use axum::body::Body;
use http::Response;
use http::request::Parts;
use site::Site;
use tracing::Span;

/// The spans of a server's methods, by service and place.
#[derive(Debug, Clone, Default)]
pub(super) struct Spans(Vec<Vec<&'static Site>>);

impl Spans {
    /// A span for each method of each service.
    pub(super) fn of(services: impl Iterator<Item = impl Iterator<Item = &'static MethodSpec>>) -> Self {
        Self(services.map(|methods| methods.map(Site::of).collect()).collect())
    }

    /// Begins a call. A sound `traceparent` becomes an extension of the request.
    pub(super) fn begin(&self, service: usize, index: usize, fold: &'static str, parts: &mut Parts) -> Span {
        let parent = TraceParent::of(&parts.headers);
        if let Some(parent) = parent {
            parts.extensions.insert(parent);
        }
        match self.0.get(service).and_then(|methods| methods.get(index)) {
            Some(site) => site.span(fold, parent),
            None => Span::none(),
        }
    }
}

/// Ends a call.
pub(super) fn end(span: &Span, response: &Response<Body>) {
    span.record("status", response.status().as_u16());
    if let Some(bytes) = http_body::Body::size_hint(response.body()).exact() {
        span.record("bytes", bytes);
    }
}
