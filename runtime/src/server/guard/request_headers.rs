//! The headers of a request that decide whether it may go on, found in one pass: a look-up for each would cost more than what is done with them.

use crate::server::header::field::Field;
use crate::transport::FINGERPRINT_HEADER;
use http::HeaderMap;

/// The headers of a request that decide whether it may go on.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::server) struct RequestHeaders<'a> {
    pub(in crate::server) host: Field<'a>,
    pub(in crate::server) origin: Field<'a>,
    /// `Sec-Fetch-Site`: where a browser says that the request comes from.
    pub(in crate::server) site: Field<'a>,
    /// `Sec-Fetch-Mode`: how a browser came to send it.
    pub(in crate::server) mode: Field<'a>,
    pub(in crate::server) accept: Field<'a>,
    pub(in crate::server) content_type: Field<'a>,
    pub(in crate::server) content_encoding: Field<'a>,
    pub(in crate::server) fingerprint: Field<'a>,
    pub(in crate::server) traceparent: Field<'a>,
    /// True if there is a condition (RFC 9110, section 13.1), other than that of a range.
    pub(in crate::server) is_conditional: bool,
}

impl<'a> RequestHeaders<'a> {
    /// Those of a request.
    pub(in crate::server) fn of(headers: &'a HeaderMap) -> Self {
        let mut found = Self::default();
        for (name, value) in headers {
            let field = match name.as_str() {
                "host" => &mut found.host,
                "accept" => &mut found.accept,
                "content-type" => &mut found.content_type,
                "content-encoding" => &mut found.content_encoding,
                "origin" => &mut found.origin,
                "sec-fetch-site" => &mut found.site,
                "sec-fetch-mode" => &mut found.mode,
                "traceparent" => &mut found.traceparent,
                FINGERPRINT_HEADER => &mut found.fingerprint,
                "if-none-match" | "if-match" | "if-modified-since" | "if-unmodified-since" => {
                    found.is_conditional = true;
                    continue;
                }
                _ => continue,
            };
            field.add(value);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    #[test]
    fn each_header_has_its_field() {
        let names = [
            "host",
            "origin",
            "sec-fetch-site",
            "sec-fetch-mode",
            "accept",
            "content-type",
            "content-encoding",
            FINGERPRINT_HEADER,
            "traceparent",
        ];
        let headers: HeaderMap = names.map(|name| (HeaderName::from_static(name), HeaderValue::from_static(name))).into_iter().collect();
        let RequestHeaders { host, origin, site, mode, accept, content_type, content_encoding, fingerprint, traceparent, is_conditional } =
            RequestHeaders::of(&headers);
        let fields = [host, origin, site, mode, accept, content_type, content_encoding, fingerprint, traceparent];
        assert_eq!(fields.map(|field| field.bytes()), names.map(str::as_bytes));
        assert!(!is_conditional && !RequestHeaders::of(&HeaderMap::new()).host.is_there());
        for name in ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since"] {
            assert!(
                RequestHeaders::of(&HeaderMap::from_iter([(HeaderName::from_static(name), HeaderValue::from_static("*"))])).is_conditional
            );
        }
    }
}
