//! The cost of a page that calls some methods, beside pages that call the same in other ways.
//!
//! In: a client and a number of methods. Out: the bytes that a browser loads: the module and its glue, each with brotli.

mod brotli;
mod bundle;
mod source;

pub(super) use bundle::measure;
pub(crate) use bundle::{two_methods, with_store};
pub(super) use source::Client;
