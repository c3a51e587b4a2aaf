//! Cookies with safe defaults, in the grammar of RFC 6265, section 4.1.1.

use super::invalid::InvalidEffect;
use cookie::{Cookie, SameSite};
use http::HeaderValue;

/// `HttpOnly; Secure; SameSite=Lax; Path=/`, where the cookie says nothing else.
pub(super) fn with_defaults(mut cookie: Cookie<'static>) -> Cookie<'static> {
    cookie.set_http_only(cookie.http_only().unwrap_or(true));
    cookie.set_secure(cookie.secure().unwrap_or(true));
    cookie.set_same_site(cookie.same_site().unwrap_or(SameSite::Lax));
    if cookie.path().is_none() {
        cookie.set_path("/");
    }
    cookie
}

/// The same cookie, empty and long over.
pub(super) fn removal(mut cookie: Cookie<'static>) -> Cookie<'static> {
    cookie.make_removal();
    cookie
}

/// The value of `Set-Cookie`.
pub(super) fn written(cookie: &Cookie<'_>) -> Result<HeaderValue, InvalidEffect> {
    let is_path = |text: &str| !text.bytes().any(|byte| byte == b';' || byte.is_ascii_control());
    let sound = is_token(cookie.name())
        && cookie.value().bytes().all(is_octet)
        && cookie.path().is_none_or(is_path)
        && cookie.domain().is_none_or(is_path);
    match HeaderValue::from_str(&cookie.to_string()) {
        Ok(value) if sound => Ok(value),
        _ => Err(InvalidEffect::COOKIE),
    }
}

/// RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// `cookie-octet`: no space, quote, comma, semicolon or backslash.
fn is_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\",;\\".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cookie: Cookie<'static>) -> String {
        written(&with_defaults(cookie)).unwrap().to_str().unwrap().to_owned()
    }

    #[test]
    fn the_defaults_are_safe_and_may_be_changed_by_name() {
        assert_eq!(text(("session", "abc").into()), "session=abc; HttpOnly; SameSite=Lax; Secure; Path=/");
        let open = Cookie::build(("theme", "dark")).http_only(false).secure(false).same_site(SameSite::Strict).path("/a").build();
        assert_eq!(text(open), "theme=dark; SameSite=Strict; Path=/a");
    }

    #[test]
    fn a_removal_says_that_it_is_over() {
        let gone = text(removal(Cookie::from("session")));
        assert!(gone.starts_with("session=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0; Expires="), "{gone}");
    }

    #[test]
    fn a_value_cannot_add_an_attribute_or_a_header() {
        for value in ["a; Domain=evil.example", "a\r\nSet-Cookie: b=c", "a b", "a\"", "a,b", "ü"] {
            assert_eq!(written(&Cookie::new("n", value)), Err(InvalidEffect::COOKIE), "{value:?}");
        }
        for name in ["", "a=b", "a;b", "a b", "ä"] {
            assert_eq!(written(&Cookie::new(name, "v")), Err(InvalidEffect::COOKIE), "{name:?}");
        }
        assert!(written(&Cookie::build(("n", "v")).path("/; Domain=x").build()).is_err());
    }
}
