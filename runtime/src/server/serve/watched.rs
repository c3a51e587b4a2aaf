//! A socket whose bytes are told to a connection's [`Activity`].

use super::activity::Activity;
use super::listener::Stream;
use super::on_wake::OnWake;
use crate::server::guard::places::Place;
use crate::server::guard::stage::{Phase, Stay};
use crate::server::guard::unread::Unread;
use std::io::{self, IoSlice};
use std::net::IpAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::OwnedSemaphorePermit;

/// A socket whose bytes are told to an [`Activity`]. Its places among the connections are held for as long as it is open, whoever has it: a
/// connection that was upgraded is the application's.
pub(super) struct Watched {
    stream: Stream,
    activity: Activity,
    /// True if the last write found the network blocked.
    is_blocked: bool,
    stay: Stay,
    /// Ends once the server is over, so that whoever reads then is woken.
    over: Over,
    /// The same for whoever writes, which may be another task: of an upgraded connection each half can have its own. Nothing until a write waits.
    over_for_writer: Option<Over>,
    _places: Places,
}

type Over = OnWake<dyn Future<Output = ()> + Send>;

/// A connection's places: among all, and among those of its peer.
pub(super) type Places = (OwnedSemaphorePermit, Option<Place<IpAddr, Unread>>);

impl Watched {
    pub(super) fn new(stream: Stream, activity: Activity, stay: Stay, places: Places) -> Self {
        let over = until_over(&stay);
        Self { stream, activity, is_blocked: false, stay, over, over_for_writer: None, _places: places }
    }

    /// Fails where the server is over.
    fn check(&self) -> io::Result<()> {
        match self.stay.phase() {
            Phase::Over => Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the server has stopped")),
            _ => Ok(()),
        }
    }

    /// The outcome of a write, or that the server is over: whoever waits is told so. Tells where writing pauses, and where it goes on.
    fn written(&mut self, context: &mut Context<'_>, outcome: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match (std::mem::replace(&mut self.is_blocked, outcome.is_pending()), self.is_blocked) {
            (false, true) => self.activity.is_blocked(),
            (true, false) => self.activity.has_written(),
            _ => {}
        }
        if outcome.is_ready() {
            return outcome;
        }
        aborted(self.over_for_writer.get_or_insert_with(|| until_over(&self.stay)), context)
    }
}

/// Ends once the server is over.
fn until_over(stay: &Stay) -> Over {
    let mut stay = stay.clone();
    Over::new(Box::pin(async move { stay.over().await }))
}

/// Waits for the end of the server, which is an error to whoever reads or writes.
fn aborted<T>(over: &mut Over, context: &mut Context<'_>) -> Poll<io::Result<T>> {
    Pin::new(over).poll(context).map(|()| Err(io::ErrorKind::ConnectionAborted.into()))
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        let before = buffer.filled().len();
        let outcome = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.activity.has_read(&buffer.filled()[before..]);
        }
        if outcome.is_pending() {
            return aborted(&mut self.over, context);
        }
        outcome
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        let outcome = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(context, outcome)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        self.check()?;
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.written(context, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.activity.has_flushed();
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
