//! Words for what went wrong with a call, as RealWorld shows them: the field, and what is said of it.

use realworld_api::ConduitError;
use trifold::{CallError, FieldError};

/// Outcome of a call that failed.
pub(crate) type Fault = CallError<ConduitError>;

/// A line for each fault.
pub(crate) fn lines(fault: &Fault) -> Vec<String> {
    match fault {
        CallError::Api(ConduitError::Taken { fields }) => fields.iter().map(|field| format!("{field} has already been taken")).collect(),
        CallError::Invalid(errors) => errors.iter().map(|error| format!("{} {}", field(error), error.message)).collect(),
        other => other.message().into_iter().map(|words| words.into_owned()).collect(),
    }
}

/// The name of the field: the last name in its pointer.
fn field(error: &FieldError) -> &str {
    let mut names = error.pointer.as_deref().unwrap_or_default().rsplit('/');
    names.find(|name| !name.is_empty() && name.parse::<usize>().is_err()).unwrap_or("body")
}

/// Returns true if the server does not know the caller, or not any more.
pub(crate) fn is_unauthorized(fault: &Fault) -> bool {
    match fault {
        CallError::Api(error) => matches!(error, ConduitError::TokenMissing | ConduitError::TokenInvalid),
        CallError::Denied(problem) => problem.status == 401,
        _ => false,
    }
}

/// Returns true if the server could not say: it was not reached, failed, has no time, or somebody between answered.
pub(crate) fn is_unavailable(fault: &Fault) -> bool {
    match fault {
        CallError::Api(error) => matches!(error, ConduitError::Failed(_)),
        CallError::Problem(problem) => problem.status >= 500 || matches!(problem.status, 408 | 429),
        CallError::Decode(error) => !(400..500).contains(&error.status),
        CallError::Invalid(_) | CallError::Denied(_) => false,
        CallError::Stale | CallError::Transport(_) | CallError::Timeout | CallError::Offline => true,
    }
}
