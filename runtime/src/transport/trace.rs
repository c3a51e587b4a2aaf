//! The trace of the current span, carried on (feature `opentelemetry`).
//!
//! In: a request. Out: the same with what the application's propagator writes of the span in which the call is awaited: `traceparent` and `tracestate` (W3C Trace Context). Without
//! a propagator, and out of a span that OpenTelemetry collects, there is nothing to add.

use super::Request;
use opentelemetry::global;
use opentelemetry::propagation::Injector;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// Adds to a request what it does not have by itself.
pub(super) fn carried_on(mut request: Request) -> Request {
    let context = tracing::Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut Added(&mut request)));
    request
}

struct Added<'a>(&'a mut Request);

impl Injector for Added<'_> {
    fn set(&mut self, name: &str, value: String) {
        let name = name.to_ascii_lowercase();
        if !self.0.has(&name) {
            self.0.headers.push((name.into(), value));
        }
    }
}
