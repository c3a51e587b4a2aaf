//! Whether another site sent a request: one function, for both folds.
//!
//! In: the host that the request is for (`host.rs` decides), the headers and the list of allowed origins. Out: a verdict. The algorithm is
//! that of Go 1.25's `net/http.CrossOriginProtection`, stricter in that a malformed or repeated header is a refusal, and that an action
//! needs a browser's word.

use super::host::is_host;
use http::{HeaderMap, header};
use std::fmt;

/// The header by which a browser says where a request comes from (Fetch Metadata, <https://www.w3.org/TR/fetch-metadata/>).
const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// Who may call.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    allowed: Vec<Origin>,
    non_browser: bool,
}

/// What the headers say of a request's sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A page of this origin, an allowed origin, or the user by hand.
    Allowed,
    /// Nothing says that a browser sent it.
    NotABrowser,
    /// Another site, or a header that no browser sends.
    Refused,
}

/// An origin: scheme and host, with a port unless it is the scheme's own (RFC 6454, section 6.2).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    scheme: String,
    host: String,
}

/// An allowed origin that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidOrigin(String);

impl fmt::Display for InvalidOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not an origin; write scheme and host, such as `https://app.example`", self.0)
    }
}

impl std::error::Error for InvalidOrigin {}

impl Origins {
    /// Allows another origin.
    ///
    /// # Errors
    /// If `origin` is more or less than `scheme://host[:port]`.
    pub fn allow(&mut self, origin: &str) -> Result<(), InvalidOrigin> {
        self.allowed.push(Origin::parse(origin).ok_or_else(|| InvalidOrigin(origin.to_owned()))?);
        Ok(())
    }

    /// Lets actions be called by what is no browser.
    pub fn allow_non_browser(&mut self) {
        self.non_browser = true;
    }

    /// Whether an action may be called. It needs a browser's word, or the explicit permission for others.
    pub fn admits_action(&self, host: Option<&str>, headers: &HeaderMap) -> bool {
        match self.judge(host, headers) {
            Verdict::Allowed => true,
            Verdict::NotABrowser => self.non_browser,
            Verdict::Refused => false,
        }
    }

    /// Whether an unsafe verb of a route may be called. A script sends no `Origin`, and may.
    pub fn admits_route(&self, host: Option<&str>, headers: &HeaderMap) -> bool {
        self.judge(host, headers) != Verdict::Refused
    }

    /// Says what the headers of an unsafe request tell of its sender.
    pub fn judge(&self, host: Option<&str>, headers: &HeaderMap) -> Verdict {
        let (Ok(site), Ok(origin)) = (single(headers, SEC_FETCH_SITE), single(headers, header::ORIGIN.as_str())) else {
            return Verdict::Refused;
        };
        match (site, origin) {
            (Some("same-origin" | "none"), _) => Verdict::Allowed,
            (None, None) => Verdict::NotABrowser,
            (Some(_), None) => Verdict::Refused,
            (site, Some(origin)) => self.judge_origin(site.is_some(), origin, host),
        }
    }

    /// `known_cross`: the browser already said that it is another site, so only the list can allow it.
    fn judge_origin(&self, known_cross: bool, origin: &str, host: Option<&str>) -> Verdict {
        let Some(origin) = Origin::parse(origin) else { return Verdict::Refused };
        let is_own = || host.is_some_and(|host| host.eq_ignore_ascii_case(&origin.host));
        if self.allowed.contains(&origin) || (!known_cross && is_own()) { Verdict::Allowed } else { Verdict::Refused }
    }
}

impl Origin {
    /// `scheme "://" host [ ":" port ]` and nothing else; lower-cased. `null` is no origin.
    fn parse(text: &str) -> Option<Self> {
        let (scheme, host) = text.split_once("://")?;
        let scheme_is_plain = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        (scheme_is_plain && is_host(host)).then(|| Self { scheme: scheme.to_ascii_lowercase(), host: host.to_ascii_lowercase() })
    }
}

/// The one value of a header, or none.
fn single<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, ()> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| ()),
        (Some(_), Some(_)) => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        map
    }

    fn judge(pairs: &[(&str, &str)]) -> Verdict {
        let mut origins = Origins::default();
        origins.allow("https://friend.example").unwrap();
        let host = pairs.iter().find(|(name, _)| *name == "host").map(|(_, host)| *host);
        origins.judge(host, &headers(pairs))
    }

    #[test]
    fn the_table_of_cases() {
        use Verdict::{Allowed, NotABrowser, Refused};
        let host = ("host", "app.example");
        let own = ("origin", "https://app.example");
        let table: &[(&[(&str, &str)], Verdict)] = &[
            (&[host], NotABrowser),
            (&[host, ("sec-fetch-site", "same-origin")], Allowed),
            (&[host, ("sec-fetch-site", "none")], Allowed),
            (&[host, ("sec-fetch-site", "same-site")], Refused),
            (&[host, ("sec-fetch-site", "cross-site")], Refused),
            (&[host, ("sec-fetch-site", "cross-site"), own], Refused),
            (&[host, ("sec-fetch-site", "same-site"), ("origin", "https://friend.example")], Allowed),
            (&[host, ("sec-fetch-site", "cross-site"), ("origin", "https://friend.example")], Allowed),
            (&[host, ("sec-fetch-site", "")], Refused),
            (&[host, ("sec-fetch-site", "same-origin"), ("sec-fetch-site", "same-origin")], Refused),
            (&[host, own], Allowed),
            (&[host, ("origin", "http://app.example")], Allowed),
            (&[host, ("origin", "https://APP.example")], Allowed),
            (&[host, ("origin", "https://app.example:8443")], Refused),
            (&[("host", "app.example:8443"), ("origin", "https://app.example:8443")], Allowed),
            (&[host, ("origin", "https://evil.example")], Refused),
            (&[host, ("origin", "https://friend.example")], Allowed),
            (&[host, ("origin", "http://friend.example")], Refused),
            (&[host, ("origin", "null")], Refused),
            (&[host, ("origin", "")], Refused),
            (&[host, ("origin", "https://user@app.example")], Refused),
            (&[host, ("origin", "https://app.example/")], Refused),
            (&[host, ("origin", "https://app.example?")], Refused),
            (&[host, ("origin", "app.example")], Refused),
            (&[host, ("origin", "https://app.example:99999")], Refused),
            (&[host, ("origin", "https://app.exa\u{e9}mple")], Refused),
            (&[host, own, own], Refused),
            (&[own], Refused),
            (&[("host", "[::1]:3000"), ("origin", "http://[::1]:3000")], Allowed),
        ];
        for (pairs, verdict) in table {
            assert_eq!(judge(pairs), *verdict, "{pairs:?}");
        }
    }

    #[test]
    fn an_allowed_origin_is_scheme_and_host() {
        for bad in [
            "*",
            "https://*.example",
            "app.example",
            "https://a.example/path",
            "https://",
            "https://a b",
            "null",
            "https://a.example,https://b.example",
        ] {
            assert!(Origins::default().allow(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_action_needs_a_browsers_word() {
        let (host, script) = (Some("app.example"), headers(&[]));
        let mut origins = Origins::default();
        assert!(!origins.admits_action(host, &script));
        assert!(origins.admits_route(host, &script));
        origins.allow_non_browser();
        assert!(origins.admits_action(host, &script));
    }
}
