//! Where the bytes of a download come from, on the server.

use bytes::Bytes;
use futures_util::stream::{BoxStream, Stream, StreamExt};
use std::error::Error;
use std::fmt;
use std::ops::Range;

/// Pieces of a body.
pub(crate) type Pieces = BoxStream<'static, Result<Bytes, Box<dyn Error + Send + Sync>>>;

/// Bytes that come piece by piece.
pub(crate) enum Source {
    /// From the start to the end, wherever that is.
    Whole(Pieces),
    /// So many bytes, of which any range can be read.
    Ranged(u64, Box<dyn FnOnce(Range<u64>) -> Pieces + Send>),
}

impl Source {
    pub(super) fn whole<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::Whole(pieces(stream))
    }

    pub(super) fn ranged<S, B, E>(length: u64, open: impl FnOnce(Range<u64>) -> S + Send + 'static) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::Ranged(length, Box::new(|range| pieces(open(range))))
    }
}

fn pieces<S, B, E>(stream: S) -> Pieces
where
    S: Stream<Item = Result<B, E>> + Send + 'static,
    B: Into<Bytes>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    stream.map(|piece| piece.map(Into::into).map_err(Into::into)).boxed()
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(_) => f.write_str("a stream"),
            Self::Ranged(length, _) => write!(f, "{length} bytes"),
        }
    }
}
