#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::unreachable, clippy::todo, clippy::unimplemented))]
//! **Trifold**: one annotated trait, folded three ways.
//!
//! 1. an *action*: an opaque endpoint for the app's own UI, safe from cross-site requests, callable from a plain HTML form;
//! 2. a *route*, where a method asks for one: a versioned REST route with status codes, problem details and OpenAPI 3.1;
//! 3. a *client*: a typed proxy, in the browser, natively, or in process.
//!
//! The crate of the trait depends on `trifold` with no features; the server adds `server`, a native client `client`.
//! The `guide` has a page for each task (built with feature `server`).
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `server` | the server half: axum router, dispatch, OpenAPI, the transport in process |
//! | `client` | the native client half: [`Transport`] over reqwest |
//! | `forms` | in a browser's build, what `form::Form` knows of each field; a server has it anyway |
//! | `typescript` | `typescript::Package`: a client in TypeScript for the app's own pages, with the server half |
//! | `cors` | `Server::cors`: pages of other origins call routes |
//! | `testing` | for tests: `server::FakeTransport`, which answers by method, and `store_conformance!` |
//! | `webhooks` | `server::webhooks`: deliveries whose signature holds |
//! | `bytes`, `chrono`, `jiff`, `rust_decimal`, `time`, `url`, `uuid` | [`Wire`] for the types of that crate, and on a server their JSON Schema (not of `time`) |
//! | `rule-email`, `rule-url`, `rule-pattern`, `rule-graphemes` | the rules `#[garde(email)]`, `url`, `pattern(..)`, `length(graphemes, ..)` |
//!
//! A type of another crate without such a feature travels too, if serde can write and read it; in a fingerprint it counts by its name.

mod body;
mod condition;
pub mod error;
pub mod form;
#[cfg(all(feature = "server", any(doc, doctest)))]
pub mod guide;
mod json;
pub mod patch;
pub mod spec;
pub mod stream;
pub mod transport;
mod upload;
pub mod wire;

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "server")]
pub mod contract;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "typescript")]
pub mod typescript;

#[cfg(all(feature = "server", any(test, feature = "fuzzing")))]
#[doc(hidden)]
#[path = "fuzzing.rs"]
pub mod __fuzzing;
#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod gates;
mod tuples;

pub use body::{Cursor, Download, Page, RawBody};
pub use condition::{ETag, PreconditionFailed};
pub use error::{ApiError, CallError, FieldError, Problem, Source};
pub use patch::Patch;
pub use spec::{MethodSpec, ServiceSpec, Verb};
pub use stream::{EventId, EventStream, LastEventId};
pub use transport::{Call, Read, Transport, TransportError, Write};
#[doc = include_str!("docs/api_error.md")]
pub use trifold_macros::ApiError;
#[doc = include_str!("docs/model.md")]
pub use trifold_macros::model;
#[doc = include_str!("docs/service.md")]
pub use trifold_macros::service;
pub use upload::Upload;
#[cfg(feature = "server")]
pub use upload::UploadError;
pub use wire::Wire;
