//! Entry points of the fuzzers, past the visibility of what they try. Each asserts what must hold of any input.

#![allow(clippy::expect_used, reason = "a fuzzer ends by a panic")]

mod bodies;
mod ends_within;
mod events;
mod frames;
mod headers;
mod json;
mod maps;
mod multipart;
mod request;
#[expect(dead_code, reason = "a service is emitted whole, and its clients call nobody here")]
mod served;
mod targets;

pub(crate) use bodies::bodies;
pub(crate) use events::events;
pub(crate) use frames::frames;
pub(crate) use headers::headers;
pub(crate) use json::json;
pub(crate) use maps::maps;
pub(crate) use multipart::multipart;
pub(crate) use request::request;
pub(crate) use targets::{action, form_key, origin, path, query};
