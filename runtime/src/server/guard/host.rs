//! For which host a request is: decided here, for both folds, for pages, and for the cross-origin check.
//!
//! In: a request's version, target and headers. Out: the host with its port, as the client wrote it; or a refusal (400). It takes nothing
//! from `Forwarded` or `X-Forwarded-Host`: any peer can write those.

use crate::server::header::field::{Field, Repeated};
use crate::server::problem::rejection::Rejection;
use http::{HeaderMap, StatusCode, Uri, Version, header};

/// The host of a request, perhaps with a port; none where an HTTP/1.0 client names none.
///
/// An absolute target and `:authority` come before `Host` (RFC 9112, section 3.2.2; RFC 9113, section 8.3.1).
///
/// # Errors
/// 400 for HTTP/1.1 without `Host`, for a second or malformed one in any version, for user information in the target, and for an HTTP/2
/// request whose `Host` is another than its `:authority`.
pub(in crate::server) fn of<'a>(version: Version, uri: &'a Uri, headers: &'a HeaderMap) -> Result<Option<&'a str>, Rejection> {
    named(version, uri, Field::of(headers, header::HOST))
}

/// The same, of a request whose `Host` is found.
pub(in crate::server) fn named<'a>(version: Version, uri: &'a Uri, host: Field<'a>) -> Result<Option<&'a str>, Rejection> {
    let named = text(host)?;
    let target = uri.authority().map(|authority| authority.as_str());
    if !target.is_none_or(is_host) {
        return Err(refusal("the target names no sound host"));
    }
    match (target, named) {
        (_, None) if version == Version::HTTP_11 => Err(refusal("`Host` is missing")),
        (None, None) if version > Version::HTTP_11 => Err(refusal("`:authority` is missing")),
        (Some(target), Some(named)) if version > Version::HTTP_11 && !target.eq_ignore_ascii_case(named) => {
            Err(refusal("`Host` and `:authority` differ"))
        }
        (target, named) => Ok(target.or(named)),
    }
}

/// The one value of `Host`, or none.
fn text(host: Field<'_>) -> Result<Option<&str>, Rejection> {
    let value = host.single().map_err(|Repeated| refusal("`Host` is there more than once"))?;
    let Some(value) = value else { return Ok(None) };
    match value.to_str() {
        Ok(host) if is_host(host) => Ok(Some(host)),
        _ => Err(refusal("`Host` is malformed")),
    }
}

fn refusal(detail: &str) -> Rejection {
    Rejection::status(StatusCode::BAD_REQUEST).detail(detail)
}

/// A registered name or an IP literal, and perhaps a port (RFC 3986, section 3.2, without user information and percent-encoding).
pub(in crate::server) fn is_host(text: &str) -> bool {
    let is_of_name = |byte: u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_');
    let is_plain = |name: &str| !name.is_empty() && name.bytes().all(is_of_name);
    if is_plain(text) {
        return true;
    }
    let (name, port) = match text.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (text, None),
    };
    let is_literal = |name: &str| name.bytes().all(|byte| byte.is_ascii_hexdigit() || b":.".contains(&byte));
    let name_is_plain = match name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(literal) => !literal.is_empty() && is_literal(literal),
        None => is_plain(name),
    };
    name_is_plain && port.is_none_or(|port| port.parse::<u16>().is_ok() && port.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn host(version: Version, target: &'static str, hosts: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, HeaderValue::from_bytes(host.as_bytes()).unwrap());
        }
        match of(version, &Uri::from_static(target), &headers) {
            Ok(host) => Some(host.unwrap_or("none").to_owned()),
            Err(refusal) => {
                assert_eq!(refusal.into_response().status(), 400);
                None
            }
        }
    }

    #[test]
    fn the_table_of_cases() {
        const ABSOLUTE: &str = "http://app.example/x";
        let table: &[(Version, &str, &[&str], Option<&str>)] = &[
            (Version::HTTP_11, "/x", &["app.example"], Some("app.example")),
            (Version::HTTP_11, "/x", &["APP.example:8080"], Some("APP.example:8080")),
            (Version::HTTP_11, "/x", &["[::1]:3000"], Some("[::1]:3000")),
            (Version::HTTP_11, "/x", &[], None),
            (Version::HTTP_11, "/x", &["app.example", "app.example"], None),
            (Version::HTTP_11, "/x", &["app.example", "evil.example"], None),
            (Version::HTTP_11, ABSOLUTE, &["app.example"], Some("app.example")),
            (Version::HTTP_11, ABSOLUTE, &["evil.example"], Some("app.example")),
            (Version::HTTP_11, ABSOLUTE, &[], None),
            (Version::HTTP_11, "http://user@app.example/x", &["app.example"], None),
            (Version::HTTP_10, "/x", &[], Some("none")),
            (Version::HTTP_10, "/x", &["app.example"], Some("app.example")),
            (Version::HTTP_10, "/x", &["app.example", "app.example"], None),
            (Version::HTTP_2, ABSOLUTE, &[], Some("app.example")),
            (Version::HTTP_2, ABSOLUTE, &["App.Example"], Some("app.example")),
            (Version::HTTP_2, ABSOLUTE, &["evil.example"], None),
            (Version::HTTP_2, "/x", &["app.example"], Some("app.example")),
            (Version::HTTP_2, "/x", &[], None),
        ];
        for (version, target, hosts, expected) in table {
            assert_eq!(host(*version, target, hosts).as_deref(), *expected, "{version:?} {target} {hosts:?}");
        }
    }

    #[test]
    fn a_malformed_host_is_refused() {
        let malformed =
            ["", " ", "a b", "a/b", "user@a", "a,b", "a:", "a:b", "a:99999", "a:-1", "[::1", "::1", "[]", "[x]", "a?b", "a#b", "\u{e9}"];
        for malformed in malformed {
            assert_eq!(host(Version::HTTP_11, "/", &[malformed]), None, "{malformed:?}");
        }
    }
}
