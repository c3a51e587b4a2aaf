//! Entry points of the fuzzers, past the visibility of what they try. Each asserts what must hold of any input.

#![allow(clippy::expect_used, reason = "a fuzzer ends by a panic")]

mod events;
mod frames;
mod headers;
mod json;
mod multipart;
mod targets;

pub(crate) use events::events;
pub(crate) use frames::frames;
pub(crate) use headers::headers;
pub(crate) use json::json;
pub(crate) use multipart::multipart;
pub(crate) use targets::{action, form_key, origin, path, query};
