//! A service's own error.

use crate::wire::{Shape, Wire};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A service's own error: an enum whose variants each name an HTTP status.
///
/// Derive it beside `thiserror::Error`. On the wire a value is a problem document (RFC 9457) with `code`, the variant's name in snake
/// case, and the variant's fields beside the five standard members. Fields marked `#[internal]` never travel.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an `ApiError`",
    label = "this error cannot be sent to a caller",
    note = "write `#[derive(Debug, thiserror::Error, trifold::ApiError)]` above it, and `#[status(..)]` on each variant; an error of another crate becomes a variant of such an enum"
)]
pub trait ApiError:
    // Missing? Add `thiserror::Error` to the derives, and `#[error("..")]` with a message to each variant.
    std::error::Error + Serialize + DeserializeOwned + Wire + 'static
{
    /// The type's name, the first part of its problem types.
    const NAME: &'static str;

    /// What is known of each variant, in declared order.
    const VARIANTS: &'static [ErrorVariant];

    /// The place of this value's variant in [`ApiError::VARIANTS`].
    fn variant(&self) -> usize;

    /// Whether the value holds something that is not sent, and so is worth a line in the log.
    fn hides(&self) -> bool {
        false
    }
}

/// What is known of one variant of an [`ApiError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorVariant {
    /// The variant's name in snake case.
    pub code: &'static str,
    /// The HTTP status.
    pub status: u16,
}

impl ErrorVariant {
    /// A variant with this code and status.
    pub const fn new(code: &'static str, status: u16) -> Self {
        Self { code, status }
    }

    /// The problem type: `/problems/TodoError/not_found`, a relative reference (RFC 9457, section 3.1.1).
    pub fn problem_type(&self, error: &str) -> String {
        format!("/problems/{error}/{}", self.code)
    }

    /// The problem's title: `Not found`.
    pub fn title(&self) -> String {
        let mut title = self.code.replace('_', " ");
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        title
    }
}

/// The error of a method that cannot fail: it has no values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(schemars::JsonSchema))]
pub enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl Wire for Never {
    const SHAPE: Shape = Shape::named("never");
}

#[diagnostic::do_not_recommend]
impl ApiError for Never {
    const NAME: &'static str = "Never";
    const VARIANTS: &'static [ErrorVariant] = &[];

    fn variant(&self) -> usize {
        match *self {}
    }
}
