//! A server among what is not its own: one service that tells apart whose a request is, CORS around routes, the routes of health and readiness.
//!
//! In: a `Dispatch` and the application's axum `Router`. Out: a `tower::Service`, or a router with it. It may know guards' policies, and no method.

#[cfg_attr(not(feature = "cors"), path = "cors_off.rs")]
pub(super) mod cors;
pub(super) mod health;
pub(super) mod prefix;
pub(super) mod readiness;
pub(super) mod server_service;
