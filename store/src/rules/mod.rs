//! The ordering rules: which answer may be shown, and when to ask again. Pure: no clock, no transport, no types of a service.
//!
//! 1. *Shown = base folded with overlays.* An overlay is a pure function that belongs to one write. It goes when its write fails, or together with the arrival of a
//!    base that contains its effect.
//! 2. *A result is as fresh as the moment it was asked for.* A write that settles makes what it touches as old as that moment; a read that was sent before is dropped,
//!    and asked again.
//! 3. *Overlapping writes on one entry trust no flight.* A read that came back with a write counts as asked for when the write was sent, but for the effect of that write.
//! 4. *Reads wait for writes.* While a write is under way, a read may or may not contain its effect, so none is sent or taken; one follows the last write. Only a
//!    first value is not waited for: no overlay stands on it.
//! 5. *A stream's value is as fresh as the moment at which it came.* A stream is a read that goes on until nobody looks, it ends, or what it reads is said to be old.

mod cache;
mod entry;
mod target;

#[cfg(test)]
mod model;

pub(crate) use cache::{Ask, Cache, Settled, WriteId};
pub(crate) use entry::{Entry, EntryId, Fold};
pub(crate) use target::{Key, Target};

/// A moment of the cache's own clock, which counts what happens.
pub(crate) type Moment = u64;

/// The rules that a test switches off, one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Overlays are folded over each new base.
    Replay,
    /// A read that was sent before a write settled is dropped.
    AsOf,
    /// A flight is not trusted where another write overlaps.
    Overlap,
    /// Reads wait for writes.
    Wait,
}
