//! Values of header fields, as RFC 9110 writes them.
//!
//! In: headers, or a value of Rust. Out: the other. It may know nothing of Trifold.

pub(super) mod cookies;
pub(super) mod date;
pub(super) mod field;
pub(super) mod private;
