//! Frames of HTTP/2, as a peer of ill will sends them: whatever they are, the connection ends, and others are answered.

use super::served::{router, with_ids};
use crate::server::serve;
use std::cell::RefCell;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

/// Longest time that a peer may do nothing of what it must.
const SHORT: Duration = Duration::from_millis(30);

/// Longest time that a connection may be open, whatever is sent on it: far more than its deadlines allow.
const LONG: Duration = Duration::from_secs(8);

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A request for `/large` of `a`, on stream 1 (RFC 7541: entries of the static table, and two literals).
const ASK: &[u8] = b"\0\0\x0c\x01\x05\0\0\0\x01\x82\x86\x04\x06/large\x01\x01a";

/// One server for all inputs of a thread.
struct Served {
    runtime: Runtime,
    address: SocketAddr,
}

impl Served {
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let serving = serve(listener, router()).until(std::future::pending());
        let serving = serving.header_deadline(SHORT).idle_deadline(SHORT).stall_deadline(SHORT).unread_of_a_peer(1 << 22);
        runtime.spawn(serving.into_future());
        Ok(Self { runtime, address })
    }

    fn try_frames(&self, frames: &[u8]) -> io::Result<()> {
        self.runtime.block_on(async {
            let mut stream = TcpStream::connect(self.address).await?;
            // A server may close before it has read all.
            drop(stream.write_all(frames).await);
            let mut answer = Vec::new();
            let ended = timeout(LONG, stream.read_to_end(&mut answer)).await;
            assert!(ended.is_ok(), "the connection is open, {} bytes after", answer.len());
            let mut other = TcpStream::connect(self.address).await?;
            other.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await?;
            let mut answer = Vec::new();
            other.read_to_end(&mut answer).await?;
            assert!(answer.starts_with(b"HTTP/1.1 200 "), "another peer is answered: {}", String::from_utf8_lossy(&answer));
            Ok(())
        })
    }
}

/// A call of an action on stream 3, whose body is the input's to send: literals without a name in any table (RFC 7541, section 6.2.2).
fn call() -> Vec<u8> {
    let path = with_ids("/_action/@a");
    let fields = [
        (":method", "POST"),
        (":scheme", "http"),
        (":path", &*path),
        (":authority", "a"),
        ("content-type", "application/json"),
        ("sec-fetch-site", "same-origin"),
    ];
    let text = |text: &str| [&[u8::try_from(text.len()).unwrap_or(0)], text.as_bytes()].concat();
    let block: Vec<_> = fields.iter().flat_map(|(name, value)| [vec![0], text(name), text(value)].concat()).collect();
    [&[0, 0, u8::try_from(block.len()).unwrap_or(0), 1, 4, 0, 0, 0, 3], block.as_slice()].concat()
}

/// Frames: their kinds, flags, streams and contents are the input's. The first byte says whether a request comes before, whether a call whose body
/// is to follow does, and whether the lengths are right.
pub(crate) fn frames(input: &[u8]) {
    thread_local!(static SERVED: RefCell<Option<Served>> = const { RefCell::new(None) });
    let Some((choice, input)) = input.split_first() else { return };
    let mut sent = [PREFACE, b"\0\0\0\x04\0\0\0\0\0"].concat();
    if choice & 1 != 0 {
        sent.extend_from_slice(ASK);
    }
    if choice & 4 != 0 {
        sent.extend_from_slice(&call());
    }
    if choice & 2 != 0 {
        sent.extend_from_slice(input)
    } else {
        framed(input, &mut sent)
    }
    SERVED.with_borrow_mut(|served| {
        if served.is_none() {
            *served = Served::start().ok();
        }
        // Without sockets there is nothing to try.
        if let Some(served) = served {
            drop(served.try_frames(&sent));
        }
    });
}

/// A frame of each run of bytes: kind, flags, stream, length, content.
fn framed(mut input: &[u8], sent: &mut Vec<u8>) {
    while let [kind, flags, stream, length, rest @ ..] = input {
        let (content, next) = rest.split_at(rest.len().min(usize::from(*length)));
        sent.extend_from_slice(&[0, 0, u8::try_from(content.len()).unwrap_or(u8::MAX), *kind, *flags, 0, 0, 0, *stream]);
        sent.extend_from_slice(content);
        input = next;
    }
}
