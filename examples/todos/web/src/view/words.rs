//! Errors in the page's words.

use todos_api::{TITLE_MAX, TodoError};
use trifold::CallError;

/// An error of the service in words.
pub fn error(error: &TodoError) -> &'static str {
    match error {
        TodoError::NotFound { .. } => "That todo is gone: another window removed it.",
        TodoError::Full => "The list is full. Clear something first.",
        TodoError::NotAnImage => "That is no image that this page can show: choose a PNG, a JPEG, a GIF or a WebP image.",
        TodoError::Missed { .. } => "This page was away for long. Reload it to see what changed.",
        TodoError::Storage(_) => "The server could not keep that. Nothing was changed.",
    }
}

/// The failure of a call in words, where no field tells it.
pub fn notice(failure: &CallError<TodoError>) -> Option<String> {
    let words = match failure {
        CallError::Invalid(_) => return None,
        CallError::Api(own) => error(own),
        CallError::Denied(_) => "This page has lost its session. Reload it to get a new one.",
        CallError::Stale => "The server has changed since this page was loaded. Reload it to go on.",
        CallError::Offline => "There is no connection to the network.",
        CallError::Transport(_) => "The server cannot be reached. Nothing was changed.",
        CallError::Timeout => "The server took too long to answer.",
        CallError::Problem(problem) => return Some(format!("The server refused: {}.", problem.title)),
        CallError::Decode(_) => "The server's answer could not be read.",
    };
    Some(words.to_owned())
}

/// Fault of a title, where a call failed for it.
pub fn title_fault_of(error: &CallError<TodoError>, title: &str) -> Option<String> {
    matches!(error, CallError::Invalid(_)).then(|| title_fault(title))
}

/// Fault of a title that the rules refused.
pub fn title_fault(title: &str) -> String {
    if title.trim().is_empty() {
        "Write down what needs to be done.".to_owned()
    } else {
        format!("A title has at most {TITLE_MAX} characters; this one has {}.", title.trim().chars().count())
    }
}
