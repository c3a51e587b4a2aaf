//! The beginning of a next request, while one is answered over HTTP/1.1.
//!
//! In: the bytes that were read, and how long the body of the last request was. Out: whether there are more than these. It reads no header.

use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The end of a head, and of a chunked body. The first byte of `\r\n\r\n` tells nothing: with it, each line would begin as this does.
const BLANK_LINE: [u8; 3] = *b"\n\r\n";

static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(&BLANK_LINE));

fn followed([_, second, third]: [u8; 3], byte: &u8) -> [u8; 3] {
    [second, third, *byte]
}

/// The bytes that were read, as far as they tell where requests end.
#[derive(Debug, Default)]
pub(super) struct Heads {
    read: u64,
    /// The last three bytes.
    last: [u8; 3],
    /// The end of the request's head.
    end: Option<u64>,
    /// Number of bytes of the last request's body that are still to come: it was answered before them.
    rest: u64,
}

impl Heads {
    /// Takes bytes. Returns false where all of them are of the body of a request that was answered.
    pub(super) fn read(&mut self, bytes: &[u8]) -> bool {
        let bytes = self.without_rest(bytes);
        self.end = self.end.or_else(|| self.end_within(bytes).map(|end| self.read + end as u64));
        self.read += bytes.len() as u64;
        self.last = bytes[bytes.len().saturating_sub(3)..].iter().fold(self.last, followed);
        !bytes.is_empty()
    }

    /// The bytes behind the body of the last request.
    fn without_rest<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let (of_body, others) = bytes.split_at(usize::try_from(self.rest).map_or(bytes.len(), |rest| rest.min(bytes.len())));
        self.rest -= of_body.len() as u64;
        self.read += of_body.len() as u64;
        others
    }

    /// A request begins: nothing of one before it is to come.
    pub(super) fn begin(&mut self) {
        self.rest = 0;
    }

    /// The end of the first blank line, which may have begun before these bytes.
    fn end_within(&self, bytes: &[u8]) -> Option<usize> {
        let mut last = self.last;
        let begun_before = bytes.iter().take(2).position(|byte| {
            last = followed(last, byte);
            last == BLANK_LINE
        });
        begun_before.map(|place| place + 1).or_else(|| FINDER.find(bytes).map(|place| place + BLANK_LINE.len()))
    }

    /// Ends a request whose head says that its body has so many bytes. Says whether a next one has begun, as far as that can be known: where
    /// requests were sent in one go, and one has a body, it is not.
    pub(super) fn next(&mut self, length: Option<u64>) -> bool {
        let end = self.end.take();
        let (Some(length), Some(end)) = (length.filter(|length| *length > 0), end) else {
            return length.is_none_or(|length| length == 0) && self.last != BLANK_LINE;
        };
        let end = end.saturating_add(length);
        self.rest = end.saturating_sub(self.read);
        self.read > end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads pieces, and ends a request.
    fn begins(pieces: &[&str], length: Option<u64>) -> bool {
        let mut heads = Heads::default();
        pieces.iter().for_each(|piece| _ = heads.read(piece.as_bytes()));
        heads.next(length)
    }

    #[test]
    fn a_next_head_is_what_stands_behind_a_request() {
        let get = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
        let half = "GET / HT";
        for (pieces, length, expected) in [
            (&[get][..], None, false),
            (&[get, half], None, true),
            (&[&format!("{get}{half}")], None, true),
            (&["GET / HTTP/1.1\r\n\r", "\n"], None, false),
            (&["GET / HTTP/1.1\r\n\r", "\nG"], None, true),
            (&["POST / HTTP/1.1\r\n\r\nabc"], Some(3), false),
            (&["POST / HTTP/1.1\r\n\r\n", "abc", "P"], Some(3), true),
            (&["POST / HTTP/1.1\r\n\r\nabcP"], Some(3), true),
            (&["POST / HTTP/1.1\r\n\r\na\r\n\r\nbP"], Some(6), true),
            (&["POST / HTTP/1.1\r\n\r\na\r\n\r\nb"], Some(6), false),
            (&["POST / HTTP/1.1\r\n\r\na"], Some(u64::MAX), false),
            (&["POST / HTTP/1.1\r\n\r\n1\r\na\r\n0\r\n\r\n"], None, false),
            (&["POST / HTTP/1.1\r\n\r\n1\r\na\r\n", "0\r\n\r\nG"], None, true),
        ] {
            assert_eq!(begins(pieces, length), expected, "{pieces:?}");
        }
    }

    #[test]
    fn each_request_has_its_own_end() {
        let mut heads = Heads::default();
        heads.read(b"POST / HTTP/1.1\r\n\r\nabc");
        assert!(!heads.next(Some(3)));
        heads.read(b"POST / HTTP/1.1\r\n\r\nabcd");
        assert!(heads.next(Some(3)));
    }
    #[test]
    fn the_rest_of_a_body_is_no_head() {
        let mut heads = Heads::default();
        assert!(heads.read(b"POST / HTTP/1.1\r\n\r\nab"));
        assert!(!heads.next(Some(9)));
        assert!(!heads.read(b"c\r\n\r\nd"));
        assert!(heads.read(b"eGET / HTTP/1.1\r\n\r\n"));
        assert!(!heads.next(None));
        assert!(heads.read(b"POST / HTTP/1.1\r\n\r\n"));
        assert!(!heads.next(Some(u64::MAX)));
        assert!(!heads.read(b"abc"));
        heads.begin();
        assert!(heads.read(b"G"), "what came was a request");
    }
}
