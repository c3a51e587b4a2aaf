//! The answer of any store, whatever it keeps: a value at once or later, or a failure.

use std::pin::Pin;

/// A value that a store gives at once or later.
pub type Stored<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A store that could not do what it was asked. The reason is logged, and never sent.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(pub String);
