//! Names that the protocol gives.

/// The media type of a stream.
pub(crate) const MEDIA_TYPE: &str = "text/event-stream";

/// The header in which a caller names the last event that it got.
pub(crate) const LAST_EVENT_ID: &str = "last-event-id";
