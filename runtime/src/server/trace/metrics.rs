//! Metrics, on the facade of the crate `metrics`: the application installs a recorder, such as `metrics-exporter-prometheus`. Without one they cost next to nothing.

use crate::spec::MethodSpec;
use http::StatusCode;
use metrics::{Label, counter, gauge, histogram};
use std::time::Duration;

/// A method and the fold through which it is called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call {
    method: &'static MethodSpec,
    fold: &'static str,
}

impl Call {
    pub(super) const fn of(method: &'static MethodSpec, fold: &'static str) -> Self {
        Self { method, fold }
    }

    fn labels(self) -> Vec<Label> {
        let Self { method, fold } = self;
        vec![
            Label::from_static_parts("service", method.service.name),
            Label::from_static_parts("method", method.name),
            Label::from_static_parts("fold", fold),
        ]
    }
}

/// A call has found its method.
pub(super) fn begin(call: Call) {
    gauge!("trifold_calls_in_flight", call.labels()).increment(1);
}

/// A call was answered, or left by its caller.
pub(super) fn end(call: Call, status: Option<StatusCode>, took: Duration) {
    gauge!("trifold_calls_in_flight", call.labels()).decrement(1);
    let mut labels = call.labels();
    labels.push(Label::from_static_parts("status", class(status)));
    counter!("trifold_calls_total", labels.clone()).increment(1);
    histogram!("trifold_call_seconds", labels).record(took);
}

fn class(status: Option<StatusCode>) -> &'static str {
    match status.map(|status| status.as_u16() / 100) {
        None => "left",
        Some(1) => "1xx",
        Some(2) => "2xx",
        Some(3) => "3xx",
        Some(4) => "4xx",
        Some(_) => "5xx",
    }
}

/// A request was refused, with a problem of this type; of those of the services' own errors there are as many as variants.
pub(in crate::server) fn refused(problem: &str) {
    counter!("trifold_refusals_total", "type" => problem.to_owned()).increment(1);
}

/// A store failed or was late: that of `keys`, or of `rates`.
pub(in crate::server) fn store_failed(store: &'static str) {
    counter!("trifold_store_errors_total", "store" => store).increment(1);
}

/// A stream was opened.
pub(in crate::server) fn stream_opened() {
    gauge!("trifold_streams_open").increment(1);
}

/// A stream was closed.
pub(in crate::server) fn stream_closed() {
    gauge!("trifold_streams_open").decrement(1);
}

/// The server was told to stop, or has stopped.
pub(in crate::server) fn draining(is_draining: bool) {
    gauge!("trifold_draining").set(if is_draining { 1.0 } else { 0.0 });
}
