//! An answer on its way out.

use axum::body::Body;
use http::Response;

/// An answer on its way out.
#[derive(Debug)]
pub struct Outgoing {
    pub(in crate::server) response: Response<Body>,
    /// True if it has what all answers have: its headers were prepared, and neither a context nor an effect has changed them.
    pub(in crate::server) is_complete: bool,
}

impl From<Response<Body>> for Outgoing {
    /// An answer that anybody may have made.
    fn from(response: Response<Body>) -> Self {
        Self { response, is_complete: false }
    }
}
