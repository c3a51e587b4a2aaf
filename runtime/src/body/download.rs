//! Bytes with a type, a length and a name.

#[cfg(feature = "server")]
use super::Source;
#[cfg(feature = "server")]
use crate::condition::ETag;
use crate::wire::{Shape, Whole, Wire};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
#[cfg(feature = "server")]
use std::{ops::Range, time::SystemTime};

/// The answer of a method that gives a file: bytes with a media type, a length and perhaps a name. By a route and by the action it is
/// the body itself, not JSON; a route answers ranges of it too (RFC 9110, section 14), if its length is known.
///
/// It is the whole of a result, `Result<Download, E>`, and never a part of another value.
///
/// ```
/// # use trifold::{Download, service};
/// #[service(version = 1)]
/// trait Reports {
///     #[get("/reports/{year}")]
///     async fn report(&self, year: u16) -> Download;
/// }
/// # #[cfg(feature = "server")]
/// # struct App;
/// # #[cfg(feature = "server")]
/// impl Reports for App {
///     async fn report(&self, year: u16) -> Download {
///         Download::new("day,sum\n").of_type("text/csv; charset=utf-8").named(format!("{year}.csv"))
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Download(pub(crate) Parts);

/// What a download is made of.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) content: Content,
    pub(crate) media_type: String,
    pub(crate) file_name: Option<String>,
    #[cfg(feature = "server")]
    pub(crate) inline: bool,
    #[cfg(feature = "server")]
    pub(crate) etag: Option<ETag>,
    #[cfg(feature = "server")]
    pub(crate) modified: Option<SystemTime>,
}

pub(crate) enum Content {
    Bytes(Vec<u8>),
    #[cfg(feature = "server")]
    Source(Source),
}

impl Download {
    /// These bytes, of type `application/octet-stream` unless [`of_type`](Self::of_type) says otherwise.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self::of(Content::Bytes(bytes.into()))
    }

    fn of(content: Content) -> Self {
        Self(Parts {
            content,
            media_type: "application/octet-stream".to_owned(),
            file_name: None,
            #[cfg(feature = "server")]
            inline: false,
            #[cfg(feature = "server")]
            etag: None,
            #[cfg(feature = "server")]
            modified: None,
        })
    }

    /// Sets the media type (RFC 9110, section 8.3.1): `text/csv; charset=utf-8`.
    #[must_use]
    pub fn of_type(mut self, media_type: impl Into<String>) -> Self {
        self.0.media_type = media_type.into();
        self
    }

    /// Sets the name under which a browser saves the file. Of a path only the last part is used, as RFC 6266 asks of recipients.
    #[must_use]
    pub fn named(mut self, file_name: impl Into<String>) -> Self {
        self.0.file_name = Some(file_name.into());
        self
    }

    /// The media type.
    pub fn media_type(&self) -> &str {
        &self.0.media_type
    }

    /// The name, if there is one. Never a path: a client may join it to a folder of its choice.
    pub fn file_name(&self) -> Option<&str> {
        self.0.file_name.as_deref().and_then(last_part)
    }

    /// Number of bytes, if that is known before they are read.
    pub fn length(&self) -> Option<u64> {
        match &self.0.content {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            #[cfg(feature = "server")]
            Content::Source(Source::Ranged(length, _)) => Some(*length),
            #[cfg(feature = "server")]
            Content::Source(Source::Whole(_)) => None,
        }
    }

    /// The bytes. `None` on the server for a stream, which is read only when it is sent; on a client they are always here.
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        match self.0.content {
            Content::Bytes(bytes) => Some(bytes),
            #[cfg(feature = "server")]
            Content::Source(_) => None,
        }
    }

    /// What a client received.
    pub(crate) fn received(bytes: Vec<u8>, media_type: Option<&str>, disposition: Option<&str>) -> Self {
        let mut download = Self::new(bytes);
        if let Some(media_type) = media_type {
            download = download.of_type(media_type);
        }
        download.0.file_name = disposition.and_then(super::disposition::file_name);
        download
    }
}

#[cfg(feature = "server")]
impl Download {
    /// Bytes from a stream whose length is not known. A route answers no ranges of it.
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: futures_util::Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<bytes::Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::of(Content::Source(Source::whole(stream)))
    }

    /// `length` bytes from whatever can be read from any place: `open` gets the range to read, counted in bytes from the start, its end
    /// not included, and must give exactly these. It is called once, unless the request wants no bytes.
    ///
    /// What can fail when a file is opened should be done before; an error of the stream breaks the answer off.
    pub fn ranged<S, B, E>(length: u64, open: impl FnOnce(Range<u64>) -> S + Send + 'static) -> Self
    where
        S: futures_util::Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<bytes::Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::of(Content::Source(Source::ranged(length, open)))
    }

    /// Lets a browser show the file in the page's place, as far as it can. Not for what users uploaded: a page of theirs would run
    /// as this site's.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.0.inline = true;
        self
    }

    /// Sets the tag of these bytes. Of bytes at hand, it is made from them; of a stream there is none unless it is set.
    #[must_use]
    pub fn tagged(mut self, etag: ETag) -> Self {
        self.0.etag = Some(etag);
        self
    }

    /// Sets when the bytes were last changed: `Last-Modified`, in whole seconds. A date before 1970 or after 9999 is left out.
    #[must_use]
    pub fn modified(mut self, at: SystemTime) -> Self {
        self.0.modified = Some(at);
        self
    }
}

/// The last part of a path, by either slash; nothing for what names no file.
fn last_part(name: &str) -> Option<&str> {
    name.rsplit(['/', '\\']).next().filter(|name| !matches!(*name, "" | "." | ".."))
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            #[cfg(feature = "server")]
            Self::Source(source) => source.fmt(f),
        }
    }
}

impl Wire for Download {
    const SHAPE: Shape = Shape::named("download").whole(Whole::Download);
}

const NOT_A_PART: &str = "a `Download` is a whole answer, and not a part of a value";

impl Serialize for Download {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom(NOT_A_PART))
    }
}

impl<'de> Deserialize<'de> for Download {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom(NOT_A_PART))
    }
}

#[cfg(feature = "server")]
impl schemars::JsonSchema for Download {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Download".into()
    }

    /// Bytes have no schema (OpenAPI 3.1, section 4.8.14.2).
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path() {
        let name = |name: &str| Download::new([]).named(name).file_name().map(str::to_owned);
        assert_eq!(name("../../etc/passwd").as_deref(), Some("passwd"));
        assert_eq!(name("C:\\Users\\a.txt").as_deref(), Some("a.txt"));
        assert_eq!((name(".."), name("a/"), name("")), (None, None, None));
    }
}
