//! Headers of answers in JSON, as they are sent. An answer clones them: to insert one after another would cost three times as much.

use super::cache_control::UNSAID;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use std::sync::LazyLock;

const TYPE: (HeaderName, HeaderValue) = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));

/// The value says what it is, and no browser guesses.
pub(in crate::server) const NOSNIFF: (HeaderName, HeaderValue) = (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));

/// An action's answer is kept by no cache.
pub(in crate::server) const NO_STORE: (HeaderName, HeaderValue) = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// An action's answer is read by no other site (Fetch, <https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header>).
pub(in crate::server) const SAME_ORIGIN: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));

/// Of an action.
pub(super) static ACTION: LazyLock<HeaderMap> = LazyLock::new(|| HeaderMap::from_iter([TYPE, NOSNIFF, NO_STORE, SAME_ORIGIN]));

/// Of a route that changes something, or reads without a tag.
pub(super) static WRITE: LazyLock<HeaderMap> = LazyLock::new(|| HeaderMap::from_iter([TYPE, NOSNIFF]));

/// Of a route that reads: with a place for its tag.
pub(super) static READ: LazyLock<HeaderMap> = LazyLock::new(|| {
    HeaderMap::from_iter([TYPE, NOSNIFF, (header::CACHE_CONTROL, UNSAID), (header::ETAG, HeaderValue::from_static("\"\""))])
});
