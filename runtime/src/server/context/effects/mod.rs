//! Effects of a method besides its answer: cookies, headers, a redirect, the names of what it changed.
//!
//! In: a method's wishes, while it runs. Out: headers on its answer, as the fold shows them. It must not know how an answer is written.

pub(in crate::server) mod apply;
mod cookie;
pub(in crate::server) mod handle;
pub(in crate::server) mod invalid;
pub(in crate::server) mod redirect_target;
