//! Calls as an operator sees them: spans, a line in the log, metrics.
//!
//! Spans: a span `call` for each call, with its method (`otel.name`, which names it in OpenTelemetry), fold, status and size. Never an argument, an
//! id, or the name of a caller.
//!
//! In: a request that has found its method. Out: a span, and for the application the peer's trace context. Where nobody listens, one
//! relaxed load of an atomic.

#[cfg_attr(not(feature = "metrics"), path = "metrics_off.rs")]
pub(super) mod metrics;
#[cfg_attr(not(feature = "opentelemetry"), path = "remote_off.rs")]
pub(super) mod remote;
pub(super) mod span;
pub(super) mod trace_parent;
pub(super) mod watched;
