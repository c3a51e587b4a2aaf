//! Stage of a server: open, about to leave, draining, over.

use std::sync::Arc;
use tokio::sync::watch;

/// Stage of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::server) enum Phase {
    /// It takes connections and requests.
    Open,
    /// It was told to stop, and still takes both: who stands in front must hear of it first.
    Leaving,
    /// It answers what it has.
    Draining,
    /// The drain deadline has passed, or it was told a second time.
    Over,
}

/// Stage of a request's server. It holds no drain up: what is to be waited for takes a [`Stay`].
#[derive(Debug, Clone)]
pub(in crate::server) struct Stage(Arc<watch::Sender<Phase>>);

/// Something that a drain waits for, until it is dropped.
#[derive(Debug)]
pub(in crate::server) struct Stay(watch::Receiver<Phase>);

impl Stage {
    pub(in crate::server) fn open() -> Self {
        Self(Arc::new(watch::Sender::new(Phase::Open)))
    }

    pub(in crate::server) fn enter(&self, phase: Phase) {
        self.0.send_replace(phase);
    }

    /// Waits until nothing is waited for.
    pub(in crate::server) async fn empty(&self) {
        self.0.closed().await;
    }

    /// Returns true once the server was told to stop.
    pub(in crate::server) fn is_leaving(&self) -> bool {
        *self.0.borrow() != Phase::Open
    }

    /// Lets the drain wait.
    pub(in crate::server) fn stay(&self) -> Stay {
        Stay(self.0.subscribe())
    }
}

impl Stay {
    /// Waits until the server has come so far.
    pub(in crate::server) async fn until(&mut self, phase: Phase) {
        // A server that is gone has said before that it is over.
        drop(self.0.wait_for(|now| *now >= phase).await);
    }

    /// Waits until nothing is waited for any longer.
    pub(in crate::server) async fn over(&mut self) {
        self.until(Phase::Over).await;
    }

    /// The present stage.
    pub(in crate::server) fn phase(&self) -> Phase {
        *self.0.borrow()
    }
}

impl Clone for Stay {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
