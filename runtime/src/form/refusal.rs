//! The refusal of a form.

use crate::error::{CallError, FieldError, Problem, problem_type};
use std::fmt;
use std::sync::Arc;

/// Refusal of a form, with the texts that were typed into it.
#[derive(Debug, Clone, Default)]
pub struct Refusal {
    /// The problem, where there is more to say than that fields are invalid.
    pub problem: Option<Problem>,
    /// Faults of single fields.
    pub errors: Vec<FieldError>,
    /// The fields as they were sent, by their full names. Secrets are not among them.
    pub typed: Vec<(String, String)>,
}

/// The failure of a call, for the form whose fields were its arguments: `Form::of(TodosSpec::CREATE).refused(&error)` has each fault beside
/// its field, and any other failure as its problem. What was typed the page still has.
impl<E: fmt::Display> From<&CallError<E>> for Refusal {
    fn from(error: &CallError<E>) -> Self {
        let (problem, errors) = match error {
            CallError::Invalid(errors) => (None, errors.clone()),
            CallError::Denied(problem) | CallError::Problem(problem) => (Some(problem.clone()), Vec::new()),
            CallError::Stale => (Some(Problem::of(problem_type::STALE_ACTION, error.to_string(), 409)), Vec::new()),
            other => (Some(Problem::of(problem_type::BLANK, other.to_string(), 0)), Vec::new()),
        };
        Self { problem, errors, typed: Vec::new() }
    }
}

impl<E: fmt::Display> From<&CallError<E>> for Arc<Refusal> {
    fn from(error: &CallError<E>) -> Self {
        Self::new(error.into())
    }
}
