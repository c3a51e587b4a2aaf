//! Where a redirect may lead.
//!
//! A target may come from a request, and is read by browsers, proxies and old libraries, each with habits of its own: browsers drop tabs and
//! line breaks, take `\` for `/`, and `//host` for another origin; some proxies decode before they look.

use super::invalid::InvalidEffect;
use http::{HeaderValue, Uri};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// Number of times that a path is decoded in search of what it hides.
const ROUNDS: usize = 3;

/// Nothing but what is not ASCII: controls have been refused by then.
const FOREIGN: &AsciiSet = CONTROLS;

/// A path of this origin, with its query and fragment, as a header's value.
pub(in crate::server) fn local(target: &str) -> Result<HeaderValue, InvalidEffect> {
    if is_local(target) { value(target).ok_or(InvalidEffect::TARGET) } else { Err(InvalidEffect::TARGET) }
}

/// Whether every reader of the target takes it for a path of this origin.
pub(in crate::server) fn is_local(target: &str) -> bool {
    let end = target.find(['?', '#']).unwrap_or(target.len());
    let (path, rest) = target.split_at(end);
    let mut decoded = path.to_owned();
    for _ in 0..ROUNDS {
        if !is_plain_path(&decoded) {
            return false;
        }
        decoded = percent_decode_str(&decoded).decode_utf8_lossy().into_owned();
    }
    is_plain_path(&decoded) && rest.chars().all(|c| !c.is_control() && c != ' ' && c != '\\')
}

/// One slash to begin with, nothing that a browser would drop or turn around, no step upwards.
fn is_plain_path(path: &str) -> bool {
    let begins = path.starts_with('/') && !path.starts_with("//");
    begins && !path.chars().any(|c| c.is_control() || c == '\\') && !path.split('/').any(|segment| matches!(segment, "." | ".."))
}

/// A URL of another origin.
pub(super) fn external(target: &str) -> Result<HeaderValue, InvalidEffect> {
    let sound = target.parse::<Uri>().is_ok_and(|uri| {
        let has_host = uri.authority().is_some_and(|authority| !authority.as_str().contains('@') && !authority.host().is_empty());
        has_host && matches!(uri.scheme_str(), Some("http" | "https"))
    });
    match value(target) {
        Some(value) if sound && !target.contains('\\') => Ok(value),
        _ => Err(InvalidEffect::EXTERNAL),
    }
}

fn value(target: &str) -> Option<HeaderValue> {
    if target.chars().any(|c| c.is_control() || c == ' ') {
        return None;
    }
    HeaderValue::from_str(&utf8_percent_encode(target, FOREIGN).to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_this_origin_is_fine() {
        let cases = [
            ("/", "/"),
            ("/todos/7?new=1&next=//x#title", "/todos/7?new=1&next=//x#title"),
            ("/a//b", "/a//b"),
            ("/files/a%2Fb", "/files/a%2Fb"),
            ("/größe?q=ü", "/gr%C3%B6%C3%9Fe?q=%C3%BC"),
            ("/a.b/..c", "/a.b/..c"),
            ("/100%", "/100%"),
        ];
        for (target, header) in cases {
            assert_eq!(local(target).as_ref().map(HeaderValue::as_bytes), Ok(header.as_bytes()), "{target}");
        }
    }

    #[test]
    fn what_any_reader_could_take_for_another_origin_is_refused() {
        let cases = [
            "",
            "todos",
            "?a",
            "#a",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "https:/evil.example",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            " /a",
            "/a b",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            "/a\r\nSet-Cookie: x=y",
            "/a\0",
            "/\u{85}a",
            "/%2f/evil.example",
            "/%2Fevil.example",
            "/%5cevil.example",
            "/%5C%5Cevil.example",
            "/%252fevil.example",
            "/%25252fevil.example",
            "/%09/evil.example",
            "/%0d%0aSet-Cookie:%20x=y",
            "/a\\b",
            "/./x",
            "/../x",
            "/.//evil.example",
            "/%2e%2e//evil.example",
            "/a/..//evil.example",
            "/a?b\\c",
            "/a?b\r\nc",
        ];
        for target in cases {
            assert_eq!(local(target), Err(InvalidEffect::TARGET), "{target:?}");
        }
    }

    #[test]
    fn an_external_redirect_is_a_url_of_the_web() {
        for target in ["https://pay.example/a?b=c", "http://pay.example", "https://pay.example:8443/"] {
            assert!(external(target).is_ok(), "{target}");
        }
        for target in [
            "/local",
            "//pay.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://pay.example/",
            "https://me@pay.example/",
            "https:///x",
            "https://pay.example/\r\nX: y",
            "https:\\\\pay.example",
            "https://pay.example/\\x",
            "",
        ] {
            assert_eq!(external(target), Err(InvalidEffect::EXTERNAL), "{target:?}");
        }
    }
}
