//! HTTP/2 by hand: frames as a peer of ill will writes them.

use anyhow::Result;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) const DATA: u8 = 0;
pub(crate) const HEADERS: u8 = 1;
pub(crate) const PING: u8 = 6;
pub(crate) const GOAWAY: u8 = 7;
const SETTINGS: u8 = 4;
const WINDOW_UPDATE: u8 = 8;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// The header block of 200 begins so: the entry of the static table (RFC 7541, appendix A).
const STATUS_200: u8 = 0x88;

/// Number of bytes of an answer that may come before the peer says more, as a setting.
pub(crate) const WINDOW: u16 = 4;

/// A frame that came.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) kind: u8,
    pub(crate) flags: u8,
    pub(crate) stream: u32,
    pub(crate) payload: Vec<u8>,
}

impl Frame {
    /// Returns true for the head of an answer of status 200.
    pub(crate) fn is_ok(&self) -> bool {
        self.kind == HEADERS && self.payload.first() == Some(&STATUS_200)
    }

    /// Returns true if nothing more comes on its stream.
    pub(crate) fn is_last(&self) -> bool {
        matches!(self.kind, DATA | HEADERS) && self.flags & END_STREAM != 0
    }
}

/// A peer.
pub(crate) struct Peer(TcpStream);

impl Peer {
    /// Connects, with settings of its own.
    pub(crate) async fn connect(address: SocketAddr, settings: &[(u16, u32)]) -> Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await?;
        let mut peer = Self(stream);
        let settings: Vec<_> =
            settings.iter().flat_map(|(name, value)| [&name.to_be_bytes()[..], &value.to_be_bytes()[..]].concat()).collect();
        peer.send(SETTINGS, 0, 0, &settings).await?;
        Ok(peer)
    }

    /// Sends a frame.
    pub(crate) async fn send(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Result<()> {
        let length = u32::try_from(payload.len())?.to_be_bytes();
        let head = [&length[1..], &[kind, flags], &stream.to_be_bytes()].concat();
        self.0.write_all(&[head.as_slice(), payload].concat()).await?;
        Ok(())
    }

    /// Sends the head of a request; where it does not end the stream, its body is awaited.
    pub(crate) async fn ask(&mut self, stream: u32, method: &str, path: &str, ends: bool) -> Result<()> {
        let fields = [(":method", method), (":scheme", "http"), (":path", path), (":authority", "a"), ("content-type", "application/json")];
        let block: Vec<_> = fields.iter().flat_map(|(name, value)| literal(name, value)).collect();
        self.send(HEADERS, END_HEADERS | if ends { END_STREAM } else { 0 }, stream, &block).await
    }

    /// Takes more bytes of an answer; of all answers, where the stream is 0.
    pub(crate) async fn take(&mut self, stream: u32, bytes: u32) -> Result<()> {
        self.send(WINDOW_UPDATE, 0, stream, &bytes.to_be_bytes()).await
    }

    /// The next frame; nothing where the server has closed.
    ///
    /// # Errors
    /// Nothing comes within half a minute.
    pub(crate) async fn next(&mut self) -> Result<Option<Frame>> {
        tokio::time::timeout(Duration::from_secs(30), self.read())
            .await
            .map_err(|_| anyhow::anyhow!("the server neither answers nor closes"))
    }

    async fn read(&mut self) -> Option<Frame> {
        let mut head = [0; 9];
        self.0.read_exact(&mut head).await.ok()?;
        let [length @ .., _, _, _, _, _, _] = head;
        let mut payload = vec![0; u32::from_be_bytes([0, length[0], length[1], length[2]]) as usize];
        self.0.read_exact(&mut payload).await.ok()?;
        let stream = u32::from_be_bytes([head[5] & 0x7f, head[6], head[7], head[8]]);
        Some(Frame { kind: head[3], flags: head[4], stream, payload })
    }

    /// Reads until the server closes, and gives how many bytes of answers came.
    pub(crate) async fn read_all(&mut self) -> Result<usize> {
        let mut bytes = 0;
        while let Some(frame) = self.next().await? {
            bytes += if frame.kind == DATA { frame.payload.len() } else { 0 };
        }
        Ok(bytes)
    }
}

/// A field that no table has (RFC 7541, section 6.2.2), of short texts.
fn literal(name: &str, value: &str) -> Vec<u8> {
    let text = |text: &str| [&[u8::try_from(text.len()).unwrap_or(0)], text.as_bytes()].concat();
    [vec![0], text(name), text(value)].concat()
}
