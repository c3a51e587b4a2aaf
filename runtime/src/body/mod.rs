//! What can be a whole body in another way than as JSON alone: raw bytes, a download, one page of a list.
//!
//! In: a service's values. Out: types that both sides know. How they stand in a request or an answer is told by their shape
//! ([`Whole`](crate::wire::Whole)); nothing here knows an HTTP library.

mod base64;
mod cursor;
pub(crate) mod disposition;
mod download;
mod page;
mod raw;
mod same;
#[cfg(feature = "server")]
mod source;

pub use cursor::Cursor;
pub use download::Download;
#[cfg(feature = "server")]
pub(crate) use download::{Content, Parts};
pub use page::Page;
pub use raw::RawBody;
pub(crate) use same::same;
#[cfg(feature = "server")]
pub(crate) use same::take;
#[cfg(feature = "server")]
pub(crate) use source::Source;
