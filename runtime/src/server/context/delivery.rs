//! A delivery of a webhook, as an extractor knows it.

use std::time::Duration;

/// A delivery of a webhook: the sender's name for it, and how long that is remembered.
#[derive(Debug, Clone)]
pub(in crate::server) struct Delivery {
    pub(in crate::server) id: String,
    pub(in crate::server) keep: Duration,
}
