//! Where an API is: the part of each URL that does not change from call to call.
//!
//! In: what an operator wrote into a setting. Out: the URL of one request. Opens no connection.

use reqwest::Url;

use crate::transport::TransportError;

/// An origin and perhaps a path before all others, with no slash at the end: `https://todo.example/staging`.
#[derive(Debug, Clone)]
pub(super) struct Base(String);

impl Base {
    /// Reads a base, which is an `http` or `https` URL with nothing after its path and no user in it.
    pub(super) fn parse(text: &str) -> Result<Self, InvalidBase> {
        let url = Url::parse(text).map_err(|error| InvalidBase::NotAUrl(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(InvalidBase::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidBase::User);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(InvalidBase::AfterPath);
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    pub(super) fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }

    /// The URL of `target`, a path and query that starts with a slash.
    ///
    /// URLs resolve `..` and `%2e%2e`, so an argument could lead to another route than the one that was called. A
    /// target that does not stay as it is is refused.
    pub(super) fn join(&self, target: &str) -> Result<Url, TransportError> {
        let text = format!("{self}{target}");
        match Url::parse(&text) {
            Ok(url) if url.as_str() == text && target.starts_with('/') && !target.contains('#') => Ok(url),
            _ => Err(TransportError::NotSent("the path of the request would change on its way".to_owned())),
        }
    }
}

impl std::fmt::Display for Base {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is not the base of an API. It does not repeat the text, which may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidBase {
    /// It cannot be read as a URL.
    #[error("the base is not a URL: {0}")]
    NotAUrl(String),
    /// It is not `http` or `https`.
    #[error("the base must start with `http://` or `https://`")]
    Scheme,
    /// It has a user name or a password.
    #[error("the base may not hold a user name or a password; send them in a header")]
    User,
    /// It has a query or a fragment.
    #[error("the base may hold a path, but no query and no fragment")]
    AfterPath,
    /// It is `https`, and this machine has no certificates to verify the server with.
    #[error("no connection by https can be verified here: {0}")]
    Tls(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_may_have_a_path_and_a_slash_at_its_end() {
        for (base, url) in [
            ("https://todo.example", "https://todo.example/api/v1/todos?tag=a%20b"),
            ("https://todo.example/", "https://todo.example/api/v1/todos?tag=a%20b"),
            ("HTTP://Todo.Example:80/staging/", "http://todo.example/staging/api/v1/todos?tag=a%20b"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000/api/v1/todos?tag=a%20b"),
        ] {
            let base = Base::parse(base).unwrap();
            assert_eq!(base.join("/api/v1/todos?tag=a%20b").unwrap().as_str(), url);
        }
    }

    #[test]
    fn other_texts_are_no_base() {
        for (text, error) in [
            ("ftp://todo.example", InvalidBase::Scheme),
            ("data:text/plain,hello", InvalidBase::Scheme),
            ("https://me@todo.example", InvalidBase::User),
            ("https://:secret@todo.example", InvalidBase::User),
            ("https://todo.example/?a=b", InvalidBase::AfterPath),
            ("https://todo.example/#a", InvalidBase::AfterPath),
        ] {
            assert_eq!(Base::parse(text).unwrap_err(), error, "{text}");
        }
        assert!(matches!(Base::parse("/api"), Err(InvalidBase::NotAUrl(_))));
        assert!(matches!(Base::parse("todo.example"), Err(InvalidBase::NotAUrl(_))));
    }

    #[test]
    fn a_target_cannot_leave_its_path() {
        let base = Base::parse("https://todo.example/staging").unwrap();
        for target in ["/todos/..", "/todos/%2E%2e/users", "/todos/.", "/a\\b", "/a#b", "/a b", "todos", "", "@evil.example/"] {
            assert!(base.join(target).is_err(), "{target}");
        }
        assert_eq!(base.join("//evil.example/").unwrap().host_str(), Some("todo.example"));
    }
}
