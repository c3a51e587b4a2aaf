//! A server before it serves: services and options in, one router or `tower::Service` out.
//!
//! In: services, options, an application's pages. Out: the router, the documents, the manifest; what two services cannot share is a
//! [`BuildError`](super::BuildError). It may know every room below; none may know it, and `impl Server` stands here alone.

mod bounds;
pub(super) mod documents;
pub(super) mod manifest;
mod options;
pub(super) mod server;
pub(super) mod service_server;
mod serving;
mod tables;
