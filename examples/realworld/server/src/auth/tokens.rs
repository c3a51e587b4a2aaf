//! Tokens: JSON Web Tokens (RFC 7519) that name an account, signed with HMAC-SHA256.

use http::{HeaderMap, header};
use jiff::Timestamp;
use jsonwebtoken::{DecodingKey, EncodingKey, Header, Validation, decode, encode};
use realworld_api::ConduitError;
use serde::{Deserialize, Serialize};
use std::fmt;
use trifold::Source;

/// Lifetime of a token, in seconds: 60 days.
const LIFETIME: i64 = 60 * 24 * 60 * 60;

/// Gives and reads tokens.
pub(crate) struct Tokens {
    sign: EncodingKey,
    verify: DecodingKey,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: String,
    iat: i64,
    exp: i64,
}

impl Tokens {
    pub(crate) fn new(secret: &str) -> Self {
        Self { sign: EncodingKey::from_secret(secret.as_bytes()), verify: DecodingKey::from_secret(secret.as_bytes()) }
    }

    /// A token for an account.
    pub(crate) fn give(&self, account: i64) -> Result<String, ConduitError> {
        let now = Timestamp::now().as_second();
        let claims = Claims { sub: account.to_string(), iat: now, exp: now + LIFETIME };
        Ok(encode(&Header::default(), &claims, &self.sign).map_err(Source::from)?)
    }

    /// The account that a token names. The algorithm is ours, whatever the token says.
    pub(crate) fn read(&self, token: &str) -> Option<i64> {
        decode::<Claims>(token, &self.verify, &Validation::default()).ok()?.claims.sub.parse().ok()
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}

/// What the request brings in `Authorization: Token ..`, if there is anything of that scheme.
pub(crate) fn sent(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("token").then_some(token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_by_who_gave_it() {
        let (ours, theirs) = (Tokens::new("ours"), Tokens::new("theirs"));
        let token = ours.give(7).unwrap();
        assert_eq!(ours.read(&token), Some(7));
        assert_eq!(theirs.read(&token), None);
        assert_eq!(ours.read(&token[..token.len() - 4]), None);
        assert_eq!(ours.read("eyJhbGciOiJub25lIn0.eyJzdWIiOiI3IiwiaWF0IjowLCJleHAiOjk5OTk5OTk5OTl9."), None);
        assert_eq!(ours.read(""), None);
    }

    #[test]
    fn only_the_scheme_token_counts() {
        let sent = |value: &str| sent(&HeaderMap::from_iter([(header::AUTHORIZATION, value.parse().unwrap())])).map(str::to_owned);
        assert_eq!(sent("Token abc").as_deref(), Some("abc"));
        assert_eq!(sent("token abc").as_deref(), Some("abc"));
        assert_eq!((sent("Bearer abc"), sent("Token"), sent("")), (None, None, None));
    }
}
