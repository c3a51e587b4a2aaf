//! All that the document of one version is made of.

use super::info::Info;
use crate::server::describe::service::Contract;
use crate::server::problem::format::ProblemFormat;

/// A service, and the format of its problems if it has its own.
pub(in crate::server) type Described = (Contract, Option<ProblemFormat>);

/// All that the document of one version is made of.
#[derive(Debug, Clone)]
pub(in crate::server) struct DocumentSource {
    /// The version; `None` for services without versions.
    pub(in crate::server) version: Option<u32>,
    pub(in crate::server) services: Vec<Described>,
    /// Words about the API beside its traits.
    pub(in crate::server) info: Option<Info>,
    /// True if the server counts all calls.
    pub(in crate::server) is_counted: bool,
}
