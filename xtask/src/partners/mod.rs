//! Partners' work with the OpenAPI documents of the examples and of every construct, by their own tools: lint and validate them, generate clients, and look for
//! anything that the servers do otherwise than the documents say.
//!
//! In: servers that are built. Out: files in `target/partners`, and a failure with the tool's own words.

mod clients;
mod documents;
mod example;
mod project;
mod schemathesis;
mod typescript;

pub(crate) use clients::run as clients;
pub(crate) use documents::check as documents;
pub(crate) use project::check as project;
pub(crate) use schemathesis::run as schemathesis;
pub(crate) use typescript::run as typescript;
