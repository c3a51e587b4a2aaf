//! Whether another site sent a request: one function, for both folds.
//!
//! In: the method, the host, the headers and the trusted origins. Out: a [`Verdict`], and nothing else: what follows from it is decided in
//! `cross_origin`. The algorithm is that of Go 1.25's `net/http.CrossOriginProtection`, stricter in that a malformed or repeated header
//! is a refusal. It looks at no cookie: whoever is signed in and whoever is not get the same answer.

use super::host::is_host;
use super::request_headers::RequestHeaders;
use crate::server::header::field::{Field, Repeated};
use http::Method;
use std::fmt;

/// The longest `Origin` that is read: the longest host name (RFC 1035, section 2.3.4), with room for a scheme and a port.
const MAX_ORIGIN: usize = 300;

/// What the headers say of a request's sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The method only reads (RFC 9110, section 9.2.1), so it does not matter who sent it.
    Safe,
    /// The browser says that a page of this origin sent it, or the user by hand.
    SameOrigin,
    /// The browser says nothing of that, but `Origin` has the host that the request is for.
    SameHost,
    /// An origin on the list.
    Trusted,
    /// Nothing says that a browser sent it.
    NotABrowser,
    /// Another site.
    CrossOrigin,
    /// A header that no browser sends: repeated, malformed, far too long.
    Malformed,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 7] =
        [Self::Safe, Self::SameOrigin, Self::SameHost, Self::Trusted, Self::NotABrowser, Self::CrossOrigin, Self::Malformed];

    /// The verdict as a word for logs and metrics: `cross-origin`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::SameOrigin => "same-origin",
            Self::SameHost => "same-host",
            Self::Trusted => "trusted",
            Self::NotABrowser => "not-a-browser",
            Self::CrossOrigin => "cross-origin",
            Self::Malformed => "malformed",
        }
    }
}

/// An origin: scheme and host, with a port unless it is the scheme's own (RFC 6454, section 6.2). Large and small letters are equal.
#[derive(Debug, Clone, Copy)]
pub(in crate::server) struct Origin<T = String> {
    scheme: T,
    /// With the port, where that is not the scheme's own.
    host: T,
}

impl<T: AsRef<str>, U: AsRef<str>> PartialEq<Origin<U>> for Origin<T> {
    fn eq(&self, other: &Origin<U>) -> bool {
        let is_same = |one: &T, other: &U| one.as_ref().eq_ignore_ascii_case(other.as_ref());
        is_same(&self.scheme, &other.scheme) && is_same(&self.host, &other.host)
    }
}

/// An invalid trusted origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidOrigin(pub(in crate::server) String);

impl fmt::Display for InvalidOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not an origin; write scheme and host, such as `https://app.example`", self.0)
    }
}

impl std::error::Error for InvalidOrigin {}

/// What `Origin` says.
enum OriginHeader<'a> {
    Nothing,
    /// An origin that the browser keeps to itself: a sandbox, or a page with `Referrer-Policy: no-referrer`.
    Null,
    Origin(Origin<&'a str>),
}

/// Says what the headers of a request tell of its sender (Fetch Metadata, <https://www.w3.org/TR/fetch-metadata/>). `host` is the one that the request is for.
pub(in crate::server) fn classify(method: &Method, host: Option<&str>, headers: &RequestHeaders<'_>, trusted: &[Origin]) -> Verdict {
    if method.is_safe() {
        return Verdict::Safe;
    }
    let (Ok(site), Ok(sent)) = (text(headers.site), sent(headers.origin)) else { return Verdict::Malformed };
    let is_trusted = |origin: &Origin<&str>| trusted.iter().any(|trusted| trusted == origin);
    match (site, sent) {
        (Some("same-origin" | "none"), _) => Verdict::SameOrigin,
        (None, OriginHeader::Nothing) => Verdict::NotABrowser,
        (Some("same-site" | "cross-site"), OriginHeader::Origin(origin)) if is_trusted(&origin) => Verdict::Trusted,
        (Some("same-site" | "cross-site"), _) => Verdict::CrossOrigin,
        (Some(_), _) => Verdict::Malformed,
        (None, OriginHeader::Origin(origin)) if is_trusted(&origin) => Verdict::Trusted,
        (None, OriginHeader::Origin(origin)) if host.is_some_and(|host| origin.is_at(host)) => Verdict::SameHost,
        (None, OriginHeader::Origin(_) | OriginHeader::Null) => Verdict::CrossOrigin,
    }
}

fn sent(origin: Field<'_>) -> Result<OriginHeader<'_>, ()> {
    match text(origin)? {
        None => Ok(OriginHeader::Nothing),
        Some("null") => Ok(OriginHeader::Null),
        Some(text) => Origin::read(text).map(OriginHeader::Origin).ok_or(()),
    }
}

/// Returns the text of the one value of a header, or nothing where it is absent.
fn text(field: Field<'_>) -> Result<Option<&str>, ()> {
    let value = field.single().map_err(|Repeated| ())?;
    value.map(|value| value.to_str().map_err(|_| ())).transpose()
}

impl Origin {
    /// As of [`Origin::read`], to be kept.
    pub(in crate::server) fn parse(text: &str) -> Option<Self> {
        Origin::read(text).map(|Origin { scheme, host }| Self { scheme: scheme.to_owned(), host: host.to_owned() })
    }
}

impl<'a> Origin<&'a str> {
    /// `scheme "://" host [ ":" port ]` and nothing else, without a port that is the scheme's own.
    pub(in crate::server) fn read(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':').filter(|_| text.len() <= MAX_ORIGIN)?;
        let host = rest.strip_prefix("//")?;
        let scheme_is_plain = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        (scheme_is_plain && is_host(host)).then(|| Self { host: without_own_port(host, scheme), scheme })
    }

    /// Whether it is a page of this host. The scheme does not count: behind a proxy that ends TLS the server does not know its own.
    fn is_at(self, host: &str) -> bool {
        without_own_port(host, self.scheme).eq_ignore_ascii_case(self.host)
    }
}

/// A host; a port that stands for nothing but the scheme's own is left out.
fn without_own_port<'a>(host: &'a str, scheme: &str) -> &'a str {
    let own = match scheme {
        _ if scheme.eq_ignore_ascii_case("https") => ":443",
        _ if scheme.eq_ignore_ascii_case("http") => ":80",
        _ => "",
    };
    host.strip_suffix(own).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderMap, HeaderName, HeaderValue};

    const OWN: (&str, &str) = ("origin", "https://app.example");
    const FRIEND: (&str, &str) = ("origin", "https://friend.example");
    const EVIL: (&str, &str) = ("origin", "https://evil.example");
    const COOKIE: (&str, &str) = ("cookie", "session=4711");

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&str, &str)| {
            (HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_bytes(value.as_bytes()).unwrap())
        };
        let mut map = HeaderMap::new();
        for (name, value) in pairs.iter().map(pair) {
            map.append(name, value);
        }
        map
    }

    fn verdict(method: &Method, host: Option<&str>, pairs: &[(&str, &str)]) -> Verdict {
        let trusted = ["https://friend.example", "http://[2001:db8::1]:8080"].map(|origin| Origin::parse(origin).unwrap());
        classify(method, host, &RequestHeaders::of(&headers(pairs)), &trusted)
    }

    /// Each case, for each unsafe method, with a cookie and without; and for each safe method.
    #[track_caller]
    fn case(host: &str, pairs: &[(&str, &str)], expected: Verdict) {
        let signed_in = [pairs, &[COOKIE]].concat();
        for pairs in [pairs, &signed_in] {
            for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::from_bytes(b"BREW").unwrap()] {
                assert_eq!(verdict(&method, Some(host), pairs), expected, "{method} {host} {pairs:?}");
            }
            for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
                assert_eq!(verdict(&method, Some(host), pairs), Verdict::Safe, "{method} {host} {pairs:?}");
            }
        }
    }

    #[test]
    fn what_a_browser_says_counts_first() {
        let site = |value: &'static str| ("sec-fetch-site", value);
        for more in [&[] as &[(&str, &str)], &[OWN], &[EVIL], &[FRIEND], &[("origin", "null")]] {
            for own in ["same-origin", "none"] {
                case("app.example", &[&[site(own)], more].concat(), Verdict::SameOrigin);
            }
        }
        for other in ["same-site", "cross-site"] {
            case("app.example", &[site(other)], Verdict::CrossOrigin);
            case("app.example", &[site(other), OWN], Verdict::CrossOrigin);
            case("app.example", &[site(other), EVIL], Verdict::CrossOrigin);
            case("app.example", &[site(other), ("origin", "null")], Verdict::CrossOrigin);
            case("app.example", &[site(other), FRIEND], Verdict::Trusted);
        }
        for none_of_these in ["", "Same-Origin", "same-origin ", "same-origin, cross-site", "sibling"] {
            case("app.example", &[site(none_of_these)], Verdict::Malformed);
            case("app.example", &[site(none_of_these), OWN], Verdict::Malformed);
            case("app.example", &[site(none_of_these), FRIEND], Verdict::Malformed);
        }
        case("app.example", &[site("same-origin"), site("same-origin")], Verdict::Malformed);
    }

    #[test]
    fn without_its_word_the_hosts_are_compared() {
        let origin = |value: &'static str| ("origin", value);
        case("app.example", &[], Verdict::NotABrowser);
        case("app.example", &[OWN], Verdict::SameHost);
        case("APP.example", &[origin("https://App.Example")], Verdict::SameHost);
        case("app.example", &[FRIEND], Verdict::Trusted);
        case("app.example", &[origin("https://FRIEND.example:443")], Verdict::Trusted);
        case("app.example", &[origin("http://[2001:DB8::1]:8080")], Verdict::Trusted);
        for other in [
            "https://evil.example",
            "http://friend.example",
            "https://friend.example:8443",
            "https://sub.app.example",
            "https://example",
            "https://app.example:8443",
            "https://app.example.",
            "https://app.example.evil.example",
            "null",
        ] {
            case("app.example", &[origin(other)], Verdict::CrossOrigin);
        }
        case("app.example:8443", &[origin("https://app.example:8443")], Verdict::SameHost);
        case("app.example:8443", &[OWN], Verdict::CrossOrigin);
        case("[::1]:3000", &[origin("http://[::1]:3000")], Verdict::SameHost);
        case("[::1]:3000", &[origin("http://[::1]:3001")], Verdict::CrossOrigin);
    }

    /// A proxy that ends TLS speaks plain http to us, and may write the port that it listened on into `Host`.
    #[test]
    fn a_proxy_that_ends_tls_neither_opens_nor_locks_out() {
        let [http, https] = [("origin", "http://app.example"), ("origin", "https://app.example")];
        case("app.example", &[https], Verdict::SameHost);
        case("app.example", &[http], Verdict::SameHost);
        case("app.example:443", &[https], Verdict::SameHost);
        case("app.example:80", &[http], Verdict::SameHost);
        case("app.example:80", &[https], Verdict::CrossOrigin);
        case("app.example:443", &[http], Verdict::CrossOrigin);
        case("upstream.internal:3000", &[https], Verdict::CrossOrigin);
        for forwarded in [("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example")] {
            case("app.example", &[EVIL, forwarded], Verdict::CrossOrigin);
        }
        assert_eq!(verdict(&Method::POST, None, &[https]), Verdict::CrossOrigin, "a request for no host");
    }

    #[test]
    fn a_header_that_no_browser_sends_is_malformed() {
        let long = format!("https://{}.example", "a".repeat(MAX_ORIGIN));
        let huge = format!("https://{}", "a.".repeat(100_000));
        for origin in [
            "",
            " ",
            "app.example",
            "//app.example",
            "https:app.example",
            "https://",
            "https://app.example/",
            "https://app.example?",
            "https://app.example#",
            "https://user@app.example",
            "https://user:word@app.example",
            "https://app.example:99999",
            "https://app.example:",
            "https://app.example:443:443",
            "https://app.exa\u{e9}mple",
            "https://app.example\\",
            "https://app.example, https://app.example",
            "https://app.example https://evil.example",
            "1https://app.example",
            "ht tps://app.example",
            "NULL",
            "https://*.example",
            "https://[::1",
            "https://%61pp.example",
            &long,
            &huge,
        ] {
            case("app.example", &[("origin", origin)], Verdict::Malformed);
            case("app.example", &[("origin", origin), ("sec-fetch-site", "same-origin")], Verdict::Malformed);
        }
        case("app.example", &[OWN, OWN], Verdict::Malformed);
        case("app.example", &[OWN, EVIL], Verdict::Malformed);
        case("app.example", &[EVIL, OWN], Verdict::Malformed);
        case("app.example", &[OWN, ("origin", "null")], Verdict::Malformed);
    }
}
