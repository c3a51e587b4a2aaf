//! The server half: from a request to a method of a service, and back.
//!
//! In: HTTP requests and the services that the macros mount. Out: HTTP responses, each error a problem document. Imports run one way:
//! `builder → dispatch → {routes, origin, content} → answering → call → arrived → by_route → decode → reject`; `answering → pages` for forms.
//!
//! ```ignore
//! let app: axum::Router = trifold::server::Server::new().add_service(TodosServer::new(app)).into_router();
//! ```

mod answer;
mod answering;
mod any_origin;
mod arrived;
mod bodies;
mod builder;
mod by_route;
mod call;
mod challenge;
mod config;
mod content;
mod context;
mod convert;
#[cfg_attr(not(feature = "cors"), path = "cors_off.rs")]
mod cors;
mod cross_origin;
mod date;
mod decode;
mod dispatch;
mod docs;
mod effects;
mod fixed;
mod fold;
mod form;
mod format;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzz;
pub mod generated;
mod headers;
mod health;
mod held;
mod host;
mod household;
mod idempotency;
mod in_process;
mod incoming;
mod lifecycle;
mod limits;
mod manifest;
mod many;
mod mount;
mod named;
mod nested;
mod openapi;
mod origin;
mod page;
mod pages;
mod place;
mod principal;
mod published;
mod rate;
mod read;
mod readiness;
mod receive;
mod refusal;
mod reject;
mod rest;
mod room;
mod routes;
mod run;
mod schema;
mod serve;
mod show;
mod trace;
mod unsaid;
mod vouch;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use answering::Answer;
pub use builder::{BuildError, Server};
pub(crate) use call::{End, end};
pub use context::Context;
#[doc(hidden)]
pub use convert::{Becomes, ByFrom, Each};
pub use cookie::{Cookie, SameSite};
#[cfg(feature = "cors")]
pub use cors::Cors;
pub use cross_origin::CrossOriginCounters;
pub(crate) use decode::AsBlank;
pub use dispatch::Dispatch;
pub use effects::{Effects, InvalidEffect};
pub use fold::Fold;
pub use format::{Document, ProblemFormat};
pub use idempotency::{Claimed, FormKey, IdempotencyStore, MemoryStore, StoreError, StoreKey, Stored, StoredAnswer, Token};
pub use in_process::InProcess;
pub use manifest::{Manifest, ManifestRow};
pub use mount::{Mount, Mounted};
pub(crate) use named::{Named, NamedError};
pub(crate) use openapi::bounds;
pub use origin::{InvalidOrigin, Verdict};
pub use pages::FormState;
pub use principal::Principal;
pub use published::Published;
pub use rate::InvalidProxy;
pub use refusal::Refusal;
pub use rest::Precondition;
pub use routes::Captures;
pub(crate) use schema::name_of;
pub use serve::{Serving, serve};
pub use trace::TraceParent;
pub use vouch::Vouch;
