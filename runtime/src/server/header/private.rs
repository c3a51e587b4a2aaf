//! `Cache-Control` of an answer to one caller (RFC 9111, section 5.2.2.7).

use http::{HeaderMap, HeaderValue, header};

/// Directives that say for whom an answer is.
const FOR_WHOM: [&str; 3] = ["private", "public", "no-store"];

/// Leaves an answer to one caller to that caller's cache, unless its `Cache-Control` says for whom it is.
pub(in crate::server) fn keep_private(headers: &mut HeaderMap) {
    let names = |value: &HeaderValue| {
        let text = value.to_str().unwrap_or_default();
        text.split(',').any(|directive| FOR_WHOM.iter().any(|name| directive.trim().eq_ignore_ascii_case(name)))
    };
    let lines: Vec<_> = headers.get_all(header::CACHE_CONTROL).iter().cloned().collect();
    if lines.is_empty() || lines.iter().any(names) {
        return;
    }
    let all: Vec<_> = ["private"].into_iter().chain(lines.iter().filter_map(|line| line.to_str().ok())).collect();
    headers.insert(header::CACHE_CONTROL, HeaderValue::try_from(all.join(", ")).unwrap_or(HeaderValue::from_static("private")));
}
