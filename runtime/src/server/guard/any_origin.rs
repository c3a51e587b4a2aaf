//! Services whose routes pages of any origin may call.

use crate::spec::ServiceSpec;

/// The services of a server whose routes do without the cross-origin check; most servers have none.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct AnyOrigin(Vec<ServiceSpec>);

impl AnyOrigin {
    /// Adds a service.
    pub(in crate::server) fn add(&mut self, service: ServiceSpec) {
        self.0.push(service);
    }

    /// Returns true if the routes of this service do without the check.
    pub(in crate::server) fn may_call(&self, service: &ServiceSpec) -> bool {
        self.0.iter().any(|known| known.is(service))
    }
}
