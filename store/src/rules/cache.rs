//! All entries, and the writes under way. In: what happens. Out: the reads to send, and the entries that changed.

use super::{Entry, EntryId, Fold, Key, Moment, Rule, Target};
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
    /// It did its work. What its flight read, and what it named besides.
    Done(Vec<(EntryId, Result<V, E>)>, Vec<Target>),
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
    fn is_on<V, E>(&self, entry: &Entry<V, E>) -> bool {
        self.touches.iter().any(|target| target.names(&entry.key))
    }
}

/// The entries and the writes.
pub(crate) struct Cache<V, E> {
    clock: Moment,
    entries: Vec<Entry<V, E>>,
    writes: Vec<Write>,
    changed: Vec<EntryId>,
    /// Set once this page is too old for its server: nothing is read any more.
    pub(crate) is_stopped: bool,
    #[cfg(test)]
    pub(super) without: Option<Rule>,
}

impl<V: Clone, E> Cache<V, E> {
    pub(crate) fn new() -> Self {
        Self {
            clock: 0,
            entries: Vec::new(),
            writes: Vec::new(),
            changed: Vec::new(),
            is_stopped: false,
            #[cfg(test)]
            without: None,
        }
    }

    /// Returns the entry of this name, unless it was collected.
    pub(crate) fn entry(&self, id: EntryId) -> Option<&Entry<V, E>> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Returns the entry of a read, if there is one.
    pub(crate) fn find(&self, key: &Key) -> Option<&Entry<V, E>> {
        self.entries.iter().find(|entry| entry.key == *key)
    }

    /// Returns every entry.
    #[cfg(test)]
    pub(crate) fn entries(&self) -> &[Entry<V, E>] {
        &self.entries
    }

    /// Adds a subscriber to the entry of a read, and makes the entry if there is none. It is asked for unless its value is fresh.
    pub(crate) fn subscribe(&mut self, key: &Key, stale_after: Duration, now: Duration) -> EntryId {
        let entry = self.ensure(key, now);
        entry.readers += 1;
        entry.stale_after = stale_after;
        entry.is_due |= entry.is_stale(now);
        let id = entry.id;
        self.changed.push(id);
        id
    }

    /// Takes a subscriber away.
    pub(crate) fn unsubscribe(&mut self, id: EntryId, now: Duration) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == id) {
            entry.readers = entry.readers.saturating_sub(1);
            entry.idle_since = now;
        }
    }

    /// Gives the entry of a read a first value, as fresh as now. A value that was read stays.
    pub(crate) fn hydrate(&mut self, key: &Key, value: V, now: Duration) -> EntryId {
        let clock = self.tick();
        let entry = self.ensure(key, now);
        let id = entry.id;
        if !entry.has_base() {
            entry.take(value, clock, now);
            self.changed.push(id);
        }
        id
    }

    fn ensure(&mut self, key: &Key, now: Duration) -> &mut Entry<V, E> {
        let at = self.entries.iter().position(|entry| entry.key == *key).unwrap_or_else(|| {
            let id = self.tick();
            self.entries.push(Entry::new(id, key.clone(), now));
            self.entries.len() - 1
        });
        &mut self.entries[at]
    }

    /// Returns the reads to send now, each once.
    pub(crate) fn reads(&mut self) -> Vec<Ask> {
        let mut asks = Vec::new();
        if self.is_stopped {
            return asks;
        }
        for at in 0..self.entries.len() {
            let entry = &self.entries[at];
            if !entry.is_due || entry.readers == 0 || (entry.has_base() && self.is_written(entry)) {
                continue;
            }
            let is_asked = entry.reading.is_some_and(|sent| !self.is_old(sent, entry));
            self.entries[at].is_due = false;
            if is_asked {
                continue;
            }
            let sent = self.tick();
            let entry = &mut self.entries[at];
            entry.reading = Some(sent);
            asks.push(Ask { entry: entry.id, sent });
            self.changed.push(entry.id);
        }
        asks
    }

    /// Takes the answer of a read, unless another was sent since or it is too old.
    pub(crate) fn answer(&mut self, ask: Ask, answer: Result<V, E>, now: Duration) {
        let Some(at) = self.entries.iter().position(|entry| entry.id == ask.entry && entry.reading == Some(ask.sent)) else { return };
        let must_wait = self.entries[at].has_base() && self.is_written(&self.entries[at]);
        let is_old = self.is_old(ask.sent, &self.entries[at]);
        let entry = &mut self.entries[at];
        entry.reading = None;
        match answer {
            _ if must_wait => entry.is_due = true,
            _ if is_old => entry.is_due |= !entry.is_current(),
            Ok(value) => self.take(at, value, ask.sent, now),
            Err(error) => entry.error = Some(error),
        }
        self.changed.push(ask.entry);
    }

    /// Returns true if this is the read of its entry that is under way: no other was sent since, and it has not ended.
    pub(crate) fn awaits(&self, ask: Ask) -> bool {
        self.entry(ask.entry).is_some_and(|entry| entry.reading == Some(ask.sent))
    }

    /// Takes a value of a stream. The read goes on.
    pub(crate) fn event(&mut self, ask: Ask, value: V, now: Duration) {
        let clock = self.tick();
        if let Some(at) = self.entries.iter().position(|entry| entry.id == ask.entry && entry.reading == Some(ask.sent)) {
            self.take(at, value, clock, now);
            self.changed.push(ask.entry);
        }
    }

    /// Notes a change of what is known of an entry besides its value.
    pub(crate) fn touch(&mut self, id: EntryId) {
        self.changed.push(id);
    }

    /// Ends the read of an entry that nobody looks at. Returns true if it did.
    pub(crate) fn leave(&mut self, id: EntryId) -> bool {
        let left = self.entries.iter_mut().find(|entry| entry.id == id && entry.readers == 0);
        left.map(|entry| entry.reading = None).is_some()
    }

    fn take(&mut self, at: usize, value: V, as_of: Moment, now: Duration) {
        self.entries[at].take(value, as_of, now);
        #[cfg(test)]
        if !self.holds(Rule::Replay) {
            self.entries[at].forget_overlays();
        }
    }

    /// Begins a write: what it touches waits for it, and shows what it is expected to do. It is not sent yet.
    pub(crate) fn begin(&mut self, touches: Vec<Target>, overlays: Vec<(Target, Fold<V>)>) -> WriteId {
        let id = self.tick();
        for (target, fold) in overlays {
            for entry in self.entries.iter_mut().filter(|entry| target.names(&entry.key)) {
                entry.lay(id, fold.clone());
                self.changed.push(entry.id);
            }
        }
        self.writes.push(Write { id, sent: None, touches });
        id
    }

    /// Marks a write as sent. Returns the entries that it may bring back: those that it touches and somebody shows, the newest first.
    pub(crate) fn send(&mut self, id: WriteId) -> Vec<EntryId> {
        let sent = self.tick();
        let Some(write) = self.writes.iter_mut().find(|write| write.id == id) else { return Vec::new() };
        write.sent = Some(sent);
        let write = &*write;
        let open = self.entries.iter().rev().filter(|entry| entry.readers > 0 && write.is_on(entry));
        open.map(|entry| entry.id).take(MAX_READS).collect()
    }

    /// Ends a write: overlays are confirmed or dropped, and what it touched is brought up to date.
    pub(crate) fn settle(&mut self, id: WriteId, settled: Settled<V, E>, now: Duration) {
        let Some(at) = self.writes.iter().position(|write| write.id == id) else { return };
        let write = self.writes.remove(at);
        let clock = self.tick();
        let (mut flight, named) = match settled {
            Settled::Done(flight, named) => {
                self.entries.iter_mut().for_each(|entry| entry.confirm(id, clock));
                (flight, named)
            }
            Settled::Refused | Settled::Failed => {
                let is_known = matches!(settled, Settled::Refused);
                for entry in self.entries.iter_mut().filter(|entry| write.is_on(entry)) {
                    entry.revert(id);
                    self.changed.push(entry.id);
                }
                if is_known {
                    return;
                }
                (Vec::new(), Vec::new())
            }
        };
        for at in 0..self.entries.len() {
            let entry = &self.entries[at];
            let is_named = named.iter().any(|target| target.names(&entry.key));
            if !is_named && !write.is_on(entry) {
                continue;
            }
            let overlaps = entry.required > write.sent.unwrap_or(Moment::MAX)
                || self.writes.iter().any(|other| other.sent.is_some() && other.is_on(entry));
            let is_trusted = !overlaps || !self.holds(Rule::Overlap);
            let brought = flight.iter().position(|(id, _)| *id == entry.id).map(|at| flight.swap_remove(at).1).filter(|_| is_trusted);
            self.bring(at, brought, clock, now);
        }
    }

    /// Brings an entry up to date with what a flight read, or else by a read to send.
    fn bring(&mut self, at: usize, brought: Option<Result<V, E>>, clock: Moment, now: Duration) {
        let entry = &mut self.entries[at];
        entry.required = clock;
        entry.is_due = brought.is_none();
        match brought {
            Some(Ok(value)) => self.take(at, value, clock, now),
            Some(Err(error)) => entry.error = Some(error),
            None => {}
        }
        self.changed.push(self.entries[at].id);
    }

    /// Makes values as old as now: something outside of this page changed them.
    pub(crate) fn invalidate(&mut self, target: &Target) {
        let clock = self.tick();
        for entry in self.entries.iter_mut().filter(|entry| target.names(&entry.key)) {
            entry.required = clock;
            entry.is_due = true;
            self.changed.push(entry.id);
        }
    }

    /// Asks again for what is stale: somebody looks at the page again, or the network is back.
    pub(crate) fn refresh_stale(&mut self, now: Duration) {
        for entry in self.entries.iter_mut().filter(|entry| entry.is_stale(now)) {
            entry.is_due = true;
        }
    }

    /// Drops the entries that nobody has looked at for five minutes.
    pub(crate) fn collect(&mut self, now: Duration) {
        let writes = &self.writes;
        self.entries.retain(|entry| {
            entry.readers > 0 || now.saturating_sub(entry.idle_since) < KEPT || writes.iter().any(|write| write.is_on(entry))
        });
    }

    /// Returns the entries that changed since this was last asked.
    pub(crate) fn changed(&mut self) -> Vec<EntryId> {
        std::mem::take(&mut self.changed)
    }

    /// Returns true while a write is under way that touches the entry.
    fn is_written(&self, entry: &Entry<V, E>) -> bool {
        self.holds(Rule::Wait) && self.writes.iter().any(|write| write.is_on(entry))
    }

    /// Returns true if a read of this moment is too old for the entry.
    fn is_old(&self, sent: Moment, entry: &Entry<V, E>) -> bool {
        sent < entry.required && self.holds(Rule::AsOf)
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
