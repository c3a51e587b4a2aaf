//! What a client call can fail with.

use super::TransportError;
use super::{FieldError, Problem};
use std::fmt;

/// What a client call can fail with; `E` is the method's own error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallError<E> {
    /// The method's own error, as the server returned it.
    Api(E),
    /// Rules refuse the arguments: on this side before anything was sent, or on the server.
    Invalid(Vec<FieldError>),
    /// The caller is not known (401) or not allowed (403).
    Denied(Problem),
    /// The two sides were built from different versions; reload, or update the client.
    Stale,
    /// Any other problem that the server reports.
    Problem(Problem),
    /// No answer came.
    Transport(TransportError),
    /// No answer came in time: this side gave up waiting, or the server at the method's deadline (503, type `/problems/timeout`), or a proxy
    /// between them (504). Whether the method did its work is not known.
    Timeout,
    /// The answer could not be read.
    Decode(String),
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Invalid(errors) => {
                f.write_str("invalid input")?;
                errors.iter().enumerate().try_for_each(|(i, error)| write!(f, "{}{error}", if i == 0 { ": " } else { "; " }))
            }
            Self::Denied(problem) | Self::Problem(problem) => problem.fmt(f),
            Self::Stale => f.write_str("this client and the server were built from different versions"),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout => f.write_str("no answer in time"),
            Self::Decode(error) => write!(f, "the answer could not be read: {error}"),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for CallError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Api(error) => Some(error),
            Self::Transport(error) => Some(error),
            _ => None,
        }
    }
}
