//! Number of bytes of answers that a peer has not taken.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The answers of one peer that wait to be taken, in bytes.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Unread(Arc<AtomicU64>);

/// Bytes that wait, until this is dropped.
#[derive(Debug)]
pub(in crate::server) struct Charge {
    unread: Unread,
    bytes: u64,
}

impl Unread {
    /// The most that one answer counts for: a larger one is rarely in memory as a whole, and one download must not keep its peer from all else.
    const MAX: u64 = 1024 * 1024;

    pub(in crate::server) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Counts bytes that are ready.
    pub(in crate::server) fn charge(&self, bytes: u64) -> Charge {
        let bytes = bytes.min(Self::MAX);
        self.0.fetch_add(bytes, Ordering::Relaxed);
        Charge { unread: self.clone(), bytes }
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        self.unread.0.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_counts_no_longer() {
        let unread = Unread::default();
        let charges = [unread.charge(10), unread.charge(u64::MAX)];
        assert_eq!(unread.bytes(), 10 + Unread::MAX);
        drop(charges);
        assert_eq!(unread.bytes(), 0);
    }
}
