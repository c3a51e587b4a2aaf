//! Services whose routes pages of any origin may call.

use super::builder::Server;
use crate::spec::ServiceSpec;

/// The services of a server whose routes do without the cross-origin check; most servers have none.
#[derive(Debug, Clone, Default)]
pub(super) struct AnyOrigin(Vec<ServiceSpec>);

impl AnyOrigin {
    /// Whether the routes of this service do without the check.
    pub(super) fn may_call(&self, service: &ServiceSpec) -> bool {
        self.0.iter().any(|known| known.is(service))
    }
}

impl Server {
    /// Lets pages of every origin call the routes of one service: `allow_any_origin(TodosSpec::SERVICE)`. Its actions stay closed to them.
    ///
    /// **Only for a service whose callers prove who they are in a header that no browser adds by itself**, such as `Authorization` with a
    /// token. Where a cookie is enough, any page on the web could act in its visitors' names. For a page to read the answers, and to send
    /// JSON at all, the router also needs CORS headers: `Server::cors` with `Cors::any()`. A malformed or repeated `Origin` is refused here
    /// as everywhere (403).
    pub fn allow_any_origin(mut self, service: ServiceSpec) -> Self {
        self.config.any_origin.0.push(service);
        self
    }
}
