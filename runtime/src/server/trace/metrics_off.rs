//! No metrics, without the feature `metrics`.

use crate::spec::MethodSpec;
use http::StatusCode;
use std::time::Duration;

/// A method and the fold through which it is called.
#[derive(Debug, Clone, Copy)]
pub(in crate::server) struct Call {
    pub(in crate::server) method: &'static MethodSpec,
    pub(in crate::server) fold: &'static str,
}

pub(super) fn begin(call: Call) {
    let Call { method: _, fold: _ } = call;
}

pub(super) fn end(_: Call, _: Option<StatusCode>, _: Duration) {}

pub(in crate::server) fn refused(_: &str) {}

pub(in crate::server) fn store_failed(_: &'static str) {}

pub(in crate::server) fn stream_opened() {}

pub(in crate::server) fn stream_closed() {}

pub(in crate::server) fn draining(_: bool) {}
