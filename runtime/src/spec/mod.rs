//! What a service promises, known at compile time: one [`ServiceSpec`], one [`MethodSpec`] a method.
//!
//! In: what `#[service]` read from the trait. Out: constants that the server, the clients and people read.
//! Knows no HTTP library.

mod arguments;
mod captured;
mod draft;
mod fits;
mod id;
mod idempotency;
mod input;
mod limit;
mod method;
mod placed;
mod refresh;
mod repeatable;
mod rest;
mod returned;
mod route;
mod security;
mod service;
mod sha256;

#[doc(hidden)]
pub use arguments::Arguments;
#[doc(hidden)]
pub use captured::Captured;
#[doc(hidden)]
pub use draft::MethodSpecBuilder;
#[doc(hidden)]
pub use fits::{Answered, Bodiless, InBody, InForm, InHeader, InParameter, InPath, InQuery, fits, is_empty, is_sendable};
#[doc(hidden)]
pub use fits::{BodyArgument, FormArgument, HeaderArgument, PathCapture, QueryParameter, WholeQuery, WithoutBody, WithoutFile};
pub use id::{ActionId, Seed, Tag};
pub use idempotency::Idempotency;
#[doc(hidden)]
pub use input::{Argument, In, Input, Unnamed};
pub use limit::{MethodLimits, Rate};
pub use method::{MethodSpec, Param, Place};
pub(crate) use placed::placed;
pub use refresh::Refresh;
pub use repeatable::ReadMethod;
#[doc(hidden)]
pub use repeatable::{has_argument, is_same_argument};
pub use rest::RestSpec;
#[doc(hidden)]
pub use returned::Returned;
pub use route::{RouteSpec, Verb};
pub use security::{Scheme, SchemeKind, Security};
pub use service::{ServiceSpec, Versions};
