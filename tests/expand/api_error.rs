//! A service's own error.

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum TodoError {
    /// The list has no such todo.
    #[error("todo {id} not found")]
    #[status(404)]
    NotFound { id: u64 },
    #[error("the list is full")]
    #[status(409)]
    Full,
    #[error("storage failed")]
    #[status(500)]
    Storage(#[internal] String),
    #[error("{0} and {1} are one")]
    #[status(422)]
    Same(u64, u64, #[internal] Option<std::sync::Arc<str>>),
    #[error("locked")]
    #[status(423)]
    Locked { by: u64, time: std::time::Duration },
}
