//! The place from which a caller goes on.

use super::EventId;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The event after which a caller goes on: a `#[context]` of a method that gives an [`EventStream`](crate::EventStream), read from the
/// `Last-Event-ID` of a caller that was cut off.
///
/// A header with more than 256 bytes, or that is no text, is refused with 400 before the method.
///
/// ```
/// # use trifold::{EventId, LastEventId};
/// let after = LastEventId::from(EventId::from(42));
/// assert_eq!(after.id::<u64>(), Some(42));
/// assert_eq!(LastEventId::default().id::<u64>(), None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct LastEventId {
    id: Option<EventId>,
    is_misread: Arc<AtomicBool>,
}

impl LastEventId {
    /// The id as the type that the method's ids have; none for a caller that begins.
    ///
    /// An id that cannot be read as this type is none of the method's. Then the call is refused with 400, whatever the method does: to begin
    /// from the start, or from now on, would pass over what the caller missed. It has to be asked for before the method returns.
    pub fn id<I: FromStr>(&self) -> Option<I> {
        let parsed = self.id.as_ref()?.parse();
        if parsed.is_none() {
            self.is_misread.store(true, Ordering::Relaxed);
        }
        parsed
    }

    /// True if the method asked for an id of another type than the caller sent.
    #[cfg(feature = "server")]
    pub(crate) fn is_misread(&self) -> bool {
        self.is_misread.load(Ordering::Relaxed)
    }
}

impl From<EventId> for LastEventId {
    fn from(id: EventId) -> Self {
        Self { id: Some(id), is_misread: Arc::default() }
    }
}
