//! What can go wrong with a call, beside what Trifold itself refuses.

use trifold::{ApiError, Source};

/// Why a call of [`Todos`](crate::Todos) failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, ApiError)]
pub enum TodoError {
    /// The caller's list has no such todo.
    #[error("todo {id} not found")]
    #[status(404)]
    NotFound {
        /// The id that was asked for.
        id: u64,
    },
    /// The caller's list takes no more todos.
    #[error("the list is full")]
    #[status(409)]
    Full,
    /// What was attached is no image that a page shows.
    #[error("attach a PNG, a JPEG, a GIF or a WebP image")]
    #[status(415)]
    NotAnImage,
    /// The caller was away for longer than changes are kept.
    #[error("changes before {oldest} are not kept any more: get the list again")]
    #[status(410)]
    Missed {
        /// The first change that there is.
        oldest: u64,
    },
    /// The store failed. Why is logged, and never sent.
    #[error("storage failed")]
    #[status(500)]
    Storage(
        #[internal]
        #[from]
        Source,
    ),
}
