//! Streams of events: one result that comes value by value, over a response that stays open.
//!
//! In: values with their ids, or the bytes of a `text/event-stream`. Out: the same the other way round. It knows no socket, no browser and no
//! method; when a client connects again is for `transport` to say.
//!
//! Source: HTML, section 9.2, server-sent events (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).

mod connection;
mod event_stream;
#[cfg(feature = "server")]
pub(crate) mod frame;
mod id;
mod last_event_id;
#[cfg(feature = "server")]
mod made;
mod names;
pub(crate) mod parser;
#[cfg(feature = "server")]
pub(crate) mod source;

pub use connection::Connection;
pub(crate) use connection::Hear;
pub(crate) use event_stream::Arriving;
pub use event_stream::EventStream;
pub use id::{EventId, InvalidEventId};
pub use last_event_id::LastEventId;
pub(crate) use names::{LAST_EVENT_ID, MEDIA_TYPE, PING_AFTER};
