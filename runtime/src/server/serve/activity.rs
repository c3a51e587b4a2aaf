//! What a connection is doing, and when it has done nothing for too long.
//!
//! In: bytes that come and go, calls that begin and end, answers that are ready and taken. Out: the moment at which the connection is to be
//! closed.
//!
//! A peer that does not take an answer lets the network take nothing, over HTTP/1.1. Over HTTP/2, where a peer says of each answer how much it
//! takes, that is seen at the answer's own pieces: each is watched from the moment at which it is ready until nobody holds it any more, since
//! its bytes are the system's or thrown away. The time in which the network takes nothing is not the peer's: that has a deadline of its own.

use super::heads::Heads;
use super::listener::Stream;
use super::on_wake::OnWake;
use super::settings::Settings;
use crate::server::guard::places::Place;
use crate::server::guard::stage::{Phase, Stay};
use crate::server::guard::unread::{Charge, Unread};
use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

/// What a connection is doing. Its clones speak of the same connection.
#[derive(Debug, Clone)]
pub(super) struct Activity(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    /// Number of requests that are being answered, each until all of its answer was taken.
    calls: usize,
    /// Whether there was a request.
    has_called: bool,
    /// Whether requests share the connection (HTTP/2), so that bytes between calls need not be a request's.
    is_shared: bool,
    /// Time at which the last answer had left; at first, that at which the connection began.
    since: Instant,
    /// When the first byte of a next request came.
    head: Option<Instant>,
    heads: Heads,
    /// Since when the network takes no bytes.
    blocked: Option<Instant>,
    /// Time for which it took none, before.
    lost: Duration,
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
    /// Length of its body, where its head says so.
    length: Option<u64>,
    /// The bytes that the peer has not read, where they are counted.
    unread: Option<Unread>,
    charge: Option<Charge>,
}

/// Something that waits for the peer to take it, until this is dropped.
#[derive(Debug)]
pub(super) struct Untaken {
    visit: Arc<ActiveCall>,
    /// Its place among what is watched.
    place: Option<u64>,
    _charge: Option<Charge>,
}

impl Activity {
    pub(super) fn new() -> Self {
        let state = State {
            calls: 0,
            has_called: false,
            is_shared: false,
            since: Instant::now(),
            head: None,
            heads: Heads::default(),
            blocked: None,
            lost: Duration::ZERO,
            untaken: VecDeque::new(),
            ever_untaken: 0,
        };
        Self(Arc::new(Mutex::new(state)))
    }

    /// A request begins.
    pub(super) fn visit(&self, is_shared: bool, length: Option<u64>, unread: Option<Unread>) -> ActiveCall {
        let mut state = self.state();
        state.calls += 1;
        state.has_called = true;
        state.is_shared = is_shared;
        state.head = None;
        ActiveCall { activity: self.clone(), is_shared, length, unread, charge: None }
    }

    /// Whether there was a request.
    pub(super) fn has_called(&self) -> bool {
        self.state().has_called
    }

    /// True if requests share the connection (HTTP/2).
    pub(super) fn is_shared(&self) -> bool {
        self.state().is_shared
    }

    /// The rest of a connection over HTTP/2 begins anew, since its peer is told that no more requests are taken.
    pub(super) fn says_goodbye(&self) {
        let mut state = self.state();
        if state.is_shared && state.calls == 0 {
            state.since = Instant::now();
        }
    }

    /// When the connection is to be closed, if nothing happens before. A deadline that no clock can say never passes.
    pub(super) fn due(&self, settings: &Settings) -> Option<Instant> {
        let state = self.state();
        let write = state.stuck().and_then(|since| since.checked_add(settings.stall_deadline));
        let read = match (state.calls, state.head) {
            (1.., _) => None,
            (0, _) if !state.has_called => state.since.checked_add(settings.header_deadline),
            (0, Some(head)) if !state.is_shared => head.checked_add(settings.header_deadline),
            (0, _) => state.since.checked_add(settings.idle_deadline),
        };
        write.into_iter().chain(read).min()
    }

    fn has_read(&self, bytes: &[u8]) {
        let mut state = self.state();
        if !state.is_shared {
            state.heads.read(bytes);
        }
        if state.calls == 0 && state.head.is_none() {
            state.head = Some(Instant::now());
        }
    }

    fn has_written(&self) {
        let mut state = self.state();
        if let Some(since) = state.blocked.take() {
            state.lost += since.elapsed();
        }
    }

    fn is_blocked(&self) {
        self.state().blocked.get_or_insert_with(Instant::now);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
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
        self.charge = self.unread.as_ref().zip(bytes).map(|(unread, bytes)| unread.charge(bytes));
        self
    }

    /// True if other requests share its connection.
    pub(super) fn is_shared(&self) -> bool {
        self.is_shared
    }

    /// Something is ready for the peer: so many bytes, or word that there are some.
    pub(super) fn waits(self: &Arc<Self>, bytes: usize) -> Untaken {
        let charge = self.unread.as_ref().filter(|_| bytes > 0 && self.charge.is_none());
        let place = self.is_shared.then(|| self.activity.state().watch());
        Untaken { visit: self.clone(), place, _charge: charge.map(|unread| unread.charge(bytes as u64)) }
    }
}

impl Drop for Untaken {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            self.visit.activity.state().is_taken(place);
        }
    }
}

impl Drop for ActiveCall {
    fn drop(&mut self) {
        let mut state = self.activity.state();
        let now = Instant::now();
        state.calls = state.calls.saturating_sub(1);
        state.since = now;
        if state.calls == 0 && !state.is_shared && state.heads.next(self.length) {
            state.head = Some(now);
        }
    }
}

/// A socket whose bytes are told to an [`Activity`]. Its places among the connections are held for as long as it is open, whoever has it: a
/// connection that was upgraded is the application's.
pub(super) struct Watched {
    stream: Stream,
    activity: Activity,
    stay: Stay,
    /// Ends once the server is over, so that whoever reads then is woken.
    over: OnWake<'static, ()>,
    _places: Places,
}

/// A connection's places: among all, and among those of its peer.
pub(super) type Places = (OwnedSemaphorePermit, Option<Place<IpAddr, Unread>>);

impl Watched {
    pub(super) fn new(stream: Stream, activity: Activity, stay: Stay, places: Places) -> Self {
        let mut waiting = stay.clone();
        let over = OnWake::new(async move { waiting.over().await });
        Self { stream, activity, stay, over, _places: places }
    }

    fn wrote<T>(&self, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        match outcome {
            Poll::Ready(_) => self.activity.has_written(),
            Poll::Pending => self.activity.is_blocked(),
        }
        outcome
    }

    /// Fails where the server is over.
    fn check(&self) -> io::Result<()> {
        if self.is_over() { Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the server has stopped")) } else { Ok(()) }
    }

    fn is_over(&self) -> bool {
        self.stay.phase() == Phase::Over
    }

    /// The outcome of reading or writing, or that the server is over: whoever waits is told so.
    fn until_over<T>(&mut self, context: &mut Context<'_>, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if outcome.is_pending() && !self.is_over() && Pin::new(&mut self.over).poll(context).is_pending() {
            return Poll::Pending;
        }
        match outcome {
            Poll::Pending => Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into())),
            outcome => outcome,
        }
    }
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        let before = buffer.filled().len();
        let outcome = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.activity.has_read(&buffer.filled()[before..]);
        }
        self.until_over(context, outcome)
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        let outcome = Pin::new(&mut self.stream).poll_write(context, bytes);
        let outcome = self.wrote(outcome);
        self.until_over(context, outcome)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        self.check()?;
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        let outcome = self.wrote(outcome);
        self.until_over(context, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
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
        let activity = Activity::new();
        assert_eq!(in_seconds(&activity), Some(1), "a new connection must send a head");
        activity.has_read(b"\r\n\r\n");
        let visit = activity.visit(false, None, None);
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
        drop(activity.visit(true, None, None));
        activity.has_read(b"x");
        assert_eq!(in_seconds(&activity), Some(10), "what HTTP/2 sends between calls is no head");
        activity.is_blocked();
        let patient = Settings { idle_deadline: Duration::MAX, stall_deadline: Duration::MAX, ..settings() };
        assert_eq!(activity.due(&patient), None, "as long as that nobody waits");
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_behind_a_request_begins_when_that_is_answered() {
        let activity = Activity::new();
        activity.has_read(b"GET / HTTP/1.1\r\n\r\nGET / HT");
        let visit = activity.visit(false, None, None);
        tokio::time::advance(3 * SECOND).await;
        drop(visit);
        assert_eq!(in_seconds(&activity), Some(1));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_ready_must_be_taken_and_the_networks_time_is_not_the_peers() {
        let activity = Activity::new();
        let visit = Arc::new(activity.visit(true, None, None));
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
        let (activity, unread) = (Activity::new(), Unread::default());
        let whole = Arc::new(activity.visit(true, None, Some(unread.clone())).answered(Some(100)));
        let piece = whole.waits(60);
        assert_eq!(unread.bytes(), 100, "an answer of known length is counted as a whole");
        drop(whole);
        assert_eq!(unread.bytes(), 100, "until all of it was taken");
        drop(piece);
        let stream = Arc::new(activity.visit(true, None, Some(unread.clone())).answered(None));
        let piece = stream.waits(60);
        assert_eq!(unread.bytes(), 60, "of another, what is ready");
        drop(piece);
        assert_eq!(unread.bytes(), 0);
    }
}
