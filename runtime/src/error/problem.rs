//! Problem documents (RFC 9457).

use serde::{Deserialize, Serialize};
use std::fmt;

/// The problem types that Trifold itself sends, as relative references (RFC 9457, section 3.1.1).
pub mod problem_type {
    /// The id is well formed and unknown: the page is older or newer than the server.
    pub const STALE_ACTION: &str = "/problems/stale-action";
    /// A browser says that another site sent the request.
    pub const CROSS_ORIGIN: &str = "/problems/cross-origin";
    /// The arguments were read, and rules refuse them.
    pub const INVALID: &str = "/problems/invalid";
    /// The arguments could not be read.
    pub const MALFORMED: &str = "/problems/malformed";
    /// The method did not end within its deadline.
    pub const TIMEOUT: &str = "/problems/timeout";
    /// The server has as many calls in flight as it takes.
    pub const OVERLOADED: &str = "/problems/overloaded";
    /// The caller has called too often.
    pub const RATE_LIMITED: &str = "/problems/rate-limited";
    /// A call with the same idempotency key is under way.
    pub const KEY_IN_USE: &str = "/problems/idempotency-key-in-use";
    /// The idempotency key was used for something else, or the answer that it stands for is not there any more.
    pub const KEY_USED: &str = "/problems/idempotency-key-used";
    /// The route is gone, as its `Sunset` said (RFC 8594).
    pub const SUNSET: &str = "/problems/sunset";
    /// Nothing more than the status says (RFC 9457, section 4.2.1).
    pub const BLANK: &str = "about:blank";
}

/// A problem document without extension members, and what the answer said beside it.
///
/// Source: RFC 9457, section 3.1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind of problem it is: a URI reference.
    #[serde(default = "blank")]
    pub r#type: String,
    /// The kind in words.
    #[serde(default)]
    pub title: String,
    /// The HTTP status.
    #[serde(default)]
    pub status: u16,
    /// This occurrence in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// This occurrence's name, which the server's log knows too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The seconds after which to come again, as the header `Retry-After` of the answer said (RFC 9110, section 10.2.3); none where it has
    /// none, or a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl Problem {
    /// A problem of which no more is known.
    pub(crate) fn of(r#type: &str, title: impl Into<String>, status: u16) -> Self {
        Self { r#type: r#type.to_owned(), title: title.into(), status, detail: None, instance: None, retry_after: None }
    }
}

fn blank() -> String {
    problem_type::BLANK.to_owned()
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.title)?;
        match &self.detail {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}
