//! What stands before a server that is nested on another router (`Router::nest`).
//!
//! In: a request, off whose path axum has taken the prefix. Out: that prefix, for what an answer says of paths.

use axum::extract::NestedPath;
use http::Extensions;

/// The prefix, without a slash at its end; nothing for a server that stands by itself. One with captures is not known in full, and counts
/// as none.
pub(in crate::server) fn prefix(extensions: &Extensions) -> &str {
    let path = extensions.get::<NestedPath>().map_or("", NestedPath::as_str);
    if path.contains('{') { "" } else { path.trim_end_matches('/') }
}
