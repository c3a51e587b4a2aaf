//! The OpenAPI document of a version.
//!
//! In: what services promise, and the types of their routes. Out: one OpenAPI 3.1 document, the same bytes every time.
//!
//! It may know what describes types, the formats of problems, and which members a `Location` needs; no page, no call, no service.
//!
//! Source: <https://spec.openapis.org/oas/v3.1.1.html>; schemas are JSON Schema 2020-12.

mod absent;
mod builder;
pub(super) mod document;
mod duplicate_parameter;
mod event_stream;
mod faults;
mod form_schema;
pub(super) mod info;
mod location_check;
mod operation;
mod problem_responses;
mod request_body;
mod request_names;
mod route_headers;
mod schemas;
mod security;
mod shared_responses;
pub(super) mod source;
mod statuses;
mod v3_0;
mod webhooks;

#[cfg(feature = "typescript")]
pub(crate) use request_names::{Described, RequestNames};
