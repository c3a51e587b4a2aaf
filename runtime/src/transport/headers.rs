//! Headers of every call of a transport: as they are, or computed for each call.
//!
//! In: names and values, and functions that give values. Out: a request with the headers that it does not have by itself.

use super::options::is_token;
use super::platform::sleep;
use super::{Platform, Request, TransportError};
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

/// Headers that a transport adds to each request. A clone shares what it has.
///
/// In a page without them nothing leads to what they are made of.
#[derive(Clone, Default)]
pub struct Headers(Option<Arc<dyn Source>>);

type Adding<'a> = Pin<Box<dyn Future<Output = Result<Request, TransportError>> + Send + 'a>>;

trait Source: Send + Sync {
    fn add(&self, request: Request) -> Adding<'_>;

    fn add_in_time(&self, request: Request, time: Duration, platform: Option<&'static dyn Platform>) -> Adding<'_> {
        Box::pin(async move {
            let now = || platform.map_or(Duration::ZERO, Platform::now);
            let (begun, mut clock, mut adding) = (now(), sleep(platform, time), self.add(request));
            let in_time = poll_fn(|context| match adding.as_mut().poll(context) {
                Poll::Pending => clock.as_mut().poll(context).map(|()| Err(TransportError::Timeout)),
                added => added,
            });
            let request = in_time.await?;
            Ok(Request { timeout: Some(time.saturating_sub(now().saturating_sub(begun))), ..request })
        })
    }

    fn names(&self) -> Vec<&str>;
}

impl Headers {
    /// Adds a header, in the place of one of that name.
    #[must_use]
    pub fn with(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let value = value.into();
        self.compute(name, move || std::future::ready(Some(value.clone())))
    }

    /// Adds a header that is asked for its value with each call, in the place of one of that name. Without a value it is not sent.
    #[must_use]
    pub fn compute<F>(self, name: impl Into<String>, value: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Option<String>> + Send + 'static,
    {
        let mut name = name.into();
        name.make_ascii_lowercase();
        Self(Some(Arc::new(Header { before: self, name, value })))
    }

    /// Adds to a request what it does not have by itself.
    ///
    /// # Errors
    /// [`TransportError::NotSent`], if a name or a value has a character that HTTP does not allow, or the header is one of the connection.
    pub async fn add_to(&self, request: Request) -> Result<Request, TransportError> {
        let added = match &self.0 {
            Some(source) => source.add(request).await,
            None => Ok(request),
        };
        #[cfg(feature = "opentelemetry")]
        let added = added.map(super::trace::carried_on);
        added
    }

    /// The same within the time of a call, which is the request's own or else `time`. What is left of it is the request's.
    ///
    /// # Errors
    /// As of [`add_to`](Self::add_to); [`TransportError::Timeout`], if the values are not there in time.
    pub async fn add_in_time(
        &self,
        request: Request,
        time: Duration,
        platform: Option<&'static dyn Platform>,
    ) -> Result<Request, TransportError> {
        let time = request.timeout.unwrap_or(time);
        match &self.0 {
            Some(source) => source.add_in_time(request, time, platform).await,
            None => Ok(request),
        }
    }

    fn names(&self) -> Vec<&str> {
        self.0.as_ref().map(|source| source.names()).unwrap_or_default()
    }
}

/// One header, and those that were there before.
struct Header<V> {
    before: Headers,
    name: String,
    value: V,
}

impl<V: Fn() -> F + Send + Sync, F: Future<Output = Option<String>> + Send + 'static> Source for Header<V> {
    fn add(&self, mut request: Request) -> Adding<'_> {
        Box::pin(async move {
            if request.has(&self.name) {
                return self.before.add_to(request).await;
            }
            let Some(value) = (self.value)().await else {
                // None of this name is sent, an older one neither.
                let mut request = self.before.add_to(request).await?;
                request.headers.retain(|(name, _)| *name != self.name);
                return Ok(request);
            };
            add(&mut request, &self.name, value)?;
            // The newest of a name is there by now, and stays.
            self.before.add_to(request).await
        })
    }

    fn names(&self) -> Vec<&str> {
        let mut names = self.before.names();
        names.push(&self.name);
        names
    }
}

/// Headers that say where a request ends, or are for one connection. Such as another request had them, they would cut off the arguments of this one.
const OF_THE_CONNECTION: [&str; 8] =
    ["connection", "content-length", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"];

fn add(request: &mut Request, name: &str, value: String) -> Result<(), TransportError> {
    let is_text = |byte: u8| matches!(byte, b'\t' | b' '..=b'~');
    let reason = if name.is_empty() || !name.bytes().all(is_token) || !value.bytes().all(is_text) {
        "its name or its value has a character that HTTP does not allow"
    } else if OF_THE_CONNECTION.contains(&name) {
        "it is set by the protocol"
    } else {
        request.headers.push((name.to_owned().into(), value));
        return Ok(());
    };
    Err(TransportError::NotSent(format!("the header `{}` cannot be sent: {reason}", name.escape_debug())))
}

impl fmt::Debug for Headers {
    /// Shows the names only: a value may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

/// The methods of a transport about its headers: one spelling for all. It has a field `headers`, of [`Headers`](crate::transport::Headers).
#[doc(hidden)]
#[macro_export]
macro_rules! __headers {
    () => {
        /// Sends a header with each call, in the place of one of that name. A call that has the header by itself keeps its own.
        ///
        /// With a name or a value that HTTP does not allow, or a header of the connection such as `content-length`, a call is not sent, and fails.
        #[must_use]
        pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
            let headers = self.headers.with(name, value);
            Self { headers, ..self }
        }

        /// Sends a header whose value is asked for with each call: `|| async { .. }`. Without a value the call goes without it. What this takes
        /// counts to the time of the call.
        #[must_use]
        pub fn header_with<F>(self, name: impl Into<String>, value: impl Fn() -> F + Send + Sync + 'static) -> Self
        where
            F: Future<Output = Option<String>> + Send + 'static,
        {
            let headers = self.headers.compute(name, value);
            Self { headers, ..self }
        }

        /// Sends `authorization: Bearer {token}` with each call.
        #[must_use]
        pub fn bearer_token(self, token: impl AsRef<str>) -> Self {
            let value = format!("Bearer {}", token.as_ref());
            self.header("authorization", value)
        }

        /// Sends `authorization: Bearer {token}` with a token that is asked for with each call, so that it can be a fresh one: `move || session.token()`. Without
        /// a token the call goes without it.
        #[must_use]
        pub fn bearer_token_with<F>(self, token: impl Fn() -> F + Send + Sync + 'static) -> Self
        where
            F: Future<Output = Option<String>> + Send + 'static,
        {
            self.header_with("authorization", move || {
                let token = token();
                async move { token.await.map(|token| format!("Bearer {token}")) }
            })
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{MethodSpec, ServiceSpec, Verb};
    use crate::wire::Shape;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    static SERVICE: ServiceSpec = ServiceSpec::named("Anything");
    static METHOD: MethodSpec = SERVICE.method("call", "").fails(Shape::unit());

    fn request() -> Request {
        Request { method: &METHOD, verb: Verb::Get, target: "/".to_owned(), headers: Vec::new(), body: None, timeout: None }
    }

    fn added(headers: &Headers) -> Vec<String> {
        let Poll::Ready(Ok(request)) = pin!(headers.add_to(request())).poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("it waits")
        };
        request.headers.into_iter().map(|(name, value)| format!("{name}: {value}")).collect()
    }

    #[test]
    fn what_says_where_a_request_ends_is_the_protocols() {
        for name in ["Content-Length", "transfer-encoding", "connection"] {
            let headers = Headers::default().with(name, "1");
            let outcome = pin!(headers.add_to(request())).poll(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(outcome, Poll::Ready(Err(TransportError::NotSent(_)))), "{name}");
        }
    }

    #[test]
    fn the_newest_of_a_name_is_sent_or_none() {
        let of = |value: Option<&'static str>| move || std::future::ready(value.map(str::to_owned));
        let headers = Headers::default().with("cookie", "old").with("x-a", "1");
        assert_eq!(added(&headers.clone().compute("Cookie", of(Some("new")))), ["cookie: new", "x-a: 1"]);
        let without = headers.compute("cookie", of(None));
        assert_eq!(added(&without), ["x-a: 1"], "an older one is not sent in the place of what there is none of");
        assert_eq!(added(&without.with("cookie", "newest")), ["cookie: newest", "x-a: 1"]);
    }

    #[tokio::test(start_paused = true)]
    async fn values_count_to_the_time_of_a_call() {
        let time = Duration::from_secs(30);
        let late = |seconds| {
            Headers::default().compute("x-a", move || async move {
                tokio::time::sleep(Duration::from_secs(seconds)).await;
                Some("1".to_owned())
            })
        };
        let platform = crate::transport::platform::native();
        assert!(matches!(late(31).add_in_time(request(), time, platform).await, Err(TransportError::Timeout)));
        let of_the_call = Request { timeout: Some(Duration::from_secs(1)), ..request() };
        assert!(matches!(late(2).add_in_time(of_the_call, time, platform).await, Err(TransportError::Timeout)));
        assert!(late(2).add_in_time(request(), time, platform).await.unwrap().timeout.is_some());
    }
}
