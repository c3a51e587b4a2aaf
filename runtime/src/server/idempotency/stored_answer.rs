//! An answer as it is kept, and as bytes that another build can tell from its own.

use crate::server::guard::store::StoreError;

/// The version of the bytes, which is the first of them.
const VERSION: u8 = 1;

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Headers, by lower-case name.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body. `None` for one that is too large to keep: that the call was carried out is known, and no more.
    pub body: Option<Vec<u8>>,
}

impl StoredAnswer {
    /// About how many bytes it takes.
    pub fn size(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(name, value)| name.len() + value.len()).sum();
        headers + self.body.as_ref().map_or(0, Vec::len)
    }

    /// Writes the answer as bytes, for a store outside of this process.
    ///
    /// The first byte is the version, 1. Then the status, two bytes; the number of headers, four; of each the name and the value, each behind
    /// its length in four bytes; 1 and the body, or 0. Numbers are big-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(16 + self.size() + 8 * self.headers.len());
        bytes.push(VERSION);
        bytes.extend(self.status.to_be_bytes());
        bytes.extend(length(self.headers.len()));
        for text in self.headers.iter().flat_map(|(name, value)| [name.as_bytes(), value]) {
            bytes.extend(length(text.len()));
            bytes.extend(text);
        }
        bytes.push(self.body.is_some().into());
        bytes.extend(self.body.iter().flatten());
        bytes
    }

    /// Reads what [`StoredAnswer::to_bytes`] wrote, in this build or in another.
    ///
    /// # Errors
    /// If the bytes are of a version that this build does not know, or of none. A store passes the error on from
    /// [`claim`](super::IdempotencyStore::claim): the call is then refused with 503, and not carried out a second time.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StoreError> {
        match bytes {
            [VERSION, rest @ ..] => Rest(rest).answer().ok_or_else(|| StoreError("a kept answer is not whole".to_owned())),
            [version, ..] => Err(StoreError(format!("a kept answer is of version {version}, and this build knows {VERSION}"))),
            [] => Err(StoreError("a kept answer is empty".to_owned())),
        }
    }
}

fn length(of: usize) -> [u8; 4] {
    // What is kept is far below 4 GiB; were it not, it could not be read again, and says so.
    u32::try_from(of).unwrap_or(u32::MAX).to_be_bytes()
}

/// The bytes that are not read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn answer(mut self) -> Option<StoredAnswer> {
        let status = self.take(2)?.try_into().ok().map(u16::from_be_bytes)?;
        let count = self.number()?;
        // Nothing is allocated from the number.
        let headers = (0..count).map(|_| self.header()).collect::<Option<Vec<_>>>()?;
        let body = match self.take(1)? {
            [0] if self.0.is_empty() => None,
            [1] => Some(self.0.to_vec()),
            _ => return None,
        };
        Some(StoredAnswer { status, headers, body })
    }

    fn header(&mut self) -> Option<(String, Vec<u8>)> {
        let name = self.text()?.to_vec();
        Some((String::from_utf8(name).ok()?, self.text()?.to_vec()))
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.take(usize::try_from(length).ok()?)
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_be_bytes)
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: Option<&[u8]>) -> StoredAnswer {
        let headers = vec![("etag".to_owned(), b"\"a\"".to_vec()), ("x-raw".to_owned(), vec![0x80, 0xff])];
        StoredAnswer { status: 201, headers, body: body.map(<[u8]>::to_vec) }
    }

    /// Another build has to read these very bytes: a change of them is another version.
    #[test]
    fn version_1_is_these_bytes() {
        let bytes =
            b"\x01\x00\xc9\x00\x00\x00\x02\x00\x00\x00\x04etag\x00\x00\x00\x03\"a\"\x00\x00\x00\x05x-raw\x00\x00\x00\x02\x80\xff\x01[1]";
        assert_eq!(answer(Some(b"[1]")).to_bytes(), bytes);
        assert_eq!(StoredAnswer::from_bytes(bytes).unwrap(), answer(Some(b"[1]")));
    }

    #[test]
    fn what_is_written_is_read_again_and_nothing_else_is() {
        for answer in [answer(None), answer(Some(b"")), answer(Some(&[0, 1, 255])), StoredAnswer { headers: vec![], ..answer(None) }] {
            let bytes = answer.to_bytes();
            assert_eq!(StoredAnswer::from_bytes(&bytes).unwrap(), answer);
            let shortest = bytes.len() - answer.body.as_ref().map_or(0, Vec::len);
            for cut in 0..shortest {
                assert!(StoredAnswer::from_bytes(&bytes[..cut]).is_err(), "{cut}");
            }
        }
        let huge = b"\x01\x00\xc9\xff\xff\xff\xff";
        assert!(StoredAnswer::from_bytes(huge).is_err());
        let later = [&[VERSION + 1], &answer(None).to_bytes()[1..]].concat();
        let refused = StoredAnswer::from_bytes(&later).unwrap_err().to_string();
        assert_eq!(refused, "a kept answer is of version 2, and this build knows 1");
    }
}
