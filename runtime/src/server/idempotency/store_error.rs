//! The failure of a store.

/// A store that could not do what it was asked. The reason is logged, and never sent.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(pub String);
