//! Texts for what is wrong with a form, in the words of the application.

use super::field::Field;
use std::fmt;
use std::sync::Arc;

/// Gives the text for a code and the field that it is about; none for what stays in the words of the server.
type Translate = dyn Fn(&str, Option<&Field>) -> Option<String> + Send + Sync;

/// The application's own words for faults.
#[derive(Clone)]
pub(crate) struct Translation(Arc<Translate>);

impl Translation {
    pub(crate) fn new(translate: impl Fn(&str, Option<&Field>) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(translate))
    }

    /// The text of this code, if there is one.
    pub(crate) fn text(&self, code: &str, field: Option<&Field>) -> Option<String> {
        (self.0)(code, field)
    }
}

/// Leaves the words of the server.
impl Default for Translation {
    fn default() -> Self {
        Self::new(|_, _| None)
    }
}

impl fmt::Debug for Translation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Translation").finish_non_exhaustive()
    }
}
