//! The store that servers share, and whether it is asked: one that has failed is not, for a second.

use super::quota::{Quota, Standing};
use super::store::RateStore;
use crate::server::trace::metrics;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Time for which a store that has failed is not asked.
const PAUSE: Duration = Duration::from_secs(1);

/// The store that counts calls for several servers.
pub(in crate::server) struct SharedRates {
    store: Arc<dyn RateStore>,
    since: Instant,
    /// Nanoseconds since then until which the store is not asked.
    pause: AtomicU64,
}

impl SharedRates {
    pub(in crate::server) fn new(store: Arc<dyn RateStore>) -> Self {
        Self { store, since: Instant::now(), pause: AtomicU64::new(0) }
    }

    /// Returns true unless the store has just failed.
    pub(super) fn is_asked(&self) -> bool {
        self.now() >= self.pause.load(Ordering::Relaxed)
    }

    /// Takes a place of each quota. Nothing where the store fails.
    pub(super) async fn take(&self, quotas: &[Quota]) -> Option<Vec<Standing>> {
        match self.store.take(quotas).await {
            Ok(standings) if standings.len() == quotas.len() => Some(standings),
            Ok(_) => {
                self.fail(&"it says not of each limit how the caller stands");
                None
            }
            Err(error) => {
                self.fail(&error);
                None
            }
        }
    }

    /// Notes that the store has failed, or was late.
    pub(super) fn fail(&self, error: &dyn fmt::Display) {
        metrics::store_failed("rates");
        let pause = self.now().saturating_add(nanoseconds(PAUSE));
        if self.pause.swap(pause, Ordering::Relaxed) <= self.now() {
            tracing::warn!(%error, "calls are counted by this server alone: the store of rates failed");
        }
    }

    fn now(&self) -> u64 {
        nanoseconds(self.since.elapsed())
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

impl fmt::Debug for SharedRates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedRates")
    }
}
