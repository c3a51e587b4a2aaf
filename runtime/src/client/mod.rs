//! The native client half, feature `client`: [`Http`], a [`Transport`](crate::Transport) on reqwest.
//!
//! In: requests by path. Out: the server's answers, or a [`TransportError`](crate::TransportError). Nothing here
//! knows a service, an action or JSON, and nothing is global: a client is a value, and its clones share its connections.

mod base;
mod failed;
mod http;
mod incoming;

pub use self::base::InvalidBase;
pub use self::http::Http;
