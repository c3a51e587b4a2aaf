//! A file that is arriving: read piece by piece, within a limit.

use super::{Content, Upload};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, stream};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

/// Why a file cannot be read to its end.
///
/// A method that returns an error of its own because of one need not choose a status: the answer is then 413, 422, 408 or 400, as said here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UploadError {
    /// It has more bytes than it may have: 413.
    #[error("the file may have at most {limit} bytes")]
    TooLarge {
        /// The most bytes.
        limit: u64,
    },
    /// Fields of the form come after it, where nobody can look at them any more: 422.
    #[error("the fields of a form come before its file")]
    FieldsAfter,
    /// Its sender paused for too long: 408.
    #[error("the body did not arrive in time")]
    Stalled,
    /// The body broke off, or is no multipart body: 400.
    #[error("the connection closed before the file was complete")]
    Broken,
}

impl From<UploadError> for std::io::Error {
    fn from(error: UploadError) -> Self {
        let kind = match error {
            UploadError::TooLarge { .. } => std::io::ErrorKind::FileTooLarge,
            UploadError::FieldsAfter => std::io::ErrorKind::InvalidData,
            UploadError::Stalled => std::io::ErrorKind::TimedOut,
            UploadError::Broken => std::io::ErrorKind::UnexpectedEof,
        };
        Self::new(kind, error)
    }
}

/// Where a file that could not be read leaves the reason, for the answer.
pub(crate) type Fault = Arc<OnceLock<UploadError>>;

/// A file that is arriving.
pub(crate) struct Pieces {
    source: Pin<Box<dyn Stream<Item = Result<Bytes, UploadError>> + Send>>,
    fault: Fault,
    limit: Option<u64>,
    read: u64,
}

impl Pieces {
    pub(crate) fn new(source: impl Stream<Item = Result<Bytes, UploadError>> + Send + 'static, fault: Fault) -> Self {
        Self { source: Box::pin(source), fault, limit: None, read: 0 }
    }

    /// Counts a piece; too many bytes are an error, and so is everything after it.
    fn admit(&mut self, piece: Result<Bytes, UploadError>) -> Result<Bytes, UploadError> {
        if let Some(fault) = self.fault.get() {
            return Err(fault.clone());
        }
        let counted = piece.and_then(|piece| {
            self.read += piece.len() as u64;
            match self.limit.filter(|limit| self.read > *limit) {
                Some(limit) => Err(UploadError::TooLarge { limit }),
                None => Ok(piece),
            }
        });
        counted.inspect_err(|fault| drop(self.fault.set(fault.clone())))
    }
}

impl Upload {
    /// A file that is arriving, under the name and the type that its sender gives.
    pub(crate) fn arriving(name: Option<&str>, content_type: &str, pieces: Pieces) -> Self {
        let name = name.and_then(super::sanitized);
        Self { name, content_type: content_type.to_owned(), content: Content::Arriving(pieces) }
    }

    /// Lets the file have at most so many bytes. What is longer is an error of the piece that crosses the limit, and 413.
    #[must_use]
    pub fn limit(mut self, bytes: u64) -> Self {
        let mut pieces = match self.content {
            Content::Arriving(pieces) => pieces,
            Content::Bytes(whole) => Pieces::new(stream::iter([Ok(Bytes::from(whole))]), Fault::default()),
        };
        pieces.limit = Some(bytes);
        self.content = Content::Arriving(pieces);
        self
    }

    /// The next piece; nothing at the end. Pieces have the sizes in which they arrive.
    ///
    /// # Errors
    /// If the file is too large, does not come, or breaks off.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, UploadError> {
        self.next().await.transpose()
    }

    /// The whole file in memory. For small ones: set a [`limit`](Self::limit) first.
    ///
    /// # Errors
    /// If the file is too large, does not come, or breaks off.
    pub async fn bytes(mut self) -> Result<Bytes, UploadError> {
        let mut whole = BytesMut::new();
        while let Some(piece) = self.chunk().await? {
            whole.extend_from_slice(&piece);
        }
        Ok(whole.freeze())
    }
}

/// The pieces. With `tokio_util::io::StreamReader` it is an `AsyncRead`; the errors turn into those of I/O.
impl Stream for Upload {
    type Item = Result<Bytes, UploadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.content {
            Content::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Bytes(bytes) => Poll::Ready(Some(Ok(Bytes::from(std::mem::take(bytes))))),
            Content::Arriving(pieces) => {
                let piece = ready!(pieces.source.as_mut().poll_next(context));
                Poll::Ready(piece.map(|piece| pieces.admit(piece)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arriving(pieces: &'static [&'static str]) -> (Upload, Fault) {
        let fault = Fault::default();
        let source = stream::iter(pieces).map(|piece| Ok(Bytes::from_static(piece.as_bytes())));
        (Upload::arriving(Some("a/b.txt"), "", Pieces::new(source, fault.clone())), fault)
    }

    #[tokio::test]
    async fn a_file_comes_in_pieces() {
        let (mut upload, _) = arriving(&["ab", "cd"]);
        assert_eq!((upload.file_name(), upload.content_type()), (Some("b.txt"), "application/octet-stream"));
        assert_eq!(upload.chunk().await.unwrap().unwrap(), "ab");
        assert_eq!(upload.bytes().await.unwrap(), "cd");
        assert_eq!(Upload::new("x", "text/plain", "abc").bytes().await.unwrap(), "abc");
    }

    #[tokio::test]
    async fn the_limit_ends_the_reading_and_is_remembered() {
        let (upload, fault) = arriving(&["ab", "cd", "ef"]);
        let mut upload = upload.limit(3);
        assert!(upload.chunk().await.is_ok());
        let too_large = UploadError::TooLarge { limit: 3 };
        assert_eq!(upload.chunk().await, Err(too_large.clone()));
        assert_eq!(upload.chunk().await, Err(too_large.clone()), "and stays ended");
        assert_eq!(fault.get(), Some(&too_large));
        let (upload, fault) = arriving(&["ab", "c"]);
        assert_eq!((upload.limit(3).bytes().await.unwrap(), fault.get()), (Bytes::from_static(b"abc"), None));
    }
}
