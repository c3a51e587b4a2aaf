//! The one door for generated code. Not part of the public surface: it may change in any release.

pub use crate::error::{ApiError, Called, ErrorVariant, FieldError, Outcome, Value};
pub use crate::spec::{MethodSpec, Param, Place, Seed, ServiceSpec, Verb};
pub use crate::transport::{NO_ARGUMENTS, RouteRequest, Transport, call_action, call_route};
pub use crate::wire::{Faults, Itself, Probe, Report, Shape, Tagging, Unknown, Wire};
pub use garde;
pub use serde;
pub use trifold_macros::Wire;

#[cfg(feature = "client")]
pub use crate::client;
#[cfg(feature = "server")]
pub use crate::server::generated as server;
#[cfg(feature = "server")]
pub use schemars;

/// What a REST client sends through unless told otherwise.
#[cfg(feature = "client")]
pub type DefaultTransport = crate::client::Http;
/// What a REST client sends through unless told otherwise.
#[cfg(not(feature = "client"))]
pub type DefaultTransport = crate::transport::NoTransport;

/// Says at a type that it cannot travel as an argument.
pub const fn assert_argument<T: serde::Serialize + serde::de::DeserializeOwned>() {}
