//! The expected effects of a mutation's calls on what a page shows.

use crate::rules::Fold;
use crate::source::Shared;
use std::sync::Arc;

/// In: a value, and the arguments. Out: the value to show, unless these are of other types.
pub(crate) type Apply = dyn Fn(&Shared, &Shared) -> Option<Shared> + Send + Sync;

/// The expected effect of a call on the values of a read.
pub(crate) struct Overlay {
    /// The id of the read.
    pub(crate) read: &'static str,
    pub(crate) apply: Box<Apply>,
    /// The one that was named before it.
    pub(crate) before: Option<Arc<Overlay>>,
}

impl Overlay {
    /// The effect of a call with these arguments.
    pub(crate) fn fold(self: &Arc<Self>, arguments: &Shared) -> Fold<Shared> {
        let (overlay, arguments) = (self.clone(), arguments.clone());
        Arc::new(move |value| (overlay.apply)(value, &arguments).unwrap_or_else(|| value.clone()))
    }
}
