//! No metrics, without the feature `metrics`.

use crate::spec::MethodSpec;
use http::StatusCode;
use std::time::Duration;

/// A call, of which nothing is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call;

impl Call {
    pub(super) const fn of(_: &'static MethodSpec, _: &'static str) -> Self {
        Self
    }
}

pub(super) fn begin(_: Call) {}

pub(super) fn end(_: Call, _: Option<StatusCode>, _: Duration) {}

pub(in crate::server) fn refused(_: &str) {}

pub(in crate::server) fn store_failed(_: &'static str) {}

pub(in crate::server) fn stream_opened() {}

pub(in crate::server) fn stream_closed() {}

pub(in crate::server) fn draining(_: bool) {}
