//! One call as its log line and its metrics see it, from its match to its answer.

use super::metrics;
use super::span;
use crate::spec::MethodSpec;
use axum::body::Body;
use http::Response;
use std::time::Instant;
use tracing::{Span, info};

/// The things that a server says of its calls, besides their spans.
#[derive(Debug, Clone, Copy)]
pub(in crate::server) struct Watching {
    /// A line for each call.
    pub(in crate::server) logs: bool,
    /// Metrics of each call.
    pub(in crate::server) counts: bool,
}

impl Default for Watching {
    fn default() -> Self {
        Self { logs: true, counts: false }
    }
}

/// A call under way: its span, and what else is said of it. Where nobody wants to know, that is nothing.
#[derive(Debug)]
pub(in crate::server) struct Watched {
    span: Span,
    more: Option<Box<More>>,
}

#[derive(Debug)]
struct More {
    watching: Watching,
    since: Instant,
    call: metrics::Call,
}

impl Watched {
    /// No call.
    pub(in crate::server) const fn nothing() -> Self {
        Self { span: Span::none(), more: None }
    }

    /// A call whose span has begun.
    pub(in crate::server) fn begin(span: Span, watching: Watching, method: &'static MethodSpec, fold: &'static str) -> Self {
        let watching = Watching { logs: watching.logs && !span.is_disabled(), ..watching };
        if !watching.logs && !watching.counts {
            return Self { span, more: None };
        }
        let call = metrics::Call::of(method, fold);
        if watching.counts {
            metrics::begin(call);
        }
        Self { span, more: Some(Box::new(More { watching, since: Instant::now(), call })) }
    }

    pub(in crate::server) fn span(&self) -> &Span {
        &self.span
    }

    /// Says how it was answered, and in what time.
    pub(in crate::server) fn end(&mut self, response: &Response<Body>) {
        span::end(&self.span, response);
        let Some(More { watching, since, call }) = self.more.take().map(|more| *more) else { return };
        let took = since.elapsed();
        if watching.logs {
            info!(target: "trifold::call", parent: &self.span, ms = took.as_secs_f64() * 1000.0, "answered");
        }
        if watching.counts {
            metrics::end(call, Some(response.status()), took);
        }
    }
}

/// A call whose caller has left, and that is over with it.
impl Drop for Watched {
    fn drop(&mut self) {
        let Some(More { watching, since, call }) = self.more.take().map(|more| *more) else { return };
        let took = since.elapsed();
        if watching.logs {
            info!(target: "trifold::call", parent: &self.span, ms = took.as_secs_f64() * 1000.0, "left by its caller");
        }
        if watching.counts {
            metrics::end(call, None, took);
        }
    }
}
