//! Stands in for the browser where there is none: what a page sends goes through another transport, if it is given one.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use trifold::transport::{Platform, Request, Response, Streamed};
use trifold::{Transport, TransportError};

/// The place that requests go to.
#[derive(Clone, Default)]
pub(crate) struct Line(Option<Arc<dyn Through>>);

type Sending<'a> = Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + 'a>>;
type Opening<'a> = Pin<Box<dyn Future<Output = Result<Streamed, TransportError>> + Send + 'a>>;

/// A transport whose type is forgotten.
trait Through: Send + Sync {
    fn send(&self, request: Request) -> Sending<'_>;
    fn open(&self, request: Request) -> Opening<'_>;
    fn platform(&self) -> Option<&'static dyn Platform>;
}

impl<T: Transport> Through for T {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(Transport::send(self, request))
    }

    fn open(&self, request: Request) -> Opening<'_> {
        Box::pin(Transport::open(self, request))
    }

    fn platform(&self) -> Option<&'static dyn Platform> {
        Transport::platform(self)
    }
}

impl Line {
    /// Through another transport.
    pub(crate) fn through(transport: impl Transport) -> Self {
        Self(Some(Arc::new(transport)))
    }

    /// Nowhere: only a browser has other origins.
    pub(crate) fn to(_: String) -> Self {
        Self::default()
    }

    fn transport(&self) -> Result<&dyn Through, TransportError> {
        let words = "`Fetch` works in a browser; elsewhere it sends through another transport: `Fetch::through(InProcess::new(router))`";
        self.0.as_deref().ok_or_else(|| TransportError::NotSent(words.to_owned()))
    }

    /// As it is.
    pub(crate) fn with_credentials(self) -> Self {
        self
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "another transport" } else { "none" })
    }
}

/// The platform of the other transport. Without one nothing is sent, and so nothing is sent again.
pub(crate) fn platform(line: &Line) -> Option<&'static dyn Platform> {
    line.0.as_ref()?.platform()
}

/// Nowhere: only a browser shows pages.
pub(crate) fn go(_: &str) {}

/// Sends a request through the other transport.
pub(crate) async fn send(mut request: Request, line: Line, timeout: Duration, _: usize) -> Result<Response, TransportError> {
    request.timeout.get_or_insert(timeout);
    line.transport()?.send(request).await
}

/// Opens a stream through the other transport.
pub(crate) async fn open(mut request: Request, line: Line, timeout: Duration) -> Result<Streamed, TransportError> {
    request.timeout.get_or_insert(timeout);
    line.transport()?.open(request).await
}
