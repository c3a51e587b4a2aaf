//! The refusal of a form.

use crate::error::{FieldError, Problem};

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
