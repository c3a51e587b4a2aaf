//! The transport as its users see it: settings in, a transport out. How a request is sent is up to [`send`].

use std::time::Duration;

use trifold::transport::{Request, Response, Streamed};
use trifold::{Transport, TransportError};

use crate::send::{open, pause, send};

/// Time limit of a call, unless [`Fetch::timeout`] says otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Most bytes of an answer, unless [`Fetch::response_limit`] says otherwise.
const RESPONSE_LIMIT: usize = 16 * 1024 * 1024;

/// Sends calls with the browser's `fetch`, in a page or in a worker.
///
/// A request goes to the origin of the page, with the cookies of that origin, and nowhere else: a redirect of HTTP is not
/// followed. Where a method leads is another matter: [`Fetch::follow_redirects`]. A request is aborted when it times out, and when the future of the call is dropped. That future is `Send`, as those of all
/// transports are.
///
/// A page holds three streams ([`EventStream`](trifold::EventStream)) open at one time over HTTP/1.1, since a browser gives it six connections
/// to a server, in all of its tabs; with more, each has a turn of some seconds, and comes back where it was. Over HTTP/2 all are open. The streams
/// of a page that is hidden for 30 s, put away or offline are closed, and opened again when it is back.
#[derive(Debug, Clone)]
pub struct Fetch {
    pub(crate) timeout: Duration,
    pub(crate) response_limit: usize,
    /// What hears of each answer. Not a closure, and not a type of its own: calls of all transports share their code.
    pub(crate) heard: Option<fn(&Response)>,
}

impl Fetch {
    /// A transport to the origin that this page or worker was loaded from.
    pub fn same_origin() -> Self {
        Self { timeout: TIMEOUT, response_limit: RESPONSE_LIMIT, heard: None }
    }

    /// Sets how long a call may take, from sending it to the last byte of its answer, unless [`Call::timeout`](trifold::Call::timeout) says
    /// otherwise. The default is 30 seconds.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Sets how many bytes an answer may have. The default is 16 MiB; a longer answer is an error.
    #[must_use]
    pub fn response_limit(self, bytes: usize) -> Self {
        Self { response_limit: bytes, ..self }
    }
}

#[diagnostic::do_not_recommend]
impl Transport for Fetch {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let response = send(request, self.timeout, self.response_limit).await?;
        if let Some(hear) = self.heard {
            hear(&response);
        }
        Ok(response)
    }

    async fn open(&self, request: Request) -> Result<Streamed, TransportError> {
        let answer = open(request, self.timeout).await?;
        if let Some(hear) = self.heard {
            hear(&Response { status: answer.status, headers: answer.headers.clone(), body: Vec::new() });
        }
        Ok(answer)
    }

    async fn pause(&self, time: Duration) {
        pause(time).await;
    }

    fn key(&self) -> Option<String> {
        crate::send::random_key()
    }
}
