//! Names and times that the protocol gives.

use std::time::Duration;

/// The media type of a stream.
pub(crate) const MEDIA_TYPE: &str = "text/event-stream";

/// The header in which a caller names the last event that it got.
pub(crate) const LAST_EVENT_ID: &str = "last-event-id";

/// Silence after which a server says that it is there.
pub(crate) const PING_AFTER: Duration = Duration::from_secs(15);
