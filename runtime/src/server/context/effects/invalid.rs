//! Which effects are refused.

use http::HeaderName;
use http::header::{
    CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, LOCATION, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION,
    SET_COOKIE, TE, TRAILER, TRANSFER_ENCODING, UPGRADE, X_CONTENT_TYPE_OPTIONS,
};
use std::fmt;

/// An effect that would break the answer, or lead somewhere that it does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidEffect(&'static str);

impl InvalidEffect {
    pub(super) const HEADER_NAME: Self = Self("not the name of a header");
    pub(super) const HEADER_VALUE: Self = Self("a header's value has a control character");
    const HEADER: Self = Self("this header is not a method's to set");
    pub(super) const COOKIE: Self = Self("a cookie's name, value, path or domain has a character that no cookie may have");
    pub(in crate::server) const TARGET: Self =
        Self("a redirect leads to a path of this origin: one slash, no backslash, no control character");
    pub(super) const EXTERNAL: Self = Self("an external redirect is an absolute URL of http or https");
}

impl fmt::Display for InvalidEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for InvalidEffect {}

/// About the connection (RFC 9110, section 7.6.1), about the framing and the form of the body, or with a function of its own here.
const NOT_A_METHODS: [HeaderName; 14] = [
    CONNECTION,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_RANGE,
    CONTENT_TYPE,
    LOCATION,
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    SET_COOKIE,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
    X_CONTENT_TYPE_OPTIONS,
];

/// Refuses a header that is not a method's to set.
pub(super) fn header(name: &HeaderName) -> Result<(), InvalidEffect> {
    let text = name.as_str();
    let ours = text.starts_with("trifold-") || text.starts_with("access-control-");
    if ours || matches!(text, "keep-alive" | "proxy-connection") || NOT_A_METHODS.contains(name) {
        Err(InvalidEffect::HEADER)
    } else {
        Ok(())
    }
}
