//! A document while it is made.

use super::info::Info;
use super::schemas::Schemas;
use super::security::Schemes;
use crate::server::problem::format::ProblemFormat;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Collects the routes of one version.
#[derive(Debug)]
pub(super) struct DocumentBuilder {
    pub(super) version: Option<u32>,
    pub(super) schemas: Schemas,
    pub(super) schemes: Schemes,
    pub(super) paths: BTreeMap<String, Map<String, Value>>,
    /// True if the server counts all calls.
    pub(super) is_counted: bool,
    /// Problem format of the service that is being described.
    pub(super) format: Option<ProblemFormat>,
    /// Words about the API beside its traits.
    pub(super) info: Option<Info>,
}

impl DocumentBuilder {
    pub(super) fn of(version: Option<u32>, schemas: Schemas) -> Self {
        Self { version, schemas, schemes: Schemes::default(), paths: BTreeMap::new(), is_counted: false, format: None, info: None }
    }
}
