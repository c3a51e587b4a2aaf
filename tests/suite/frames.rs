//! HTTP/2 by hand: frames as a peer of ill will writes them.

use anyhow::{Context, Result};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) const DATA: u8 = 0;
pub(crate) const HEADERS: u8 = 1;
pub(crate) const PRIORITY: u8 = 2;
pub(crate) const RST_STREAM: u8 = 3;
pub(crate) const SETTINGS: u8 = 4;
pub(crate) const PING: u8 = 6;
pub(crate) const GOAWAY: u8 = 7;
pub(crate) const WINDOW_UPDATE: u8 = 8;
pub(crate) const CONTINUATION: u8 = 9;

pub(crate) const END_STREAM: u8 = 1;
pub(crate) const END_HEADERS: u8 = 4;

/// The setting by which no block of headers refers to an earlier one.
pub(crate) const NO_TABLE: (u16, u32) = (1, 0);

/// The most bytes of a frame.
const FRAME: usize = 16 * 1024;

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
pub(crate) struct Peer {
    socket: TcpStream,
    /// Frames of other streams than the one that was waited for.
    kept: Vec<Frame>,
}

impl Peer {
    /// Connects, with settings of its own.
    pub(crate) async fn connect(address: SocketAddr, settings: &[(u16, u32)]) -> Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await?;
        let mut peer = Self { socket: stream, kept: Vec::new() };
        let settings: Vec<_> =
            settings.iter().flat_map(|(name, value)| [&name.to_be_bytes()[..], &value.to_be_bytes()[..]].concat()).collect();
        peer.send(SETTINGS, 0, 0, &settings).await?;
        Ok(peer)
    }

    /// Sends a frame.
    pub(crate) async fn send(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Result<()> {
        let length = u32::try_from(payload.len())?.to_be_bytes();
        let head = [&length[1..], &[kind, flags], &stream.to_be_bytes()].concat();
        self.socket.write_all(&[head.as_slice(), payload].concat()).await?;
        Ok(())
    }

    /// Sends the head of a request; where it does not end the stream, its body is awaited.
    pub(crate) async fn ask(&mut self, stream: u32, method: &str, path: &str, ends: bool) -> Result<()> {
        let fields = [(":method", method), (":scheme", "http"), (":path", path), (":authority", "a"), ("content-type", "application/json")];
        self.head(stream, &fields, ends).await
    }

    /// Sends a head of these fields, in as many frames as it takes.
    pub(crate) async fn head(&mut self, stream: u32, fields: &[(&str, &str)], ends: bool) -> Result<()> {
        let block = block(fields);
        let (mut kind, mut flags, mut rest) = (HEADERS, if ends { END_STREAM } else { 0 }, block.as_slice());
        loop {
            let (part, more) = rest.split_at(rest.len().min(FRAME));
            flags |= if more.is_empty() { END_HEADERS } else { 0 };
            self.send(kind, flags, stream, part).await?;
            if more.is_empty() {
                return Ok(());
            }
            (kind, flags, rest) = (CONTINUATION, 0, more);
        }
    }

    /// Sends the rest of a request, in as many frames as it takes.
    pub(crate) async fn body(&mut self, stream: u32, mut body: &[u8]) -> Result<()> {
        loop {
            let (part, more) = body.split_at(body.len().min(FRAME));
            self.send(DATA, if more.is_empty() { END_STREAM } else { 0 }, stream, part).await?;
            if more.is_empty() {
                return Ok(());
            }
            body = more;
        }
    }

    /// The answer on a stream: its status and what there is of its body, where the stream was not reset before.
    ///
    /// # Errors
    /// The server closes first, or does neither.
    pub(crate) async fn answer(&mut self, stream: u32) -> Result<Option<(u16, String)>> {
        let (mut status, mut body) = (None, Vec::new());
        loop {
            let frame = match self.kept.iter().position(|frame| frame.stream == stream) {
                Some(place) => self.kept.remove(place),
                None => self.next().await?.context("the server has closed")?,
            };
            match frame.kind {
                _ if frame.stream == 0 => {}
                _ if frame.stream != stream => self.kept.push(frame),
                RST_STREAM => return Ok(None),
                kind => {
                    let is_last = frame.is_last();
                    match (kind, status) {
                        (HEADERS, None) => status = Some(status_of(&frame.payload).context("a status")?),
                        (DATA, _) => body.extend_from_slice(&frame.payload),
                        _ => {}
                    }
                    if let Some(status) = status.filter(|_| is_last) {
                        return Ok(Some((status, String::from_utf8_lossy(&body).into_owned())));
                    }
                }
            }
        }
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
        self.socket.read_exact(&mut head).await.ok()?;
        let [length @ .., _, _, _, _, _, _] = head;
        let mut payload = vec![0; u32::from_be_bytes([0, length[0], length[1], length[2]]) as usize];
        self.socket.read_exact(&mut payload).await.ok()?;
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

/// A block of fields that no table has (RFC 7541, section 6.2.2).
pub(crate) fn block(fields: &[(&str, &str)]) -> Vec<u8> {
    fields.iter().flat_map(|(name, value)| [vec![0], text(name), text(value)].concat()).collect()
}

/// A text as it is, behind its length (sections 5.1 and 5.2).
fn text(text: &str) -> Vec<u8> {
    const PREFIX: usize = 127;
    let mut bytes = vec![u8::try_from(text.len().min(PREFIX)).unwrap_or_default()];
    if let Some(mut rest) = text.len().checked_sub(PREFIX) {
        while rest >= 128 {
            bytes.push((rest % 128) as u8 | 128);
            rest /= 128;
        }
        bytes.push(rest as u8);
    }
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

/// The status that a block begins with, where nothing refers to an earlier one.
fn status_of(block: &[u8]) -> Option<u16> {
    match block {
        // The size of the table is said first.
        [0x20..=0x3f, rest @ ..] => status_of(rest),
        [known @ 0x88..=0x8e, ..] => [200, 204, 206, 304, 400, 404, 500].get(usize::from(known - 0x88)).copied(),
        [0x08 | 0x18 | 0x48, length, text @ ..] => {
            let text = text.get(..usize::from(length & 0x7f))?;
            if length & 0x80 == 0 { std::str::from_utf8(text).ok()?.parse().ok() } else { digits(text) }
        }
        _ => None,
    }
}

/// Three digits in Huffman's code (appendix B): those up to two have five bits, the others six.
fn digits(text: &[u8]) -> Option<u16> {
    let mut bits = text.iter().flat_map(|byte| (0..8).rev().map(move |bit| u16::from(byte >> bit & 1)));
    (0..3).try_fold(0, |number, _| {
        let five = bits.by_ref().take(5).fold(0, |code, bit| code << 1 | bit);
        let digit = if five < 3 { five } else { (five << 1 | bits.next()?).checked_sub(0x19)? + 3 };
        Some(number * 10 + digit)
    })
}

#[test]
fn statuses_are_read() {
    for (block, status) in [
        (&[0x88][..], Some(200)),
        (&[0x20, 0x8d], Some(404)),
        (&[0x48, 0x03, b'2', b'0', b'6'], Some(206)),
        // Section C.6.1: 302.
        (&[0x48, 0x82, 0x64, 0x02], Some(302)),
        (&[0x48, 0x83, 0x68, 0x2d, 0xff], Some(415)),
        (&[0x08], None),
    ] {
        assert_eq!(status_of(block), status, "{block:?}");
    }
}
