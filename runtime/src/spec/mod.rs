//! What a service promises, known at compile time: one [`ServiceSpec`], one [`MethodSpec`] a method.
//!
//! In: what `#[service]` read from the trait. Out: constants that the server, the clients and people read.
//! Knows no HTTP library.

mod id;
mod method;
mod route;
mod service;

pub use id::{ActionId, Seed, Tag};
pub use method::{MethodSpec, Param, Place};
pub use route::{RouteSpec, Verb};
pub use service::{ServiceSpec, Versions};
