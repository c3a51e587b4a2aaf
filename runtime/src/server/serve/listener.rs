//! Listeners of streams, of whatever kind, and a stream whose kind is forgotten.

use super::door;
use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
#[cfg(unix)]
use tokio::net::{UnixListener, UnixStream};

/// Accepts the connections of a server: [`serve`](crate::server::serve) and [`Server::serve`](crate::server::Server::serve) take any.
///
/// A `TcpListener` of tokio is one; one that another process has passed on too, made by `TcpListener::from_std`. So is a `UnixListener`, whose peers
/// count as `127.0.0.1`: where a proxy is behind it that says for whom it forwards, name that address in
/// [`Server::trusted_proxies`](crate::server::Server::trusted_proxies).
///
/// One of your own can end TLS. Nobody else is accepted while `accept` waits, so it gives a stream at once, and has the handshake made when that is first read.
pub trait Listener: Send + Sync + 'static {
    /// A connection.
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    /// Waits for the next connection. Gives it, and the address of its peer.
    ///
    /// # Errors
    /// If it cannot be accepted. It is logged, and the next one is waited for.
    fn accept(&self) -> impl Future<Output = io::Result<(Self::Stream, SocketAddr)>> + Send;

    #[doc(hidden)]
    fn erased(self) -> Source
    where
        Self: Sized,
    {
        Source(Kind::Other(Box::new(self)))
    }
}

impl Listener for TcpListener {
    type Stream = TcpStream;

    async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        Self::accept(self).await
    }

    fn erased(self) -> Source {
        Source(Kind::Tcp(self))
    }
}

#[cfg(unix)]
impl Listener for UnixListener {
    type Stream = UnixStream;

    async fn accept(&self) -> io::Result<(UnixStream, SocketAddr)> {
        let (stream, _) = Self::accept(self).await?;
        Ok((stream, SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0)))
    }
}

/// A listener whose type is forgotten.
#[doc(hidden)]
#[derive(Debug)]
pub struct Source(Kind);

enum Kind {
    Tcp(TcpListener),
    Other(Box<dyn Erased>),
}

/// A connection and its peer, once it is there.
type Accepting<'a> = Pin<Box<dyn Future<Output = io::Result<(Stream, SocketAddr)>> + Send + 'a>>;

trait Erased: Send + Sync {
    fn accept(&self) -> Accepting<'_>;
}

impl<L: Listener> Erased for L {
    fn accept(&self) -> Accepting<'_> {
        Box::pin(async move {
            let (stream, peer) = Listener::accept(self).await?;
            Ok((Stream::Other(Box::new(stream)), peer))
        })
    }
}

impl Source {
    pub(super) async fn accept(&self) -> io::Result<(Stream, SocketAddr)> {
        match &self.0 {
            Kind::Tcp(listener) => listener.accept().await.map(|(stream, peer)| (Stream::Tcp(stream), peer)),
            Kind::Other(listener) => listener.accept().await,
        }
    }

    /// Takes no new connections, where the system can be told so, and waits for those that are under way.
    pub(super) async fn shut(&self) {
        match &self.0 {
            Kind::Tcp(listener) => door::shut(listener).await,
            Kind::Other(_) => {}
        }
    }

    /// The connections that wait, whether the runtime has heard of them or not. Then nobody listens any more.
    pub(super) async fn waiting(self) -> Vec<(Stream, SocketAddr)> {
        match self.0 {
            Kind::Tcp(listener) => door::waiting(listener).map(|(stream, peer)| (Stream::Tcp(stream), peer)).collect(),
            Kind::Other(listener) => {
                let mut waiting = Vec::new();
                while waiting.len() < LONGEST_QUEUE
                    && let Poll::Ready(Ok(accepted)) = once(listener.accept()).await
                {
                    waiting.push(accepted);
                }
                waiting
            }
        }
    }
}

/// Most connections that wait when a server stops: as many as Linux queues (`net.core.somaxconn`). A listener that always has one more ends here.
const LONGEST_QUEUE: usize = 4096;

/// Polls a future once.
async fn once<T>(future: impl Future<Output = T>) -> Poll<T> {
    let mut future = pin!(future);
    poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tcp(listener) => listener.fmt(f),
            Self::Other(_) => f.write_str("Listener"),
        }
    }
}

/// A connection.
pub(in crate::server) enum Stream {
    Tcp(TcpStream),
    Other(Box<dyn Io>),
}

/// Reads and writes.
pub(in crate::server) trait Io: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Io for S {}

impl Stream {
    /// Sends small answers at once: one could wait else for the peer's acknowledgement of the one before.
    pub(super) fn send_at_once(&self) {
        if let Self::Tcp(stream) = self {
            stream.set_nodelay(true).unwrap_or_default();
        }
    }
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tcp(stream) => stream.fmt(f),
            Self::Other(_) => f.write_str("Stream"),
        }
    }
}

/// Calls the stream that it is.
macro_rules! each {
    ($stream:expr, $inner:ident => $call:expr) => {
        match $stream.get_mut() {
            Stream::Tcp($inner) => $call,
            Stream::Other($inner) => $call,
        }
    };
}

impl AsyncRead for Stream {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        each!(self, inner => Pin::new(inner).poll_read(context, buffer))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        each!(self, inner => Pin::new(inner).poll_write(context, bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        each!(self, inner => Pin::new(inner).poll_flush(context))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        each!(self, inner => Pin::new(inner).poll_shutdown(context))
    }

    fn poll_write_vectored(self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        each!(self, inner => Pin::new(inner).poll_write_vectored(context, parts))
    }

    fn is_write_vectored(&self) -> bool {
        match self {
            Self::Tcp(stream) => stream.is_write_vectored(),
            Self::Other(stream) => stream.is_write_vectored(),
        }
    }
}
