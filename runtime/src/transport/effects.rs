//! What an answer asks of a client beside the value in it: where to go, and what to forget.
//!
//! In: the headers of an answer. Out: [`Effects`], heard by whoever asked to, with every call that goes through the transport.

use super::{Request, Response, Transport, TransportError};
use percent_encoding::percent_decode_str;
#[cfg(feature = "server")]
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;

/// The header with a redirect for a client.
pub const REDIRECT_HEADER: &str = "trifold-redirect";
/// The header with the tags of what changed: percent-encoded, with commas between.
pub const INVALIDATE_HEADER: &str = "trifold-invalidate";

/// What stands for itself in a tag.
#[cfg(feature = "server")]
const TAG: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b':').remove(b'/');

/// What a method did besides answering, as far as a client has to know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// The page to go to: a path of the same origin, unless the method named another origin.
    pub redirect: Option<String>,
    /// The tags of what changed, as the method named them.
    pub invalidated: Vec<String>,
}

impl Effects {
    /// What this answer asks for.
    pub fn of(response: &Response) -> Self {
        let invalidated = response.header(INVALIDATE_HEADER).map(read_tags).unwrap_or_default();
        Self { redirect: response.header(REDIRECT_HEADER).map(str::to_owned), invalidated }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.redirect.is_none() && self.invalidated.is_empty()
    }
}

/// A transport whose answers are heard: see [`Transport::on_effects`].
#[derive(Clone)]
pub struct OnEffects<T, F> {
    transport: T,
    hear: F,
}

impl<T, F> OnEffects<T, F> {
    pub(super) const fn new(transport: T, hear: F) -> Self {
        Self { transport, hear }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Transport, F: Fn(Effects) + Sync> Transport for OnEffects<T, F> {
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, TransportError>> + Send {
        let (sent, hear) = (self.transport.send(request), &self.hear);
        async move {
            let response = sent.await?;
            Some(Effects::of(&response)).filter(|effects| !effects.is_empty()).into_iter().for_each(hear);
            Ok(response)
        }
    }

    fn key(&self) -> Option<String> {
        self.transport.key()
    }
}

impl<T: fmt::Debug, F> fmt::Debug for OnEffects<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnEffects").field("transport", &self.transport).finish_non_exhaustive()
    }
}

/// The value of the header.
#[cfg(feature = "server")]
pub(crate) fn write_tags(tags: &[String]) -> String {
    tags.iter().map(|tag| utf8_percent_encode(tag, TAG).to_string()).collect::<Vec<_>>().join(", ")
}

fn read_tags(value: &str) -> Vec<String> {
    let tags = value.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    tags.map(|tag| percent_decode_str(tag).decode_utf8_lossy().into_owned()).collect()
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_any_text() {
        let tags = ["todos", "todos/7", "a, b", "größe", "100%", "line\r\nbreak"].map(str::to_owned);
        let written = write_tags(&tags);
        assert!(written.starts_with("todos, todos/7, a%2C%20b, "), "{written}");
        assert_eq!(read_tags(&written), tags);
    }
}
