//! The `Idempotency-Key` header: an RFC 9651 string. Bare tokens are taken too, since most clients send those.

use crate::error::FieldError;
use crate::server::problem::rejection::Rejection;
use crate::spec::Idempotency;
use http::{HeaderMap, StatusCode};

/// The key of a call, if it has one.
///
/// # Errors
/// 400 for a header that is there twice, is no key, or is longer than 255 characters.
pub(in crate::server) fn read(headers: &HeaderMap) -> Result<Option<&str>, Rejection> {
    let mut values = headers.get_all(Idempotency::HEADER).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let key = value.to_str().ok().map(str::trim).and_then(parse).filter(|_| values.next().is_none());
    key.map(Some).ok_or_else(|| refuse("invalid_value", "expected one key of at most 255 visible ASCII characters, best in quotes"))
}

/// The key that a method must have and a call lacks.
pub(super) fn missing() -> Rejection {
    refuse("missing", "is required: send a key of your own making, such as a UUID, and the same one when you repeat the call")
}

/// With or without quotes.
fn parse(value: &str) -> Option<&str> {
    let key = match value.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"')?,
        None => value,
    };
    Idempotency::is_key(key).then_some(key)
}

fn refuse(code: &str, message: &str) -> Rejection {
    let parameter = Some("Idempotency-Key".to_owned());
    let error = FieldError { pointer: None, parameter, code: code.to_owned(), message: message.to_owned() };
    Rejection::malformed(StatusCode::BAD_REQUEST, error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn a_key_is_visible_ascii_with_or_without_quotes() {
        let longest = "k".repeat(255);
        for (value, key) in [("\"8e03978e-40d5\"", "8e03978e-40d5"), ("8e03978e-40d5", "8e03978e-40d5"), (" a ", "a"), (&longest, &longest)]
        {
            assert_eq!(parse(value.trim()), Some(key), "{value}");
        }
        for value in ["", "\"\"", "\"", "\"a", "a\"", "a b", "a,b", "\"a\", \"b\"", "\"a\";x=1", "\\", &"k".repeat(256), "\u{7f}"] {
            assert_eq!(parse(value), None, "{value}");
        }
    }

    #[test]
    fn a_second_header_is_none() {
        let headers = |values: &[&'static str]| -> HeaderMap {
            let name = http::HeaderName::from_static(Idempotency::HEADER);
            values.iter().fold(HeaderMap::new(), |mut headers, value| {
                headers.append(name.clone(), HeaderValue::from_static(value));
                headers
            })
        };
        assert_eq!(read(&headers(&[])).unwrap(), None);
        assert_eq!(read(&headers(&["a"])).unwrap(), Some("a"));
        assert!(read(&headers(&["a", "a"])).is_err());
    }
}
