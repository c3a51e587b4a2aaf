//! Guards: whether a request may go on, before anything of it is believed.
//!
//! In: a request's head, and an option of the server. Out: leave to go on, or a rejection. It may know what contexts left (`context`) and how a
//! refusal is made (`problem`), and neither methods' types nor how an answer is written.

pub(super) mod accept;
pub(super) mod any_origin;
pub(super) mod bodies;
pub(super) mod client_network;
pub(super) mod connection_info;
pub(super) mod content_type;
#[cfg_attr(not(feature = "cors"), path = "cors_off.rs")]
pub(super) mod cors;
pub(super) mod cross_origin;
pub(super) mod digest;
pub(super) mod host;
pub(super) mod limits;
pub(super) mod live;
pub(super) mod many;
pub(super) mod origin;
pub(super) mod places;
pub(super) mod rate_limit;
pub(super) mod readiness;
pub(super) mod request_headers;
pub(super) mod room;
pub(super) mod stage;
pub(super) mod store;
pub(super) mod sunset;
pub(super) mod unread;
