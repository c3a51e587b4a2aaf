//! Transport of a call: one request, one answer, over whatever carries them.
//!
//! In: a [`MethodSpec`] and encoded arguments. Out: the method's outcome. What a method's types add here is thin: encode, and decode at
//! the end; the rest is compiled once a transport.

mod action;
mod answer;
mod call;
mod carrier;
mod client;
mod effects;
mod field;
mod flight;
mod halves;
mod headers;
mod key;
mod live;
mod method;
mod opener;
mod options;
mod output;
mod parts;
mod platform;
mod retry;
mod route;
mod streamed;
mod streaming;
mod texts;
#[cfg(feature = "opentelemetry")]
mod trace;
mod unsent;
mod wait;
mod words;

pub use crate::error::TransportError;
#[doc(hidden)]
pub use crate::json::items as json_items;
pub use action::Actions;
pub use call::Call;
pub use client::{Client, Way};
#[cfg(feature = "server")]
pub(crate) use effects::write_invalidated;
pub use effects::{Effects, INVALIDATE_HEADER, Invalidated, OnEffects, REDIRECT_HEADER};
#[doc(hidden)]
pub use effects::{arguments_hash, is_invalidated};
#[doc(hidden)]
pub use flight::{Flight, MAX_READS, REFRESH_HEADER};
#[doc(hidden)]
pub use halves::{Carried, Unopened};
pub use headers::Headers;
#[doc(hidden)]
pub use method::{Kind, Repeatable, refresh};
pub use method::{Method, Read, Reads, Write, Writes};
#[doc(hidden)]
pub use output::{Out, Unreturned};
pub use platform::{Platform, Sleep};
pub use route::Routes;
pub use streamed::{Pieces, Streamed};
#[doc(hidden)]
pub use streaming::Sent;
#[doc(hidden)]
pub use texts::array;
#[doc(hidden)]
pub use unsent::{Arrived, Unsent};

use crate::error::Never;
use crate::spec::{MethodSpec, Verb};
use crate::wire::Whole;
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// Value of `Accept` in calls whose answer is JSON.
pub(crate) const ACCEPT_JSON: &str = "application/json, application/problem+json";

/// The header in which both sides name their strict fingerprint.
pub const FINGERPRINT_HEADER: &str = "trifold-fingerprint";

/// Time of a call where neither it nor its transport says.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Carries a request to a server, and its answer back. One request: what comes to nothing the call sends again.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `Transport`",
    note = "use `trifold_client_wasm::Fetch` in a browser, `trifold::client::Http` elsewhere, `trifold::server::InProcess` within the server"
)]
pub trait Transport: Clone + Send + Sync + 'static {
    /// Sends one request, and gives the answer whatever its status. It ends as [`TransportError::Timeout`] when the request's time is up, and
    /// ends the request when its future is dropped. The future is `Send` in a browser too: what is not, such as a promise, belongs in a task
    /// (`spawn_local`) whose outcome comes by a channel.
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, TransportError>> + Send;

    /// Sends one request, and gives the head of its answer as soon as it is there, for a stream of events: [`Request::timeout`] is about the head
    /// alone. It ends the request when its future is dropped, and when the pieces are.
    ///
    /// # Errors
    /// As of [`send`](Self::send). A transport that does not say how has no streams, and always fails.
    fn open(&self, request: Request) -> impl Future<Output = Result<Streamed, TransportError>> + Send {
        let _ = request;
        std::future::ready(Err(TransportError::NotSent("streams are not supported by this transport".to_owned())))
    }

    /// Time and randomness, of which retries, fresh idempotency keys and the waits of a stream are made; without it there are none of these. A transport around another gives the other's.
    ///
    /// By default tokio's clock and the system's randomness, with the features `client` and `server`; else none.
    fn platform(&self) -> Option<&'static dyn Platform> {
        platform::native()
    }

    /// Longest time of a call, with its retries, where [`Call::timeout`] does not say. A transport around another gives the other's.
    fn time_limit(&self) -> Duration {
        TIME_LIMIT
    }

    /// Tells `hear` what methods did besides answering, before the call returns: the page to go to, the reads whose values changed.
    ///
    /// ```
    /// # use trifold::{Transport, transport::Effects};
    /// # fn client(fetch: impl Transport) -> impl Transport {
    /// fetch.on_effects(|Effects { redirect, invalidated }| println!("go to {redirect:?}, forget {invalidated:?}"))
    /// # }
    /// ```
    fn on_effects<F: Fn(Effects) + Clone + Send + Sync + 'static>(self, hear: F) -> OnEffects<Self, F>
    where
        Self: Sized,
    {
        OnEffects::new(self, hear)
    }
}

/// A request to send.
#[derive(Clone)]
pub struct Request {
    /// The method that is called.
    pub method: &'static MethodSpec,
    /// The HTTP method.
    pub verb: Verb,
    /// Path and query, percent-encoded, beginning with `/`.
    pub target: String,
    /// Headers, by lower-case name.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body, if there is one.
    pub body: Option<Vec<u8>>,
    /// Time limit, instead of the transport's own.
    pub timeout: Option<Duration>,
}

impl Request {
    fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(other, _)| other == name)
    }

    /// Sets a header, in the place of any of that name.
    fn set(&mut self, name: Cow<'static, str>, value: String) {
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, value));
    }
}

impl fmt::Debug for Request {
    /// Shows no header value and no body: they may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({} {})", self.verb, self.target)
    }
}

/// An answer, read to its end.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers, by lower-case name.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The first header of this lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Returns true if it is a problem document (RFC 9457).
    fn is_problem(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("application/problem+json"))
    }
}

impl fmt::Debug for Response {
    /// Shows no header value and no body: they may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({}, {} bytes)", self.status, self.body.len())
    }
}

/// The types of answers that a method may give.
const fn accept(method: &MethodSpec) -> &'static str {
    match method.rest.body {
        Whole::Download => "*/*",
        Whole::Events => "text/event-stream, application/problem+json",
        Whole::Json | Whole::Raw | Whole::Page => ACCEPT_JSON,
    }
}

/// Of a client without a transport of its own, the type that stands in its place.
#[derive(Debug, Clone)]
pub enum NoTransport {}

#[diagnostic::do_not_recommend]
impl Transport for NoTransport {
    async fn send(&self, _: Request) -> Result<Response, TransportError> {
        match *self {}
    }
}

/// What `TodosRestClient::new` takes where the native client is not compiled: nothing.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a REST client's `new` needs the native client, and `trifold` is built without it; switch on the feature `client` of `trifold`",
    label = "nothing here could connect to this",
    note = "with a transport of another kind, such as `trifold_client_wasm::Fetch` in a browser, write `with_transport(..)` in place of `new(..)`"
)]
pub trait NativeClient {
    /// Never called.
    fn never(self) -> Never;
}
