//! Servers on what is no TCP listener of their own: a Unix socket, a socket that was passed on, pipes in memory.

use crate::fixture::{Library, ShelfServer};
use anyhow::Result;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream};
use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};
use tokio::sync::{Mutex, mpsc, oneshot};
use trifold::server::{Listener, Server};

fn shelf() -> Server {
    Server::new().add_service(ShelfServer::new(Library::default()))
}

/// The answer to a request over a connection that the server then closes.
async fn ask(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> Result<String> {
    stream.write_all(b"GET /api/v1/shelf/size HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await?;
    let mut answer = String::new();
    tokio::time::timeout(Duration::from_secs(60), stream.read_to_string(&mut answer)).await??;
    Ok(answer)
}

fn is_answered(answer: &str) -> bool {
    answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\n\r\n3")
}

/// Asks a server, and has it drain.
async fn serves<S: AsyncRead + AsyncWrite + Unpin>(listener: impl Listener, connect: impl AsyncFn() -> io::Result<S>) -> Result<()> {
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = shelf().serve_until(listener, async move { drop(stopped.await) }).grace(Duration::ZERO);
    let served = tokio::spawn(serving.into_future());
    for _ in 0..3 {
        let answer = ask(connect().await?).await?;
        assert!(is_answered(&answer), "{answer}");
    }
    drop(stop);
    tokio::time::timeout(Duration::from_secs(60), served).await???;
    Ok(())
}

#[tokio::test]
async fn a_unix_socket_is_served() -> Result<()> {
    let folder = TempDir::new()?;
    let path = folder.path().join("shelf.sock");
    serves(UnixListener::bind(&path)?, async || UnixStream::connect(&path).await).await
}

#[tokio::test]
async fn a_socket_that_was_passed_on_is_served() -> Result<()> {
    let passed = std::net::TcpListener::bind("127.0.0.1:0")?;
    passed.set_nonblocking(true)?;
    let address = passed.local_addr()?;
    serves(TcpListener::from_std(passed)?, async || TcpStream::connect(address).await).await
}

/// A listener of our own.
struct Pipes(Mutex<mpsc::Receiver<DuplexStream>>);

impl Listener for Pipes {
    type Stream = DuplexStream;

    async fn accept(&self) -> io::Result<(DuplexStream, SocketAddr)> {
        match self.0.lock().await.recv().await {
            Some(stream) => Ok((stream, SocketAddr::from(([192, 0, 2, 1], 1)))),
            None => std::future::pending().await,
        }
    }
}

#[tokio::test]
async fn a_listener_of_ones_own_is_served() -> Result<()> {
    let (sender, receiver) = mpsc::channel(1);
    let connect = async || {
        let (ours, theirs) = tokio::io::duplex(1024);
        sender.send(theirs).await.map_err(io::Error::other)?;
        Ok(ours)
    };
    serves(Pipes(Mutex::new(receiver)), connect).await
}

/// Whom nginx names behind a Unix socket, is a caller of its own.
#[tokio::test]
async fn a_peer_of_a_unix_socket_is_this_machine() -> Result<()> {
    let folder = TempDir::new()?;
    let path = folder.path().join("shelf.sock");
    let server = shelf().rate_limit(trifold::spec::Rate::per_hour(1)).trusted_proxies(["127.0.0.1"])?;
    let serving = server.serve_until(UnixListener::bind(&path)?, std::future::pending());
    let served = tokio::spawn(serving.into_future());
    for (caller, status) in [("192.0.2.1", 200), ("192.0.2.1", 429), ("192.0.2.2", 200)] {
        let mut stream = UnixStream::connect(&path).await?;
        let head = format!("GET /api/v1/shelf/size HTTP/1.1\r\nhost: a\r\nx-forwarded-for: {caller}\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{caller}: {answer}");
    }
    served.abort();
    Ok(())
}

/// A listener whose peers come without end, and leave at once.
struct Endless;

impl Listener for Endless {
    type Stream = DuplexStream;

    async fn accept(&self) -> io::Result<(DuplexStream, SocketAddr)> {
        Ok((tokio::io::duplex(1).0, SocketAddr::from(([192, 0, 2, 1], 1))))
    }
}

#[tokio::test]
async fn a_listener_that_always_has_one_more_does_not_keep_a_server() -> Result<()> {
    let serving = shelf().serve_until(Endless, std::future::ready(())).grace(Duration::ZERO);
    Ok(tokio::time::timeout(Duration::from_secs(60), serving.into_future()).await??)
}
