//! Who is calling: a browser by its session cookie, a script by its API token.
//!
//! In: the headers of a request and the fold it came through. Out: the name of the caller's list. Both marks carry that name under a
//! seal of the server's key, each for its own purpose, so neither can be made up and a leaked token is no session. Nothing is stored.

use crate::App;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cookie::{Cookie, SameSite};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::sync::Arc;
use trifold::server::{Fold, Principal};

/// The name of the session cookie.
const COOKIE: &str = "todos_session";

/// The caller, whose list it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The name of the caller's list.
    pub(crate) list: String,
}

/// A user with the marks by which each fold knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The user.
    pub user: User,
    /// The `Cookie` header of its browser.
    pub cookie: String,
    /// The bearer token of its scripts.
    pub token: String,
}

impl Visitor {
    pub(crate) fn new(user: User, seals: &Seals) -> Self {
        let cookie = format!("{COOKIE}={}", seals.close(Purpose::Session, &user));
        let token = seals.close(Purpose::Token, &user);
        Self { user, cookie, token }
    }
}

/// The server's key, and the seals made with it.
pub(crate) struct Seals {
    key: Hmac<Sha256>,
}

/// What a seal is for. One made for a purpose does not open for another.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    /// The cookie of a browser: actions and the page.
    Session,
    /// The bearer token of a script: routes.
    Token,
}

impl User {
    /// Somebody new, whose list is empty and cannot be guessed.
    pub(crate) fn fresh() -> Result<Self, getrandom::Error> {
        Ok(Self { list: URL_SAFE_NO_PAD.encode(random::<16>()?) })
    }

    /// The browser that sends these headers.
    pub(crate) fn of_browser(headers: &HeaderMap, seals: &Seals) -> Option<Self> {
        let sent = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        sent.flat_map(Cookie::split_parse)
            .filter_map(Result::ok)
            .filter(|cookie| cookie.name() == COOKIE)
            .find_map(|cookie| seals.open(Purpose::Session, cookie.value()))
    }

    /// The script that sends these headers.
    fn of_script(headers: &HeaderMap, seals: &Seals) -> Option<Self> {
        let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| seals.open(Purpose::Token, token.trim()))?
    }

    /// The cookie that makes a browser this user's.
    pub(crate) fn cookie(&self, seals: &Seals, https: bool) -> Cookie<'static> {
        Self::cookie_of(seals.close(Purpose::Session, self), https)
    }

    /// The cookie that makes a browser nobody's again, once it is removed.
    pub(crate) fn no_cookie(https: bool) -> Cookie<'static> {
        Self::cookie_of(String::new(), https)
    }

    fn cookie_of(value: String, https: bool) -> Cookie<'static> {
        Cookie::build((COOKIE, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(https).permanent().build()
    }
}

impl FromRequestParts<Arc<App>> for User {
    type Rejection = Unknown;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Unknown> {
        let user = match parts.extensions.get::<Fold>() {
            Some(Fold::Rest { .. }) => Self::of_script(&parts.headers, app.seals()).ok_or(Unknown::Script),
            _ => Self::of_browser(&parts.headers, app.seals()).ok_or(Unknown::Browser),
        }?;
        parts.extensions.insert(Principal(user.list.clone()));
        Ok(user)
    }
}

/// A caller who did not say who it is, or whose mark does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// A browser without a session: it gets one from the page.
    Browser,
    /// A script without a token: it is told which kind is wanted.
    Script,
}

impl IntoResponse for Unknown {
    fn into_response(self) -> Response {
        match self {
            Self::Browser => StatusCode::UNAUTHORIZED.into_response(),
            Self::Script => (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")]).into_response(),
        }
    }
}

impl Seals {
    /// A new key, for a server that has none.
    pub(crate) fn fresh_key() -> Result<[u8; 32], getrandom::Error> {
        random()
    }

    pub(crate) fn new(key: Vec<u8>) -> Self {
        Self { key: Hmac::new_from_slice(&key).expect("HMAC takes a key of any length") }
    }

    /// `{list}.{seal}`: a cookie value, or a bearer token (RFC 6750, section 2.1).
    pub(crate) fn close(&self, purpose: Purpose, user: &User) -> String {
        let seal = self.seal(purpose, &user.list).finalize().into_bytes();
        format!("{}.{}", user.list, URL_SAFE_NO_PAD.encode(seal))
    }

    fn open(&self, purpose: Purpose, sealed: &str) -> Option<User> {
        let (list, seal) = sealed.split_once('.')?;
        let seal = URL_SAFE_NO_PAD.decode(seal).ok()?;
        // In constant time.
        self.seal(purpose, list).verify_slice(&seal).ok()?;
        Some(User { list: list.to_owned() })
    }

    fn seal(&self, purpose: Purpose, list: &str) -> Hmac<Sha256> {
        let purpose: &[u8] = match purpose {
            Purpose::Session => b"todos session\0",
            Purpose::Token => b"todos token\0",
        };
        self.key.clone().chain_update(purpose).chain_update(list)
    }
}

fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seals() -> Seals {
        Seals::new(vec![7; 32])
    }

    fn headers(name: axum::http::HeaderName, value: &str) -> HeaderMap {
        [(name, value.parse().unwrap())].into_iter().collect()
    }

    #[test]
    fn a_cookie_is_a_session_and_a_token_is_none() {
        let (user, seals) = (User::fresh().unwrap(), seals());
        let (session, token) = (seals.close(Purpose::Session, &user), seals.close(Purpose::Token, &user));
        let cookie = |value: &str| User::of_browser(&headers(header::COOKIE, &format!("other=1; {COOKIE}={value}")), &seals);
        let bearer = |value: &str| User::of_script(&headers(header::AUTHORIZATION, &format!("Bearer {value}")), &seals);
        assert_eq!((cookie(&session), bearer(&token)), (Some(user.clone()), Some(user)));
        assert_eq!((cookie(&token), bearer(&session)), (None, None));
    }

    #[test]
    fn a_mark_of_another_key_or_a_changed_one_does_not_hold() {
        let user = User::fresh().unwrap();
        let good = seals().close(Purpose::Token, &user);
        let mut other = good.clone();
        other.replace_range(..1, if good.starts_with('A') { "B" } else { "A" });
        for bad in ["", ".", "a.b", &good[..good.len() - 2], &other, &Seals::new(vec![8; 32]).close(Purpose::Token, &user)] {
            assert_eq!(seals().open(Purpose::Token, bad), None, "{bad}");
        }
    }

    #[test]
    fn a_cookie_is_secure_where_the_page_is() {
        let user = User::fresh().unwrap();
        let plain = user.cookie(&seals(), false).to_string();
        assert!(
            plain.contains("HttpOnly") && plain.contains("SameSite=Lax") && plain.contains("Path=/") && !plain.contains("Secure"),
            "{plain}"
        );
        assert!(user.cookie(&seals(), true).to_string().contains("Secure"));
    }
}
