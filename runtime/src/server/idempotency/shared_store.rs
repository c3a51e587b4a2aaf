//! The store of one server, and the one that it has unless told otherwise.

use super::memory::MemoryStore;
use super::store::{IdempotencyStore, StoreKey, Token};
use crate::server::guard::stage::Stage;
use futures_util::FutureExt;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A store that all calls of a server share, with its times.
#[derive(Clone)]
pub(in crate::server) struct SharedStore {
    pub(in crate::server) store: Arc<dyn IdempotencyStore>,
    /// Time limit of the store for all that one call asks of it.
    pub(in crate::server) deadline: Duration,
    /// Time for which an answer is kept.
    pub(in crate::server) keep: Duration,
}

impl Default for SharedStore {
    fn default() -> Self {
        Self { store: Arc::new(MemoryStore::default()), deadline: Duration::from_secs(1), keep: Duration::from_secs(24 * 60 * 60) }
    }
}

impl SharedStore {
    /// The name of a limit that lets nothing through.
    pub(in crate::server) fn nothing(&self) -> Option<&'static str> {
        self.deadline.is_zero().then_some("store_deadline")
    }
}

/// The store as one call has it, also when nobody waits for the call any more.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) store: Arc<dyn IdempotencyStore>,
    pub(super) deadline: Duration,
    /// The server that is to wait, when it drains.
    pub(super) stage: Option<Stage>,
}

impl Desk {
    /// Gives a key back, sooner or later.
    pub(super) fn release(&self, key: StoreKey, token: Token) {
        let store = self.store.clone();
        self.in_background(self.deadline, async move { released(&*store, &key, token).await });
    }

    /// Does something for so long at the most, without anybody to wait for it but the drain.
    pub(super) fn in_background(&self, most: Duration, work: impl Future<Output = ()> + Send + 'static) {
        let mut work = Box::pin(work);
        if work.as_mut().now_or_never().is_some() {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let stay = self.stage.as_ref().map(Stage::stay);
            drop(runtime.spawn(async move {
                drop(tokio::time::timeout(most, work).await);
                drop(stay);
            }));
        }
    }
}

/// Gives a key back.
pub(super) async fn released(store: &dyn IdempotencyStore, key: &StoreKey, token: Token) {
    if let Err(error) = store.release(key, token).await {
        tracing::warn!(%error, "an idempotency key could not be given back");
    }
}

impl fmt::Debug for SharedStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedStore")
    }
}
