//! All entries, and the writes under way. In: what happens. Out: the reads to send, and the entries that changed.

use super::{Entry, EntryId, Fold, Key, Moment, Rule, Target};
use std::sync::Arc;
use std::time::Duration;
use trifold::transport::MAX_READS;

/// Time for which an entry without subscribers is kept.
const KEPT: Duration = Duration::from_secs(5 * 60);

/// The name of a write within its cache.
pub(crate) type WriteId = u64;

/// A read to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) entry: EntryId,
    sent: Moment,
}

/// End of a write.
pub(crate) enum Settled<V, E> {
    /// It did its work. What its flight read, and the header in which it named more.
    Done(Vec<(EntryId, Result<V, E>)>, String),
    /// It was not carried out.
    Refused,
    /// It failed, and may have done something.
    Failed,
}

struct Write {
    id: WriteId,
    /// Time at which it was sent. A queued one waits.
    sent: Option<Moment>,
    touches: Vec<Target>,
}

impl Write {
    fn is_on(&self, key: &Key) -> bool {
        self.touches.iter().any(|target| target.names(key))
    }
}

fn is_written(writes: &[Write], key: &Key) -> bool {
    writes.iter().any(|write| write.is_on(key))
}

/// The entries and the writes.
pub(crate) struct Cache<V, E, S = ()> {
    clock: Moment,
    entries: Vec<Entry<V, E, S>>,
    writes: Vec<Write>,
    /// Set once this page is too old for its server: nothing is read any more.
    pub(crate) is_stopped: bool,
    #[cfg(test)]
    pub(super) without: Option<Rule>,
}

impl<V: Clone, E, S> Cache<V, E, S> {
    pub(crate) fn new() -> Self {
        Self {
            clock: 0,
            entries: Vec::new(),
            writes: Vec::new(),
            is_stopped: false,
            #[cfg(test)]
            without: None,
        }
    }

    /// Returns the entry of this name, unless it was collected.
    pub(crate) fn entry(&self, id: EntryId) -> Option<&Entry<V, E, S>> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The same, to change it.
    pub(crate) fn entry_mut(&mut self, id: EntryId) -> Option<&mut Entry<V, E, S>> {
        self.entries.iter_mut().find(|entry| entry.id == id)
    }

    /// Returns the entry of a read, if there is one.
    pub(crate) fn find(&self, key: &Key) -> Option<&Entry<V, E, S>> {
        self.entries.iter().find(|entry| *entry.key == *key)
    }

    /// Returns every entry.
    pub(crate) fn entries(&self) -> &[Entry<V, E, S>] {
        &self.entries
    }

    /// Returns the entry of a read, and makes it with `beside` if there is none.
    pub(crate) fn ensure(&mut self, key: &Arc<Key>, now: Duration, beside: impl FnOnce() -> S) -> EntryId {
        if let Some(entry) = self.find(key) {
            return entry.id;
        }
        let id = self.tick();
        self.entries.push(Entry::new(id, key.clone(), beside(), now));
        id
    }

    /// Adds a subscriber to an entry. It is asked for unless its value is fresh.
    pub(crate) fn subscribe(&mut self, id: EntryId, stale_after: Duration, now: Duration) {
        if let Some(entry) = self.entry_mut(id) {
            entry.readers += 1;
            entry.stale_after = stale_after;
            entry.is_due |= entry.is_stale(now);
            entry.is_changed = true;
        }
    }

    /// Takes a subscriber away.
    pub(crate) fn unsubscribe(&mut self, id: EntryId, now: Duration) {
        if let Some(entry) = self.entry_mut(id) {
            entry.readers = entry.readers.saturating_sub(1);
            entry.idle_since = now;
        }
    }

    /// Gives an entry a first value, as fresh as now. A value that was read stays.
    pub(crate) fn hydrate(&mut self, id: EntryId, value: V, now: Duration) {
        let clock = self.tick();
        if let Some(entry) = self.entry_mut(id).filter(|entry| !entry.has_base()) {
            entry.take(value, clock, now);
        }
    }

    /// Returns the next read to send now, once.
    pub(crate) fn next_read(&mut self) -> Option<Ask> {
        let (waits, ages, sent) = (self.holds(Rule::Wait), self.holds(Rule::AsOf), self.clock + 1);
        for entry in &mut self.entries {
            if !entry.is_due || entry.readers == 0 {
                continue;
            }
            if self.is_stopped {
                // It is not fetched any more, and says so.
                (entry.is_due, entry.is_changed) = (false, true);
                continue;
            }
            if entry.has_base() && waits && is_written(&self.writes, &entry.key) {
                continue;
            }
            entry.is_due = false;
            if entry.reading.is_none_or(|reading| ages && reading < entry.required) {
                self.clock = sent;
                entry.reading = Some(sent);
                entry.is_changed = true;
                return Some(Ask { entry: entry.id, sent });
            }
        }
        None
    }

    /// Returns the entry of a read that is under way: no other was sent since, and it has not ended.
    #[cfg(feature = "streams")]
    pub(crate) fn awaiting(&mut self, ask: Ask) -> Option<&mut Entry<V, E, S>> {
        self.entry_mut(ask.entry).filter(|entry| entry.reading == Some(ask.sent))
    }

    /// Takes the answer of a read, unless another was sent since or it is too old.
    pub(crate) fn answer(&mut self, ask: Ask, answer: Result<V, E>, now: Duration) {
        let (waits, ages, replays) = (self.holds(Rule::Wait), self.holds(Rule::AsOf), self.holds(Rule::Replay));
        let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == ask.entry && entry.reading == Some(ask.sent)) else { return };
        entry.reading = None;
        entry.is_changed = true;
        match answer {
            _ if entry.has_base() && waits && is_written(&self.writes, &entry.key) => entry.is_due = true,
            _ if ages && ask.sent < entry.required => entry.is_due |= !entry.is_current(),
            Ok(value) => take(entry, value, ask.sent, now, replays),
            Err(error) => entry.error = Some(error),
        }
    }

    /// Takes a value of a stream. The read goes on.
    #[cfg(feature = "streams")]
    pub(crate) fn event(&mut self, ask: Ask, value: V, now: Duration) {
        let (clock, replays) = (self.tick(), self.holds(Rule::Replay));
        if let Some(entry) = self.awaiting(ask) {
            take(entry, value, clock, now, replays);
        }
    }

    /// Ends the read of an entry that nobody looks at.
    pub(crate) fn leave(&mut self, id: EntryId) -> Option<&mut Entry<V, E, S>> {
        let entry = self.entry_mut(id).filter(|entry| entry.readers == 0)?;
        entry.reading = None;
        Some(entry)
    }

    /// Begins a write: what it touches waits for it. It is not sent yet.
    pub(crate) fn begin(&mut self, touches: Vec<Target>) -> WriteId {
        let id = self.tick();
        self.writes.push(Write { id, sent: None, touches });
        id
    }

    /// Shows what the newest write is expected to do to those values of a method that it touches.
    pub(crate) fn lay(&mut self, method: &str, fold: &Fold<V>) {
        let Some(write) = self.writes.last() else { return };
        for entry in &mut self.entries {
            if entry.key.method == method && write.is_on(&entry.key) {
                entry.lay(write.id, fold.clone());
            }
        }
    }

    /// Marks a write as sent. Returns the entries that it may bring back: those that it touches and somebody shows, the newest first.
    pub(crate) fn send(&mut self, id: WriteId) -> Vec<EntryId> {
        let (sent, mut open) = (self.tick(), Vec::new());
        let Some(write) = self.writes.iter_mut().find(|write| write.id == id) else { return open };
        write.sent = Some(sent);
        for entry in self.entries.iter().rev() {
            if entry.readers > 0 && open.len() < MAX_READS && write.is_on(&entry.key) {
                open.push(entry.id);
            }
        }
        open
    }

    /// Ends a write: overlays are confirmed or dropped, and what it touched is brought up to date.
    pub(crate) fn settle(&mut self, id: WriteId, settled: Settled<V, E>, now: Duration) {
        let Some(at) = self.writes.iter().position(|write| write.id == id) else { return };
        let write = self.writes.swap_remove(at);
        match settled {
            Settled::Done(flight, named) => self.bring(&write, flight, &named, now),
            Settled::Refused => self.revert(&write),
            Settled::Failed => {
                self.revert(&write);
                self.bring(&write, Vec::new(), "", now);
            }
        }
    }

    /// Drops the overlays of a write.
    fn revert(&mut self, write: &Write) {
        for entry in &mut self.entries {
            if write.is_on(&entry.key) {
                entry.revert(write.id);
            }
        }
    }

    /// Brings what a write touched or named up to date, with what its flight read, or else by a read to send.
    fn bring(&mut self, write: &Write, mut flight: Vec<(EntryId, Result<V, E>)>, named: &str, now: Duration) {
        let (clock, overlap, replays) = (self.tick(), self.holds(Rule::Overlap), self.holds(Rule::Replay));
        for entry in &mut self.entries {
            entry.confirm(write.id, clock);
            if !write.is_on(&entry.key) && !entry.key.is_among(named) {
                continue;
            }
            let overlaps = entry.required > write.sent.unwrap_or(Moment::MAX)
                || self.writes.iter().any(|other| other.sent.is_some() && other.is_on(&entry.key));
            entry.expire(clock);
            let brought = flight.iter().position(|(id, _)| *id == entry.id);
            if let Some(at) = brought.filter(|_| !overlaps || !overlap) {
                entry.is_due = false;
                match flight.swap_remove(at).1 {
                    Ok(value) => take(entry, value, clock, now, replays),
                    Err(error) => entry.error = Some(error),
                }
            }
        }
    }

    /// Makes values as old as now: something outside of this page changed them.
    pub(crate) fn invalidate(&mut self, target: &Target) {
        let clock = self.tick();
        for entry in &mut self.entries {
            if target.names(&entry.key) {
                entry.expire(clock);
            }
        }
    }

    /// Asks again for what is stale: somebody looks at the page again, or the network is back.
    pub(crate) fn refresh_stale(&mut self, now: Duration) {
        for entry in &mut self.entries {
            entry.is_due |= entry.is_stale(now);
        }
    }

    /// Drops the entries that nobody has looked at for five minutes.
    pub(crate) fn collect(&mut self, now: Duration) {
        let writes = &self.writes;
        self.entries.retain(|entry| entry.readers > 0 || now.saturating_sub(entry.idle_since) < KEPT || is_written(writes, &entry.key));
    }

    /// Tells `hear` of the entries that changed since this was last asked.
    pub(crate) fn changed(&mut self, mut hear: impl FnMut(&S)) {
        for entry in &mut self.entries {
            if std::mem::take(&mut entry.is_changed) {
                hear(&entry.beside);
            }
        }
    }

    fn tick(&mut self) -> Moment {
        self.clock += 1;
        self.clock
    }

    #[cfg(test)]
    fn holds(&self, rule: Rule) -> bool {
        self.without != Some(rule)
    }

    #[cfg(not(test))]
    fn holds(&self, _: Rule) -> bool {
        true
    }
}

/// Gives an entry a value. A test switches off that overlays stay on it.
fn take<V: Clone, E, S>(entry: &mut Entry<V, E, S>, value: V, as_of: Moment, now: Duration, replays: bool) {
    entry.take(value, as_of, now);
    if !replays {
        entry.forget_overlays();
    }
}
