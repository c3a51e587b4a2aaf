//! The server half: from a request to a method of a service, and back.
//!
//! In: HTTP requests and the services that the macros mount. Out: HTTP responses, each error a problem document. Imports go down, from floor to
//! floor: `builder → router → dispatch → service → {call, pages, openapi, serve} → {body, response} → {guard, idempotency, webhooks} →
//! {decode, context} → problem → schema → {describe, trace} → header`. A room says in its header what it may know.
//!
//! ```ignore
//! let app: axum::Router = trifold::server::Server::new().add_service(TodosServer::new(app)).into_router();
//! ```

mod body;
mod builder;
mod call;
mod context;
mod decode;
mod describe;
mod dispatch;
pub mod generated;
mod guard;
mod header;
mod idempotency;
mod openapi;
mod pages;
mod problem;
mod response;
mod router;
mod schema;
mod serve;
mod service;
pub(crate) mod testing;
mod trace;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use builder::documents::ApiDocument;
pub use builder::manifest::{Manifest, ManifestRow};
pub use builder::server::Server;
pub use builder::service_server::ServiceServer;
pub(crate) use call::outcome::{End, end};
pub use context::body_check::BodyVerifier;
pub use context::call_key::CallKey;
pub use context::captures::Captures;
pub use context::effects::handle::Effects;
pub use context::effects::invalid::InvalidEffect;
pub use context::extract::Context;
pub use context::fold::Fold;
pub use context::principal::Principal;
pub use context::refusal::Refusal;
pub use cookie::{Cookie, SameSite};
pub(crate) use describe::number_bounds;
pub(crate) use describe::type_info::{ErrorInfo, Named};
pub use dispatch::layers::MethodService;
#[cfg(feature = "cors")]
pub use guard::cors::Cors;
pub use guard::cross_origin::CrossOriginCounters;
pub use guard::origin::{InvalidOrigin, Verdict};
pub use guard::rate_limit::{Gcra, InvalidProxy, Quota, RateKey, RateStore, Standing};
pub use guard::store::{StoreError, Stored};
pub use idempotency::{Claimed, FormKey, IdempotencyStore, MemoryStore, StoreKey, StoredAnswer, Token};
pub use openapi::info::Info;
pub use pages::form_state::FormState;
pub use problem::build_error::BuildError;
pub use problem::format::{Document, ProblemFormat};
pub(crate) use response::frames::take as take_frames;
pub use response::precondition::Precondition;
pub use router::server_service::{ServerFuture, ServerService};
pub(crate) use schema::name_of;
pub use serve::{Listener, Serving, serve};
pub use service::erased::Mount;
#[doc(hidden)]
pub use service::version::{ByFrom, Each, IntoVersion};
#[cfg(feature = "testing")]
pub use testing::fake::FakeTransport;
pub use testing::in_process::InProcess;
#[cfg(feature = "testing")]
#[doc(hidden)]
pub use testing::{rate_store_conformance as __rate_store_conformance, store_conformance as __store_conformance};
pub use trace::trace_parent::TraceParent;
#[cfg(feature = "typescript")]
pub(crate) use {
    describe::service::Contract,
    openapi::{Described, RequestNames},
    schema::{Components, SchemaDirection, Walk as SchemaWalk, is_known, is_option, name_of_model, said},
};
