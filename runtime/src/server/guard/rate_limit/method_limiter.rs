//! The limiters of one method.

use super::limiter::Limiter;
use super::proxies::Proxies;
use super::shared::SharedRates;
use std::sync::Arc;

/// The limiters that a call of one method must pass, and who counts.
#[derive(Debug)]
pub(super) struct MethodLimiter {
    pub(super) limiters: Vec<Arc<Limiter>>,
    pub(super) proxies: Arc<Proxies>,
    pub(super) shared: Option<Arc<SharedRates>>,
}
