//! A file as an argument: bytes with a name and a type.
//!
//! In: on a client, bytes; on a server, a part of a multipart body that is read while the method runs. Out: pieces, within a limit.
//! It is an argument of its own, at most one for a method, and never a field: it travels beside the other arguments, not within them.

mod multipart;
mod name;
#[cfg(feature = "server")]
mod stream;

pub(crate) use name::sanitized;
#[cfg(feature = "server")]
pub use stream::UploadError;
#[cfg(feature = "server")]
pub(crate) use stream::{Fault, Pieces};

use crate::wire::{PutTogether, Shape, Wire};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::any::Any;
use std::fmt;

/// What a file is, where nobody says.
const OCTETS: &str = "application/octet-stream";

/// A file as an argument: `async fn attach(&self, id: u64, image: Upload)`, or `Option<Upload>` where there may be none.
///
/// It travels as a part of a `multipart/form-data` body (RFC 7578), and where it is the whole body of a route also as the bytes
/// themselves. A method has at most one, and it is no field of anything. JSON cannot carry it: such a call is refused with 415.
///
/// A client makes one of bytes. On a server the method reads it piece by piece while it arrives, so that a file need not fit into memory:
/// `chunk`, or the `Stream` that it is. It never has more bytes than the body may have, nor than [`Upload::limit`] says.
///
/// ```
/// let image = trifold::Upload::new("cat.png", "image/png", vec![0x89, 0x50, 0x4E, 0x47]);
/// assert_eq!((image.file_name(), image.content_type()), (Some("cat.png"), "image/png"));
/// ```
pub struct Upload {
    name: Option<String>,
    content_type: String,
    content: Content,
}

enum Content {
    Bytes(Vec<u8>),
    #[cfg(feature = "server")]
    Arriving(Pieces),
}

impl Upload {
    /// A file to send. Of the name only the last step of a path is kept.
    pub fn new(file_name: &str, content_type: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: sanitized(file_name), content_type: content_type.into(), content: Content::Bytes(bytes.into()) }
    }

    /// What the sender calls the file: never a path, no control characters, at most 255 bytes; nothing where no name is left.
    ///
    /// It is the sender's word: do not take it for unique.
    pub fn file_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What the sender says that it is, such as `image/png`; `application/octet-stream` where nothing is said.
    ///
    /// It is the sender's word: whoever shows the file to others looks at its bytes.
    pub fn content_type(&self) -> &str {
        match self.content_type.as_str() {
            "" => OCTETS,
            said => said,
        }
    }

    /// The bytes of a file that is to be sent. Of one that is arriving, none.
    pub(crate) fn to_send(&self) -> &[u8] {
        match &self.content {
            Content::Bytes(bytes) => bytes,
            #[cfg(feature = "server")]
            Content::Arriving(_) => &[],
        }
    }

    /// The file in an argument: `Upload`, or `Option<Upload>` with one.
    pub(crate) fn in_argument(value: &dyn Any) -> Option<&Self> {
        value.downcast_ref().or_else(|| value.downcast_ref::<Option<Self>>()?.as_ref())
    }
}

impl fmt::Debug for Upload {
    /// Shows no content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("file_name", &self.name).field("content_type", &self.content_type).finish_non_exhaustive()
    }
}

impl Wire for Upload {
    const SHAPE: Shape = Shape::file();

    const FILE: Option<PutTogether> = Some(put_together);

    fn ty() -> &'static crate::wire::table::Type {
        &crate::wire::table::Type::File
    }
}

/// The body of a call whose argument of this name is a file.
fn put_together(json: &[(&'static str, String)], argument: &str, value: &dyn Any) -> (String, Vec<u8>) {
    let file = Upload::in_argument(value).map(|upload| multipart::File {
        argument,
        name: upload.file_name().unwrap_or("file"),
        content_type: upload.content_type(),
        bytes: upload.to_send(),
    });
    multipart::body(json, file)
}

const NOT_A_FIELD: &str = "an `Upload` is an argument of its own, and cannot be within another value";

/// An argument is asked for serde's traits, and this one has them: it refuses, since no such format carries a file.
impl Serialize for Upload {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(NOT_A_FIELD))
    }
}

/// As with [`Serialize`].
impl<'de> Deserialize<'de> for Upload {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom(NOT_A_FIELD))
    }
}

#[cfg(feature = "server")]
impl schemars::JsonSchema for Upload {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Upload".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "binary" })
    }
}
