//! OpenAPI 3.0.3, for tools that know no other: how it writes an operation.
//!
//! In: an operation whose schemas are of 2020-12. Out: the same, with schemas in the words of 3.0.3, and one media type for each request body,
//! since the generators that know no other version take no choice: JSON, else bytes, else a form. So it says less, and the 3.1 document is the
//! one to check values by.
//!
//! Source: <https://spec.openapis.org/oas/v3.0.3.html>.

pub(super) mod nullable;
pub(super) mod operation;
pub(super) mod schema;
pub(super) mod unused;
