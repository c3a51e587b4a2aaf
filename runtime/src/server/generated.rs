//! What the macros' server half calls. Reached through `__private` only; it may change in any release.

pub use super::builder::Server;
pub use super::call::{Call, Reply, Route, Running, reply};
pub use super::context::Context;
pub use super::dispatch::Answer;
pub use super::mount::{Endpoint, Mount, Mounted, Service};
pub use super::openapi::{Describe, Described, Document, Operation, document};
pub use axum::Router;
pub use tower_service::Service as TowerService;

/// The request of a router.
pub type Request = http::Request<axum::body::Body>;
/// The response of a router.
pub type Response = http::Response<axum::body::Body>;
