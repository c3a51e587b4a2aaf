//! Faults of single fields.

use crate::error::FieldError;

/// Makes the fault of a field of the body.
pub(in crate::server) fn fault(pointer: &str, code: &str, message: &str) -> FieldError {
    FieldError { pointer: Some(pointer.to_owned()), parameter: None, code: code.to_owned(), message: message.to_owned() }
}
