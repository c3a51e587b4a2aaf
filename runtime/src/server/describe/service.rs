//! The contract of a service.

use crate::spec::{MethodSpec, ServiceSpec};

/// Contract of a service: its spec, and those of its methods.
#[derive(Debug, Clone, Copy)]
pub struct Contract {
    /// Spec that the methods share.
    pub service: &'static ServiceSpec,
    /// Every method, in declared order.
    pub methods: &'static [MethodSpec],
}

impl Contract {
    /// First each method by its newest route, then each as older versions know it: the order of the emitted adapters.
    pub(in crate::server) fn each(&self) -> impl Iterator<Item = &'static MethodSpec> + use<> {
        let methods = self.methods;
        methods.iter().chain(methods.iter().flat_map(|method| method.older))
    }
}

/// Returns the prefix of all routes of one base and version: `/api/v1`.
pub(in crate::server) fn versioned(base: &str, version: Option<u32>) -> String {
    version.map_or_else(|| base.to_owned(), |version| format!("{base}/v{version}"))
}

impl ServiceSpec {
    /// The whole contract of the service.
    #[doc(hidden)]
    pub const fn with(&'static self, methods: &'static [MethodSpec]) -> Contract {
        Contract { service: self, methods }
    }
}
