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
#[cfg(feature = "server")]
mod source;

pub use cursor::Cursor;
pub use download::Download;
#[cfg(feature = "server")]
pub(crate) use download::{Content, Parts};
pub use page::Page;
pub use raw::RawBody;
#[cfg(feature = "server")]
pub(crate) use source::Source;

use std::any::Any;

/// The value itself, if `V` is its type. For code that knows a type by its parameter alone.
pub(crate) fn same<T: 'static, V: 'static>(value: T) -> Option<V> {
    take(&mut Some(value))
}

/// Takes the value out of an `Option<T>`, if that is what `slot` is.
pub(crate) fn take<T: 'static>(slot: &mut dyn Any) -> Option<T> {
    slot.downcast_mut::<Option<T>>()?.take()
}
