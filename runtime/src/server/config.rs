//! What a `Server` was told, once it serves.

use super::any_origin::AnyOrigin;
use super::cors;
use super::cross_origin::CrossOrigin;
use super::docs::Docs;
use super::format::Formats;
use super::idempotency::Answers;
use super::lifecycle::Lifecycle;
use super::limits::Limits;
use super::pages::Pages;
use super::rate::Rates;
use super::readiness::Readiness;

/// The limits and permissions of one server.
#[derive(Debug, Clone, Default)]
pub(super) struct Config {
    /// Which other origins may call, and whether callers that are no browsers may.
    pub(super) cross_origin: CrossOrigin,
    /// The services whose routes pages of any origin may call.
    pub(super) any_origin: AnyOrigin,
    /// Which pages of other origins may read what routes answer.
    pub(super) cors: cors::Setting,
    /// The problem formats of single services.
    pub(super) formats: Formats,
    /// How much of the server one call may take, and how many calls there may be.
    pub(super) limits: Limits,
    /// How often callers may call, and whose word on addresses is believed.
    pub(super) rates: Rates,
    /// Whether people see the documents as a page.
    pub(super) docs: Docs,
    /// The path of the health route, if there is one.
    pub(super) health: Option<String>,
    /// The path of the readiness route, if there is one, and what it depends on.
    pub(super) readiness: Readiness,
    /// When routes go, and where callers read about it.
    pub(super) lifecycle: Lifecycle,
    /// Where answers wait for a second call of one key.
    pub(super) answers: Answers,
    /// The app's pages, until they are served.
    pub(super) pages: Pages,
}
