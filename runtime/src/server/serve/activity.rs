//! What a connection is doing, and when it has done nothing for too long.
//!
//! In: bytes that come and go, calls that begin and end, answers that are ready and taken. Out: the moment at which the connection is to be
//! closed.
//!
//! A peer that does not take an answer lets the network take nothing, over HTTP/1.1: what hyper was given is written before it pauses, or the
//! network is known to be blocked. Over HTTP/2, where a peer says of each answer how much it takes, that is seen at the answer's own pieces: each
//! is watched from the moment at which it is ready until nobody holds it any more, since its bytes are the system's or thrown away. The time in
//! which the network takes nothing is not the peer's: that has a deadline of its own.

use super::heads::Heads;
use super::settings::Settings;
use crate::server::guard::unread::{Charge, Unread};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// What a connection is doing. Its clones speak of the same connection.
#[derive(Debug, Clone)]
pub(super) struct Activity(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    /// The bytes that the peer has not read, where they are counted.
    unread: Option<Unread>,
}

#[derive(Debug)]
struct State {
    /// Number of requests that are being answered: over HTTP/1.1 until hyper has all of the answer, over HTTP/2 until the peer has.
    calls: usize,
    /// Whether there was a request.
    has_called: bool,
    /// Whether requests share the connection (HTTP/2), so that bytes between calls need not be a request's.
    is_shared: bool,
    /// True if the first byte of a next request has come, over HTTP/1.1.
    has_begun: bool,
    /// Since when the connection is at rest, or a head on its way; at first, that at which the connection began. Nothing stands for the next
    /// look at it: most heads are there at once, and need no clock.
    since: Option<Instant>,
    heads: Heads,
    /// Since when the network takes no bytes.
    blocked: Option<Instant>,
    /// Time for which it took none, before.
    lost: Duration,
    /// Answers that hyper has, and the network perhaps not (HTTP/1.1).
    unwritten: Vec<Charge>,
    /// Pieces that wait for the peer where requests share the connection, the longest first: since when, if nothing had been lost.
    untaken: VecDeque<(u64, Instant)>,
    /// Number of bytes that have waited for it.
    ever_untaken: u64,
}

/// A request that is being answered, until this is dropped.
#[derive(Debug)]
pub(super) struct ActiveCall {
    activity: Activity,
    is_shared: bool,
    /// Length of its body, where that is known.
    length: Option<u64>,
    charge: Option<Charge>,
}

/// Something that waits for the peer to take it, until this is dropped.
#[derive(Debug)]
pub(super) struct Untaken {
    visit: Arc<ActiveCall>,
    /// Its place among what is watched.
    place: u64,
    _charge: Option<Charge>,
}

impl Activity {
    pub(super) fn new(unread: Option<Unread>) -> Self {
        let state = State {
            calls: 0,
            has_called: false,
            is_shared: false,
            has_begun: false,
            since: Some(Instant::now()),
            heads: Heads::default(),
            blocked: None,
            lost: Duration::ZERO,
            unwritten: Vec::new(),
            untaken: VecDeque::new(),
            ever_untaken: 0,
        };
        Self(Arc::new(Shared { state: Mutex::new(state), unread }))
    }

    /// A request begins.
    pub(super) fn visit(&self, is_shared: bool, length: Option<u64>) -> ActiveCall {
        let mut state = self.state();
        state.calls += 1;
        state.heads.begin();
        (state.has_called, state.is_shared, state.has_begun) = (true, is_shared, false);
        ActiveCall { activity: self.clone(), is_shared, length, charge: None }
    }

    /// Whether there was a request.
    pub(super) fn has_called(&self) -> bool {
        self.state().has_called
    }

    /// True if requests share the connection (HTTP/2).
    pub(super) fn is_shared(&self) -> bool {
        self.state().is_shared
    }

    /// Number of bytes that the peer has not read, on all of its connections.
    pub(super) fn unread(&self) -> u64 {
        self.0.unread.as_ref().map_or(0, Unread::bytes)
    }

    /// The rest of a connection over HTTP/2 begins anew, since its peer is told that no more requests are taken.
    pub(super) fn says_goodbye(&self) {
        let mut state = self.state();
        if state.is_shared && state.calls == 0 {
            state.since = Some(Instant::now());
        }
    }

    /// The moment at which the connection is to be closed, if nothing happens before. A deadline that no clock can say never passes. To be asked whenever hyper
    /// pauses: all that it had was written then, or the network is blocked.
    pub(super) fn due(&self, settings: &Settings) -> Option<Instant> {
        let mut state = self.state();
        let write = state.stuck().and_then(|since| since.checked_add(settings.stall_deadline));
        if state.calls > 0 || (state.blocked.is_some() && !state.is_shared) {
            return write;
        }
        let deadline = if state.waits_for_head() { settings.header_deadline } else { settings.idle_deadline };
        let read = state.since.get_or_insert_with(Instant::now).checked_add(deadline);
        write.into_iter().chain(read).min()
    }

    pub(super) fn has_read(&self, bytes: &[u8]) {
        let mut state = self.state();
        if state.is_shared {
            return;
        }
        let is_of_head = state.heads.read(bytes);
        if is_of_head && state.calls == 0 && state.has_called && !state.has_begun {
            (state.has_begun, state.since) = (true, None);
        }
    }

    /// The network takes bytes again.
    pub(super) fn has_written(&self) {
        let mut state = self.state();
        let Some(since) = state.blocked.take() else { return };
        state.lost += since.elapsed();
        if !state.is_shared && state.has_called {
            state.since = None;
        }
    }

    /// The network has all that hyper was given (HTTP/1.1): hyper flushes once it has written it.
    pub(super) fn has_flushed(&self) {
        self.state().unwritten.clear();
    }

    /// The network takes no bytes.
    pub(super) fn is_blocked(&self) {
        self.state().blocked.get_or_insert_with(Instant::now);
    }

    fn charge(&self, bytes: u64) -> Option<Charge> {
        self.0.unread.as_ref().map(|unread| unread.charge(bytes))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Returns true where the next that is to come is the rest of a head.
    fn waits_for_head(&self) -> bool {
        !self.has_called || (self.has_begun && !self.is_shared)
    }

    /// Since when the network takes nothing, or else the peer.
    fn stuck(&self) -> Option<Instant> {
        let untaken = || self.untaken.front().and_then(|(_, since)| since.checked_add(self.lost));
        self.blocked.or_else(untaken)
    }

    /// Watches something from now on.
    fn watch(&mut self) -> u64 {
        let (now, place) = (Instant::now(), self.ever_untaken);
        self.ever_untaken += 1;
        self.untaken.push_back((place, now.checked_sub(self.lost).unwrap_or(now)));
        place
    }

    fn is_taken(&mut self, place: u64) {
        if let Ok(found) = self.untaken.binary_search_by_key(&place, |(place, _)| *place) {
            self.untaken.remove(found);
        }
    }
}

impl ActiveCall {
    /// An answer is ready. If all of it is there, it counts at once.
    pub(super) fn answered(mut self, bytes: Option<u64>) -> Self {
        self.charge = bytes.and_then(|bytes| self.activity.charge(bytes));
        self
    }

    /// True if other requests share its connection.
    pub(super) fn is_shared(&self) -> bool {
        self.is_shared
    }

    /// Hyper is given so many bytes, which it writes before it pauses, or the network is blocked (HTTP/1.1).
    pub(super) fn gives(&self, bytes: usize) {
        if let Some(charge) = self.charge_of_piece(bytes) {
            self.activity.state().unwritten.push(charge);
        }
    }

    /// Something is ready for the peer: so many bytes, or word that there are some (HTTP/2).
    pub(super) fn waits(self: &Arc<Self>, bytes: usize) -> Untaken {
        Untaken { visit: self.clone(), place: self.activity.state().watch(), _charge: self.charge_of_piece(bytes) }
    }

    /// A charge for a piece, of an answer that is not charged as a whole.
    fn charge_of_piece(&self, bytes: usize) -> Option<Charge> {
        if bytes == 0 || self.charge.is_some() { None } else { self.activity.charge(bytes as u64) }
    }
}

impl Drop for Untaken {
    fn drop(&mut self) {
        self.visit.activity.state().is_taken(self.place);
    }
}

impl Drop for ActiveCall {
    fn drop(&mut self) {
        let mut state = self.activity.state();
        state.calls = state.calls.saturating_sub(1);
        if self.is_shared {
            state.since = Some(Instant::now());
            return;
        }
        state.since = None;
        state.has_begun = state.heads.next(self.length);
        state.unwritten.extend(self.charge.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn settings() -> Settings {
        Settings { header_deadline: SECOND, idle_deadline: 10 * SECOND, stall_deadline: 5 * SECOND, ..Settings::default() }
    }

    fn in_seconds(activity: &Activity) -> Option<u64> {
        activity.due(&settings()).map(|due| due.duration_since(Instant::now()).as_secs())
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_due_follows_what_happens() {
        let activity = Activity::new(None);
        assert_eq!(in_seconds(&activity), Some(1), "a new connection must send a head");
        activity.has_read(b"\r\n\r\n");
        let visit = activity.visit(false, None);
        assert_eq!(in_seconds(&activity), None, "a call takes what its own deadline allows");
        activity.is_blocked();
        assert_eq!(in_seconds(&activity), Some(5), "a reader must read");
        activity.has_written();
        drop(visit);
        assert_eq!(in_seconds(&activity), Some(10), "a connection may rest");
        tokio::time::advance(3 * SECOND).await;
        activity.has_written();
        assert_eq!(in_seconds(&activity), Some(7), "what it is told at rest does not count");
        activity.has_read(b"G");
        assert_eq!(in_seconds(&activity), Some(1), "a head that has begun must end");
        activity.has_read(b"E");
        drop(activity.visit(true, None));
        activity.has_read(b"x");
        assert_eq!(in_seconds(&activity), Some(10), "what HTTP/2 sends between calls is no head");
        activity.is_blocked();
        let patient = Settings { idle_deadline: Duration::MAX, stall_deadline: Duration::MAX, ..settings() };
        assert_eq!(activity.due(&patient), None, "as long as that nobody waits");
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_behind_a_request_begins_when_that_is_answered() {
        let activity = Activity::new(None);
        activity.has_read(b"GET / HTTP/1.1\r\n\r\nGET / HT");
        let visit = activity.visit(false, None);
        tokio::time::advance(3 * SECOND).await;
        drop(visit);
        assert_eq!(in_seconds(&activity), Some(1));
    }

    #[tokio::test(start_paused = true)]
    async fn the_rest_of_a_body_begins_no_head() {
        let activity = Activity::new(None);
        activity.has_read(b"POST / HTTP/1.1\r\n\r\nab");
        drop(activity.visit(false, Some(4)));
        activity.has_read(b"cd");
        assert_eq!(in_seconds(&activity), Some(10));
        activity.has_read(b"G");
        assert_eq!(in_seconds(&activity), Some(1));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_ready_must_be_taken_and_the_networks_time_is_not_the_peers() {
        let activity = Activity::new(None);
        let visit = Arc::new(activity.visit(true, None));
        let [first, second] = [visit.waits(1), visit.waits(1)];
        tokio::time::advance(2 * SECOND).await;
        assert_eq!(in_seconds(&activity), Some(3));
        activity.is_blocked();
        assert_eq!(in_seconds(&activity), Some(5), "the network has a deadline of its own");
        tokio::time::advance(4 * SECOND).await;
        activity.has_written();
        assert_eq!(in_seconds(&activity), Some(3));
        drop(first);
        assert_eq!(in_seconds(&activity), Some(3), "there is another");
        let third = visit.waits(1);
        drop(second);
        assert_eq!(in_seconds(&activity), Some(5));
        drop(visit);
        assert_eq!(in_seconds(&activity), Some(5), "who does not take its answer is not at rest");
        drop(third);
        assert_eq!(in_seconds(&activity), Some(10));
    }

    #[test]
    fn what_was_not_read_is_counted_once() {
        let activity = Activity::new(Some(Unread::default()));
        let whole = Arc::new(activity.visit(true, None).answered(Some(100)));
        let piece = whole.waits(60);
        assert_eq!(activity.unread(), 100, "an answer of known length is counted as a whole");
        drop(whole);
        assert_eq!(activity.unread(), 100, "until all of it was taken");
        drop(piece);
        let stream = Arc::new(activity.visit(true, None).answered(None));
        let piece = stream.waits(60);
        assert_eq!(activity.unread(), 60, "of another, what is ready");
        drop(piece);
        assert_eq!(activity.unread(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_network_has_not_taken_is_unread_and_no_rest() {
        let activity = Activity::new(Some(Unread::default()));
        for (whole, held) in [(Some(100), 100), (None, 60)] {
            let visit = activity.visit(false, None).answered(whole);
            visit.gives(60);
            activity.is_blocked();
            drop(visit);
            assert_eq!(
                (in_seconds(&activity), activity.unread()),
                (Some(5), held),
                "the network has its deadline, and the rest has not begun"
            );
            activity.has_read(b"G");
            assert_eq!(in_seconds(&activity), Some(5), "nor has that of a next head");
            tokio::time::advance(4 * SECOND).await;
            activity.has_written();
            activity.has_flushed();
            assert_eq!((in_seconds(&activity), activity.unread()), (Some(1), 0));
        }
    }
}
