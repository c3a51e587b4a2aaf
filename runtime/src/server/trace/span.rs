//! The span of a call.

use super::remote::KIND;
use super::trace_parent::TraceParent;
use crate::server::header::field::Field;
use crate::spec::MethodSpec;
use axum::body::Body;
use http::{Extensions, Response};
use tracing::field::Empty;
use tracing::{Span, info_span, record_all};

/// Begins a call. A sound `traceparent` becomes an extension of the request.
pub(in crate::server) fn begin(method: &MethodSpec, fold: &'static str, traceparent: Field<'_>, extensions: &mut Extensions) -> Span {
    let parent = TraceParent::of(traceparent);
    if let Some(parent) = parent {
        extensions.insert(parent);
    }
    let span = info_span!(
        target: "trifold::call",
        "call",
        otel.name = %format_args!("{}.{}", method.service.name, method.name),
        otel.kind = KIND,
        fold,
        trace_id = parent.map(|parent| display(format!("{:032x}", parent.trace_id()))),
        parent_id = parent.map(|parent| display(format!("{:016x}", parent.parent_id()))),
        status = Empty,
        bytes = Empty,
    );
    // With the feature `log` of `tracing`, which axum switches on by default, a logger is told each time that a span that nobody collects is entered and left.
    if span.is_disabled() { Span::none() } else { span }
}

/// Ends a call.
pub(in crate::server) fn end(span: &Span, response: &Response<Body>) {
    record_all!(span, status = response.status().as_u16(), bytes = http_body::Body::size_hint(response.body()).exact());
}
