//! A header field of a request: absent, there once, or there more than once.

use http::header::AsHeaderName;
use http::{HeaderMap, HeaderValue};

/// A header that is there more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) struct Repeated;

/// A header field of a request.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::server) struct Field<'a> {
    first: Option<&'a HeaderValue>,
    is_repeated: bool,
}

impl<'a> Field<'a> {
    /// The field of this name.
    pub(in crate::server) fn of(headers: &'a HeaderMap, name: impl AsHeaderName) -> Self {
        headers.get_all(name).iter().collect()
    }

    /// Adds a line.
    pub(in crate::server) fn add(&mut self, value: &'a HeaderValue) {
        self.is_repeated = self.first.is_some();
        self.first.get_or_insert(value);
    }

    pub(in crate::server) fn is_there(self) -> bool {
        self.first.is_some()
    }

    /// The one value, or nothing where it is absent.
    ///
    /// # Errors
    /// If it is there more than once.
    pub(in crate::server) fn single(self) -> Result<Option<&'a HeaderValue>, Repeated> {
        if self.is_repeated { Err(Repeated) } else { Ok(self.first) }
    }

    /// The bytes of its first line; none where it is absent.
    pub(in crate::server) fn bytes(self) -> &'a [u8] {
        self.first.map(|value| value.as_bytes()).unwrap_or_default()
    }
}

impl<'a> FromIterator<&'a HeaderValue> for Field<'a> {
    fn from_iter<I: IntoIterator<Item = &'a HeaderValue>>(lines: I) -> Self {
        let mut field = Self::default();
        lines.into_iter().for_each(|value| field.add(value));
        field
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_absent_or_single_or_repeated() {
        let one = HeaderValue::from_static("1");
        let mut headers = HeaderMap::new();
        assert_eq!((Field::of(&headers, "a").single(), Field::of(&headers, "a").bytes()), (Ok(None), &b""[..]));
        headers.append("a", one.clone());
        assert_eq!((Field::of(&headers, "a").single(), Field::of(&headers, "a").bytes()), (Ok(Some(&one)), &b"1"[..]));
        headers.append("a", HeaderValue::from_static("2"));
        assert_eq!((Field::of(&headers, "a").single(), Field::of(&headers, "a").bytes()), (Err(Repeated), &b"1"[..]));
    }
}
