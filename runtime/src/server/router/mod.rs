//! A server on an axum router: its prefixes, CORS around its routes, the route of its health.
//!
//! In: a `Dispatch` and an axum `Router`. Out: the router with the server on it. It may know guards' policies, and no method.

#[cfg_attr(not(feature = "cors"), path = "cors_off.rs")]
pub(super) mod cors;
pub(super) mod health;
pub(super) mod prefix;
pub(super) mod readiness;
