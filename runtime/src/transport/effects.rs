//! What an answer asks of a client beside the value in it: where to go, and what to forget.
//!
//! In: the headers of an answer. Out: [`Effects`], heard by whoever asked to, with every call that goes through the transport.

use super::key::hex;
use super::texts::array;
use super::{Platform, Request, Response, Streamed, Transport, TransportError};
use crate::spec::{Arguments, MethodSpec, ReadMethod};
use std::fmt;
use std::time::Duration;

/// The header with a redirect for a client.
pub const REDIRECT_HEADER: &str = "trifold-redirect";
/// The header with the reads whose values changed.
pub const INVALIDATE_HEADER: &str = "trifold-invalidate";

/// What a method did besides answering, as far as a client has to know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// The page to go to: a path of the same origin, unless the method named another origin.
    pub redirect: Option<String>,
    /// The reads whose values changed, as the method named them.
    pub invalidated: Vec<Invalidated>,
}

impl Effects {
    /// What this answer asks for.
    pub fn of(response: &Response) -> Self {
        Self::among(|name| response.header(name))
    }

    /// The effects that these headers name.
    fn among<'a>(header: impl Fn(&str) -> Option<&'a str>) -> Self {
        let invalidated = header(INVALIDATE_HEADER).map(read_invalidated).unwrap_or_default();
        Self { redirect: header(REDIRECT_HEADER).map(str::to_owned), invalidated }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.redirect.is_none() && self.invalidated.is_empty()
    }
}

/// A read whose values changed: all of them, or the one of certain arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalidated {
    /// The id of its action.
    #[doc(hidden)]
    pub read: String,
    /// The hash of the arguments.
    #[doc(hidden)]
    pub arguments: Option<u64>,
}

impl Invalidated {
    /// Names every value of a method that is an action.
    pub(crate) fn every(method: &MethodSpec) -> Option<Self> {
        let action = method.action.as_ref()?;
        Some(Self { read: action.tag().as_str().to_owned(), arguments: None })
    }

    /// Names the value of these arguments.
    pub(crate) fn one(method: &MethodSpec, arguments: &dyn Arguments) -> Option<Self> {
        let texts = method.texts(arguments).ok()?;
        Some(Self { arguments: Some(arguments_hash(&array(&texts))), ..Self::every(method)? })
    }

    /// Returns true if the value that a read has for these arguments changed.
    pub fn names<M: ReadMethod>(&self, read: &M, arguments: &M::Arguments) -> bool {
        [Self::every(read.method()), Self::one(read.method(), arguments)].iter().flatten().any(|named| named == self)
    }
}

impl fmt::Display for Invalidated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.read)?;
        self.arguments.map_or(Ok(()), |hash| write!(f, ".{hash:016x}"))
    }
}

/// The hash of a JSON array of arguments: FNV-1a, 64 bits. Two arrays of one hash cost a read too many.
#[doc(hidden)]
pub fn arguments_hash(array: &str) -> u64 {
    array.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Returns true if an answer's header names this read: all of its values, or the one of these arguments, a JSON array.
#[doc(hidden)]
pub fn is_invalidated(header: &str, read: &str, arguments: &str) -> bool {
    let mut hash = String::new();
    arguments_hash(arguments).to_be_bytes().into_iter().for_each(|byte| hex(byte, &mut hash));
    let is_it = |name: &[u8]| match name.trim_ascii().strip_prefix(read.as_bytes()) {
        Some([b'.', rest @ ..]) => rest == hash.as_bytes(),
        rest => rest.is_some_and(<[u8]>::is_empty),
    };
    header.as_bytes().split(|byte| *byte == b',').any(is_it)
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
impl<T: Transport, F: Fn(Effects) + Clone + Send + Sync + 'static> Transport for OnEffects<T, F> {
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, TransportError>> + Send {
        let (sent, hear) = (self.transport.send(request), &self.hear);
        async move {
            let response = sent.await?;
            Some(Effects::of(&response)).filter(|effects| !effects.is_empty()).into_iter().for_each(hear);
            Ok(response)
        }
    }

    fn open(&self, request: Request) -> impl Future<Output = Result<Streamed, TransportError>> + Send {
        let (opening, hear) = (self.transport.open(request), &self.hear);
        async move {
            let answer = opening.await?;
            Some(Effects::among(|name| answer.header(name))).filter(|effects| !effects.is_empty()).into_iter().for_each(hear);
            Ok(answer)
        }
    }

    fn platform(&self) -> Option<&'static dyn Platform> {
        self.transport.platform()
    }

    fn time_limit(&self) -> Duration {
        self.transport.time_limit()
    }
}

impl<T: fmt::Debug, F> fmt::Debug for OnEffects<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnEffects").field("transport", &self.transport).finish_non_exhaustive()
    }
}

/// The value of the header.
#[cfg(feature = "server")]
pub(crate) fn write_invalidated(reads: &[Invalidated]) -> String {
    reads.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Reads the header. A name of another form is left out.
fn read_invalidated(value: &str) -> Vec<Invalidated> {
    let read = |name: &str| {
        let (read, arguments) = match name.split_once('.') {
            Some((read, hash)) => (read, Some(u64::from_str_radix(hash, 16).ok()?)),
            None => (name, None),
        };
        (!read.is_empty()).then(|| Invalidated { read: read.to_owned(), arguments })
    };
    value.split(',').filter_map(|name| read(name.trim())).collect()
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_read_as_it_was_written() {
        let named = |read: &str, arguments| Invalidated { read: read.to_owned(), arguments };
        let reads = [named("AAECAwQFBgcICQoLDA0ODw", None), named("_____________________w", Some(arguments_hash("[7]")))];
        let written = write_invalidated(&reads);
        assert_eq!(written, "AAECAwQFBgcICQoLDA0ODw, _____________________w.dc791a1a20ed125e");
        assert_eq!(read_invalidated(&written), reads);
        assert_eq!(read_invalidated(" , a.x, .7, a.12345678901234567, b"), [named("b", None)]);
    }

    #[test]
    fn a_read_is_named_with_all_of_its_values_or_one() {
        let header = "AAECAwQFBgcICQoLDA0ODw, _____________________w.dc791a1a20ed125e";
        for (read, arguments, expected) in [
            ("AAECAwQFBgcICQoLDA0ODw", "[1]", true),
            ("_____________________w", "[7]", true),
            ("_____________________w", "[8]", false),
            ("AAECAwQFBgcICQoLDA0OD", "[1]", false),
        ] {
            assert_eq!(is_invalidated(header, read, arguments), expected, "{read} {arguments}");
        }
        assert!(!is_invalidated("", "a", "[]") && !is_invalidated("a.", "a", "[]"));
    }
}
