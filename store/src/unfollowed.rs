//! Stands in for [`follow`](crate::follow) where the feature `streams` is off: there is no stream, and the compiler knows it.

use crate::engine::Engine;
use crate::rules::Ask;
use std::sync::Arc;
use trifold::Transport;
use trifold::stream::Connection;
use trifold::transport::Request;

/// Opens nothing.
pub(crate) struct Opener;

impl Opener {
    pub(crate) fn new(_: &impl Transport) -> Self {
        Self
    }
}

/// A way in which no value comes.
#[derive(Clone, Copy)]
pub(crate) enum Begin {}

impl Begin {
    pub(crate) fn begin(self, _: &Arc<Engine>, _: Ask, _: Request) {
        match self {}
    }
}

/// A stream that is not.
pub(crate) enum Followed {}

impl Followed {
    pub(crate) fn connection(&self) -> Connection {
        match *self {}
    }
}
