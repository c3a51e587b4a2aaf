//! Settings of a `Server`, once it serves.

use super::docs_page::Docs;
use super::layers::Layers;
use crate::server::guard::any_origin::AnyOrigin;
use crate::server::guard::cors;
use crate::server::guard::cross_origin::CrossOrigin;
use crate::server::guard::limits::Limits;
use crate::server::guard::live::LiveStreams;
use crate::server::guard::rate_limit::Rates;
use crate::server::guard::readiness::Readiness;
use crate::server::guard::sunset::SunsetPolicy;
use crate::server::idempotency::SharedStore;
use crate::server::openapi::info::Infos;
use crate::server::pages::settings::Pages;
use crate::server::problem::format::Formats;
use crate::server::trace::watched::Watching;

/// The limits and permissions of one server.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Config {
    /// Other origins that may call, and the rule for callers that are no browsers.
    pub(in crate::server) cross_origin: CrossOrigin,
    /// The services whose routes pages of any origin may call.
    pub(in crate::server) any_origin: AnyOrigin,
    /// Pages of other origins that may read the answers of routes.
    pub(in crate::server) cors: cors::Setting,
    /// The problem formats of single services.
    pub(in crate::server) formats: Formats,
    /// Words of the documents beside what services say.
    pub(in crate::server) infos: Infos,
    /// Bounds of one call, and of all calls together.
    pub(in crate::server) limits: Limits,
    /// Bounds of the streams that are open.
    pub(in crate::server) streams: LiveStreams,
    /// Rate limits, and the proxies whose word on addresses is believed.
    pub(in crate::server) rates: Rates,
    /// Page that shows the documents to people.
    pub(in crate::server) docs: Docs,
    /// The path of the health route, if there is one.
    pub(in crate::server) health: Option<String>,
    /// The path of the readiness route, if there is one, and the checks that it depends on.
    pub(in crate::server) readiness: Readiness,
    /// Dates on which routes go, and the pages that say so.
    pub(in crate::server) lifecycle: SunsetPolicy,
    /// Store of the answers that wait for a second call of one key.
    pub(in crate::server) answers: SharedStore,
    /// The line and the metrics of each call, besides its span.
    pub(in crate::server) watching: Watching,
    /// Layers around the calls of methods.
    pub(in crate::server) layers: Layers,
    /// The app's pages, until they are served.
    pub(in crate::server) pages: Pages,
}
