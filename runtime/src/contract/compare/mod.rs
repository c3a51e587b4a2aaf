//! What changed between two OpenAPI documents of one version.
//!
//! In: the published document and the one that is served now. Out: each difference that a caller could notice. It reads documents that this
//! library wrote, or a tool from them; what it does not know, it passes over.
//!
//! What breaks a caller follows GitHub's list (<https://docs.github.com/en/rest/about-the-rest-api/breaking-changes>), read for requests and
//! for answers apart: a request may be understood in more ways than before, an answer may promise more than before.

mod keywords;
mod limits;
mod operation;
mod responses;
mod schema;
mod security;
mod values;
mod variants;
mod view;
mod walk;

pub use walk::compare;
