//! What a `Server` was told, once it serves.

use super::format::Formats;
use super::origin::Origins;

/// The limits and permissions of one server.
#[derive(Debug, Clone)]
pub(super) struct Config {
    /// Which other origins may call, and whether callers that are no browsers may.
    pub(super) origins: Origins,
    /// The most bytes that a body may have.
    pub(super) body_limit: usize,
    /// The problem formats of single services.
    pub(super) formats: Formats,
}

impl Default for Config {
    fn default() -> Self {
        Self { origins: Origins::default(), body_limit: 1024 * 1024, formats: Formats::default() }
    }
}
