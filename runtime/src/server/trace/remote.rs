//! The trace that a request belongs to, by the application's propagator (feature `opentelemetry`).
//!
//! In: a span, and the headers of a request. Out: the span is a child of what the propagator reads there: `traceparent`, `tracestate` and `baggage` (W3C Trace Context), or
//! what else it knows. Without a propagator, or where OpenTelemetry does not collect the span, nothing changes.

use http::HeaderMap;
use opentelemetry::global;
use opentelemetry::propagation::Extractor;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The kind of a call's span in OpenTelemetry.
pub(in crate::server) const KIND: Option<&str> = Some("server");

/// Makes a span, which is not entered yet, a child of the caller's.
pub(in crate::server) fn join(span: &Span, headers: &HeaderMap) {
    if !span.is_disabled() {
        let context = global::get_text_map_propagator(|propagator| propagator.extract(&Headers(headers)));
        // Where nobody collects, there is no parent to set.
        span.set_parent(context).unwrap_or_default();
    }
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(http::HeaderName::as_str).collect()
    }
}
