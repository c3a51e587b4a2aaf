//! The place of `rate/` where nothing is counted: the same names, and no ticket to show.

use super::mount::Service;
use super::reject::Rejection;
use http::HeaderMap;
use http::request::Parts;
use std::net::IpAddr;

/// Nothing is limited.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Rates;

impl Rates {
    pub(in crate::server) fn trusts(&self, _: IpAddr) -> bool {
        false
    }

    pub(in crate::server) const fn count_all(&self) -> bool {
        false
    }
}

/// No method has a limiter.
#[derive(Debug, Default)]
pub(in crate::server) struct Gates {}

impl Gates {
    pub(in crate::server) fn new(_: &Rates, _: &[Service]) -> Self {
        Self {}
    }

    pub(in crate::server) fn ticket(&self, _: usize, _: usize) -> Option<Ticket> {
        None
    }
}

/// There is none.
#[derive(Debug, Clone)]
pub(in crate::server) enum Ticket {}

impl Ticket {
    pub(in crate::server) fn ask(&self, _: &Parts) -> Result<(), Rejection> {
        match *self {}
    }

    pub(in crate::server) fn turned_away(&self, _: &Parts) {
        match *self {}
    }

    pub(in crate::server) fn admit(&self, _: &Parts) -> Result<(), Rejection> {
        match *self {}
    }

    pub(in crate::server) fn show(&self, _: &mut HeaderMap) {
        match *self {}
    }
}
