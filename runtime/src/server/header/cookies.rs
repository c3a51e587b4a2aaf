//! The cookies of a browser that has taken an answer.

use cookie::{Cookie, Expiration, time::OffsetDateTime};
use http::{HeaderMap, HeaderValue, header};

/// The `Cookie` header of the next request: what this one had, with what its answer set and removed (RFC 6265, section 5.3). Where a cookie belongs is not looked
/// at: both are for this server.
pub(in crate::server) fn after(request: &HeaderMap, answer: &HeaderMap) -> Option<HeaderValue> {
    let mut pairs: Vec<(String, String)> = texts(request).filter_map(pair).collect();
    for set in answer.get_all(header::SET_COOKIE).iter().filter_map(|value| Cookie::parse(value.to_str().ok()?).ok()) {
        pairs.retain(|(name, _)| name != set.name());
        if !is_removed(&set) {
            pairs.push((set.name().to_owned(), set.value().to_owned()));
        }
    }
    let written: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    if written.is_empty() { None } else { HeaderValue::from_str(&written.join("; ")).ok() }
}

/// The cookies of a request, each as `name=value`. One that is no text of ASCII is left out, and those beside it are not.
pub(in crate::server) fn texts(request: &HeaderMap) -> impl Iterator<Item = &str> {
    let cookies = request.get_all(header::COOKIE).iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b';'));
    let texts = cookies.filter_map(|cookie| std::str::from_utf8(cookie).ok().map(str::trim));
    texts.filter(|cookie| !cookie.is_empty() && cookie.bytes().all(|byte| matches!(byte, b' '..=b'~')))
}

fn pair(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    Some((name.to_owned(), value.to_owned()))
}

fn is_removed(cookie: &Cookie<'_>) -> bool {
    let is_past = |expires| matches!(expires, Expiration::DateTime(moment) if moment <= OffsetDateTime::now_utc());
    match cookie.max_age() {
        Some(age) => !age.is_positive(),
        None => cookie.expires().is_some_and(is_past),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(had: &[&'static str], set: &[&'static str]) -> Option<String> {
        let headers = |name: &header::HeaderName, values: &[&'static str]| {
            values.iter().map(|value| (name.clone(), HeaderValue::from_bytes(value.as_bytes()).unwrap())).collect::<HeaderMap>()
        };
        after(&headers(&header::COOKIE, had), &headers(&header::SET_COOKIE, set)).map(|value| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn what_an_answer_sets_comes_with_the_next_request() {
        assert_eq!(next(&["a=1; b=2", "c=3"], &["b=4; Path=/; HttpOnly"]).as_deref(), Some("a=1; c=3; b=4"));
        assert_eq!(next(&[], &["session=x=y; Max-Age=60"]).as_deref(), Some("session=x=y"));
        assert_eq!(next(&["a=1; b=2"], &["a=; Max-Age=0", "b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]), None);
        assert_eq!(next(&["a=1"], &["no cookie", ""]).as_deref(), Some("a=1"));
        assert_eq!(next(&["a=1; b=gr\u{fc}n; c=3"], &["d=4"]).as_deref(), Some("a=1; c=3; d=4"));
        assert_eq!(next(&[], &[]), None);
    }
}
