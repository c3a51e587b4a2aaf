//! What the macros' server half calls. Reached through `__private` only; it may change in any release.

pub use super::builder::service_server::ServiceServer;
pub use super::call::open::{Reply, reply};
pub use super::context::extract::{Context, OptionalContext};
pub use super::describe::service::Contract;
pub use super::openapi::document::Document;
pub use super::schema::{Base, named, schema};
pub use super::service::erased::{Adapter, Promise, Serve, Shared};
pub use super::service::version::{convert, into_older_version};
