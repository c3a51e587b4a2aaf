//! What a body claims to be.

use super::reject::Rejection;
use http::{HeaderMap, StatusCode, header};

/// A content type that Trifold decodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentType {
    /// `application/json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
}

impl ContentType {
    /// Reads the header. UTF-8 is the only charset, and none but the identity encoding is accepted.
    ///
    /// # Errors
    /// 415 for anything else, a missing or repeated header included.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Rejection> {
        if headers.contains_key(header::CONTENT_ENCODING) {
            return Err(unsupported());
        }
        let mut values = headers.get_all(header::CONTENT_TYPE).iter();
        let (Some(value), None) = (values.next(), values.next()) else { return Err(unsupported()) };
        // The spelling that nearly every client uses costs no parsing.
        match value.as_bytes() {
            b"application/json" => Ok(Self::Json),
            _ => value.to_str().ok().and_then(Self::parse).ok_or_else(unsupported),
        }
    }

    fn parse(value: &str) -> Option<Self> {
        let mut parts = value.split(';').map(str::trim);
        let essence = parts.next()?.to_ascii_lowercase();
        let is_utf8 = |parameter: &str| match parameter.split_once('=') {
            Some((name, charset)) => !name.eq_ignore_ascii_case("charset") || charset.trim_matches('"').eq_ignore_ascii_case("utf-8"),
            None => parameter.is_empty(),
        };
        match essence.as_str() {
            _ if !parts.all(is_utf8) => None,
            "application/json" => Some(Self::Json),
            "application/x-www-form-urlencoded" => Some(Self::Form),
            _ => None,
        }
    }
}

/// Whether the request comes from an HTML form, or from a link to a page: its errors are shown as pages.
pub(super) fn wants_page(headers: &HeaderMap) -> bool {
    matches!(ContentType::of(headers), Ok(ContentType::Form))
}

fn unsupported() -> Rejection {
    Rejection::status(StatusCode::UNSUPPORTED_MEDIA_TYPE).detail("send application/json in UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn of(value: &'static str) -> Option<ContentType> {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(value))]);
        ContentType::of(&headers).ok()
    }

    #[test]
    fn only_what_is_decoded_is_accepted() {
        assert_eq!(of("application/json"), Some(ContentType::Json));
        assert_eq!(of("Application/JSON; charset=UTF-8"), Some(ContentType::Json));
        assert_eq!(of("application/json; charset=\"utf-8\""), Some(ContentType::Json));
        assert_eq!(of("application/x-www-form-urlencoded"), Some(ContentType::Form));
        for refused in ["application/json; charset=latin1", "text/plain", "application/jsonx", "", "multipart/form-data; boundary=x"] {
            assert_eq!(of(refused), None, "{refused}");
        }
    }

    #[test]
    fn two_content_types_are_none() {
        let json = HeaderValue::from_static("application/json");
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, json.clone()), (header::CONTENT_TYPE, json)]);
        let mut twice = headers.clone();
        twice.append(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        assert!(ContentType::of(&twice).is_err());
    }
}
