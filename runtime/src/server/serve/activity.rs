//! What a connection is doing, and when it has done nothing for too long.
//!
//! In: bytes that come and go, calls that begin and end. Out: the moment at which the connection is to be closed.

use super::settings::Settings;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// What a connection is doing. Its clones speak of the same connection.
#[derive(Debug, Clone)]
pub(super) struct Activity(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    /// How many requests are being answered.
    calls: usize,
    /// Whether there was a request.
    has_called: bool,
    /// Whether requests share the connection (HTTP/2), so that bytes between calls need not be a request's.
    is_shared: bool,
    /// When the last request was answered, or bytes last left; at first, when the connection began.
    since: Instant,
    /// When the first byte of a next request came.
    head: Option<Instant>,
    /// Since when the peer takes no bytes.
    blocked: Option<Instant>,
}

/// A request that is being answered, until this is dropped.
#[derive(Debug)]
pub(super) struct Visit(Activity);

impl Activity {
    pub(super) fn new() -> Self {
        let state = State { calls: 0, has_called: false, is_shared: false, since: Instant::now(), head: None, blocked: None };
        Self(Arc::new(Mutex::new(state)))
    }

    /// A request begins.
    pub(super) fn visit(&self, is_shared: bool) -> Visit {
        let mut state = self.state();
        state.calls += 1;
        state.has_called = true;
        state.is_shared = is_shared;
        state.head = None;
        Visit(self.clone())
    }

    /// Whether there was a request.
    pub(super) fn has_called(&self) -> bool {
        self.state().has_called
    }

    /// When the connection is to be closed, if nothing happens before. A deadline that no clock can say never passes.
    pub(super) fn due(&self, settings: &Settings) -> Option<Instant> {
        let state = self.state();
        let write = state.blocked.and_then(|since| since.checked_add(settings.stall_deadline));
        let read = match (state.calls, state.head) {
            (1.., _) => None,
            (0, _) if !state.has_called => state.since.checked_add(settings.header_deadline),
            (0, Some(head)) if !state.is_shared => head.checked_add(settings.header_deadline),
            (0, _) => state.since.checked_add(settings.idle_deadline),
        };
        write.into_iter().chain(read).min()
    }

    fn has_read(&self) {
        let mut state = self.state();
        if state.calls == 0 && state.head.is_none() {
            state.head = Some(Instant::now());
        }
    }

    fn has_written(&self) {
        let mut state = self.state();
        state.blocked = None;
        if state.has_called {
            state.since = Instant::now();
        }
    }

    fn is_blocked(&self) {
        self.state().blocked.get_or_insert_with(Instant::now);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.calls = state.calls.saturating_sub(1);
        state.since = Instant::now();
    }
}

/// A socket whose bytes are told to an [`Activity`].
#[derive(Debug)]
pub(super) struct Watched {
    stream: TcpStream,
    activity: Activity,
}

impl Watched {
    pub(super) fn new(stream: TcpStream, activity: Activity) -> Self {
        Self { stream, activity }
    }

    fn wrote<T>(&self, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        match outcome {
            Poll::Ready(_) => self.activity.has_written(),
            Poll::Pending => self.activity.is_blocked(),
        }
        outcome
    }
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let outcome = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.activity.has_read();
        }
        outcome
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.wrote(outcome)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.wrote(outcome)
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
    use std::time::Duration;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn what_is_due_follows_what_happens() {
        let settings = Settings { header_deadline: SECOND, idle_deadline: 10 * SECOND, stall_deadline: 5 * SECOND, ..Settings::default() };
        let activity = Activity::new();
        let in_seconds = |activity: &Activity| activity.due(&settings).map(|due| due.duration_since(Instant::now()).as_secs());
        assert_eq!(in_seconds(&activity), Some(1), "a new connection must send a head");
        let visit = activity.visit(false);
        assert_eq!(in_seconds(&activity), None, "a call takes what its own deadline allows");
        activity.is_blocked();
        assert_eq!(in_seconds(&activity), Some(5), "a reader must read");
        activity.has_written();
        drop(visit);
        assert_eq!(in_seconds(&activity), Some(10), "a connection may rest");
        tokio::time::advance(3 * SECOND).await;
        activity.has_read();
        assert_eq!(in_seconds(&activity), Some(1), "a head that has begun must end");
        activity.has_read();
        drop(activity.visit(true));
        activity.has_read();
        assert_eq!(in_seconds(&activity), Some(10), "what HTTP/2 sends between calls is no head");
        activity.is_blocked();
        let patient = Settings { idle_deadline: Duration::MAX, stall_deadline: Duration::MAX, ..settings };
        assert_eq!(activity.due(&patient), None, "as long as that nobody waits");
    }
}
