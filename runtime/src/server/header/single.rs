//! Headers that have one value.

use http::header::AsHeaderName;
use http::{HeaderMap, HeaderValue};

/// A header that is there more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) struct Repeated;

/// Returns the one value of a header, or nothing where it is absent.
///
/// # Errors
/// If it is there more than once.
pub(in crate::server) fn single(headers: &HeaderMap, name: impl AsHeaderName) -> Result<Option<&HeaderValue>, Repeated> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        (_, Some(_)) => Err(Repeated),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_absent_or_single_or_repeated() {
        let mut headers = HeaderMap::new();
        assert_eq!(single(&headers, "a"), Ok(None));
        headers.append("a", HeaderValue::from_static("1"));
        assert_eq!(single(&headers, "a"), Ok(Some(&HeaderValue::from_static("1"))));
        headers.append("a", HeaderValue::from_static("1"));
        assert_eq!(single(&headers, "a"), Err(Repeated));
    }
}
