//! One entry: the last value that a read gave, and the overlays on it.

use super::{Key, Moment, WriteId};
use std::sync::Arc;
use std::time::Duration;

/// The name of an entry within its cache. A collected entry's is not used again.
pub(crate) type EntryId = u64;

/// The expected effect of a write on a value.
pub(crate) type Fold<V> = Arc<dyn Fn(&V) -> V + Send + Sync>;

/// The value of one read, as far as it is known. `S` is what the cache's owner keeps beside it: the rules do not look at it.
pub(crate) struct Entry<V, E, S> {
    pub(crate) id: EntryId,
    pub(crate) key: Arc<Key>,
    pub(crate) beside: S,
    /// The number of subscribers.
    pub(crate) readers: usize,
    /// Since when it has none.
    pub(super) idle_since: Duration,
    /// The value of the last read.
    base: Option<V>,
    /// The moment at which `base` was asked for.
    as_of: Moment,
    /// The moment that `base` has to be as fresh as.
    pub(super) required: Moment,
    /// Time at which `base` arrived.
    loaded_at: Duration,
    /// Time for which a value is fresh.
    pub(super) stale_after: Duration,
    /// The read under way: when it was sent.
    pub(super) reading: Option<Moment>,
    /// Set while a read has to be sent.
    pub(super) is_due: bool,
    /// Set while nobody was told of a change.
    pub(super) is_changed: bool,
    overlays: Vec<Overlay<V>>,
    /// The base folded with the overlays.
    pub(crate) shown: Option<V>,
    /// The failure of the last read.
    pub(crate) error: Option<E>,
}

struct Overlay<V> {
    write: WriteId,
    /// Time at which the write succeeded.
    confirmed: Option<Moment>,
    fold: Fold<V>,
}

impl<V: Clone, E, S> Entry<V, E, S> {
    pub(super) fn new(id: EntryId, key: Arc<Key>, beside: S, idle_since: Duration) -> Self {
        Self {
            id,
            key,
            beside,
            readers: 0,
            idle_since,
            base: None,
            as_of: 0,
            required: 0,
            loaded_at: Duration::ZERO,
            stale_after: Duration::ZERO,
            reading: None,
            is_due: false,
            is_changed: false,
            overlays: Vec::new(),
            shown: None,
            error: None,
        }
    }

    /// Returns true if a value was read.
    pub(crate) fn has_base(&self) -> bool {
        self.base.is_some()
    }

    /// Returns true if something is known to have changed since the value was asked for, or it is old.
    pub(crate) fn is_stale(&self, now: Duration) -> bool {
        self.base.is_none() || !self.is_current() || now.saturating_sub(self.loaded_at) >= self.stale_after
    }

    /// Returns true if nothing is known to have changed since the value was asked for.
    pub(crate) fn is_current(&self) -> bool {
        self.as_of >= self.required
    }

    /// Returns true while an overlay is on the value.
    pub(crate) fn is_optimistic(&self) -> bool {
        !self.overlays.is_empty()
    }

    /// Returns true while a read is under way, or about to be sent.
    pub(crate) fn is_fetching(&self) -> bool {
        self.reading.is_some_and(|sent| sent >= self.required) || (self.is_due && self.readers > 0)
    }

    /// Asks for the value as it is from this moment on.
    pub(super) fn expire(&mut self, at: Moment) {
        self.required = at;
        self.is_due = true;
        self.is_changed = true;
    }

    /// Notes a change of what is beside the value.
    #[cfg(feature = "streams")]
    pub(crate) fn touch(&mut self) {
        self.is_changed = true;
    }

    /// Takes a value that was asked for at this moment, and drops the overlays whose effect is in it.
    pub(super) fn take(&mut self, base: V, as_of: Moment, now: Duration) {
        self.overlays.retain(|overlay| overlay.confirmed.is_none_or(|confirmed| confirmed > as_of));
        self.base = Some(base);
        self.as_of = as_of;
        self.loaded_at = now;
        self.error = None;
        self.show();
    }

    /// Puts the overlay of a write on the value. Without a value there is nothing to put it on.
    pub(super) fn lay(&mut self, write: WriteId, fold: Fold<V>) {
        if self.base.is_some() {
            self.overlays.push(Overlay { write, confirmed: None, fold });
            self.show();
        }
    }

    /// Keeps the overlays of a write until a base contains their effect.
    pub(super) fn confirm(&mut self, write: WriteId, at: Moment) {
        for overlay in &mut self.overlays {
            if overlay.write == write {
                overlay.confirmed = Some(at);
            }
        }
    }

    /// Drops the overlays of a write.
    pub(super) fn revert(&mut self, write: WriteId) {
        self.overlays.retain(|overlay| overlay.write != write);
        self.show();
    }

    /// Drops all overlays.
    pub(super) fn forget_overlays(&mut self) {
        self.overlays.clear();
        self.show();
    }

    /// Shows the base with the overlays on it.
    fn show(&mut self) {
        let mut shown = self.base.clone();
        for overlay in &self.overlays {
            shown = shown.map(|value| (overlay.fold)(&value));
        }
        self.shown = shown;
        self.is_changed = true;
    }
}
