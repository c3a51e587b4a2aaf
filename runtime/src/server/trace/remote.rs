//! The trace that a request belongs to, by the application's propagator (feature `opentelemetry`).
//!
//! In: a span, and the headers of a request. Out: the span is a child of what the propagator reads there: `traceparent`, `tracestate` and `baggage` (W3C Trace Context), or
//! what else it knows. Without a propagator, where OpenTelemetry does not collect the span, and where the application has a span around the server, nothing changes.

use http::HeaderMap;
use opentelemetry::global;
use opentelemetry::propagation::Extractor;
use opentelemetry::trace::TraceContextExt;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The kind of a call's span in OpenTelemetry.
pub(in crate::server) const KIND: Option<&str> = Some("server");

/// Makes a span, which is not entered yet, a child of the caller's, unless it is a child of one here.
pub(in crate::server) fn join(span: &Span, headers: &HeaderMap) {
    if span.is_disabled() || !Span::current().is_none() {
        return;
    }
    let context = global::get_text_map_propagator(|propagator| propagator.extract(&Headers(headers)));
    if context.has_active_span() {
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
