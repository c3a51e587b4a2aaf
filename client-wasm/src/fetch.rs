//! The transport as its users see it: settings in, a transport out. How a request is sent is up to [`send`].

use std::time::Duration;

use trifold::transport::{Headers, Platform, Request, Response, Streamed};
use trifold::{Transport, TransportError};

use crate::send::{Line, open, send};

/// Time limit of a call, unless [`Fetch::timeout`] says otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Most bytes of an answer, unless [`Fetch::response_limit`] says otherwise.
const RESPONSE_LIMIT: usize = 16 * 1024 * 1024;

/// Sends calls with the browser's `fetch`, in a page or in a worker.
///
/// A request goes to the origin of the page with the cookies of that origin ([`same_origin`](Self::same_origin)), or to an API elsewhere ([`to`](Self::to)), and nowhere else: a redirect of HTTP is not
/// followed. Where a method leads is another matter: [`Fetch::follow_redirects`]. A request is aborted when it times out, and when the future of the call is dropped. That future is `Send`, as those of all
/// transports are.
///
/// A page holds three streams ([`EventStream`](trifold::EventStream)) open at one time over HTTP/1.1, since a browser gives it six connections
/// to a server, in all of its tabs; with more, each has a turn of some seconds, and comes back where it was. Over HTTP/2 all are open. The streams
/// of a page that is hidden for 30 s, put away or offline are closed, and opened again when it is back.
///
/// ```
/// use trifold::{CallError, EventStream, error::Never};
/// use trifold_client_wasm::Fetch;
///
/// #[trifold::service]
/// trait Clock {
///     async fn numbers(&self) -> EventStream<u64, Never>;
/// }
///
/// async fn follow(show: impl Fn(u64)) -> Result<(), CallError<Never>> {
///     let mut numbers = ClockClient::new(Fetch::same_origin()).numbers().await?;
///     while let Some(number) = numbers.next().await {
///         show(number?);
///     }
///     Ok(())
/// }
/// # drop(follow(drop));
/// ```
///
/// A page that is rendered on a server and goes on in the browser has one type for both: on the server a `Fetch` sends through another
/// transport (`Fetch::through`).
#[derive(Debug, Clone)]
pub struct Fetch {
    pub(crate) timeout: Duration,
    pub(crate) response_limit: usize,
    /// What hears of each answer. Not a closure, and not a type of its own: calls of all transports share their code.
    pub(crate) heard: Option<fn(&Response)>,
    pub(crate) headers: Headers,
    pub(crate) line: Line,
}

impl Fetch {
    /// A transport to the origin that this page or worker was loaded from.
    pub fn same_origin() -> Self {
        Self::on(Line::default())
    }

    /// A transport to the API at another origin, such as `https://api.example`, for the routes alone: its server names the origin of this page
    /// (`Server::cors`). The caller is known by a token, or by cookies with [`credentials`](Self::credentials).
    ///
    /// ```
    /// # use trifold_client_wasm::Fetch;
    /// # let token = async || Some(String::new());
    /// # let _ =
    /// Fetch::to("https://api.example").bearer_token_with(token) // TodosRestClient::with_transport(..)
    /// # ;
    /// ```
    ///
    /// With what is no such URL a call is not sent, and fails; so is an action.
    pub fn to(base: impl Into<String>) -> Self {
        Self::on(Line::to(base.into()))
    }

    /// Sends the cookies of the other origin, which must allow it (`Cors::credentials`). To the page's own they go without saying.
    #[must_use]
    pub fn credentials(self) -> Self {
        Self { line: self.line.with_credentials(), ..self }
    }

    /// Sends through another transport, where this is not compiled for a browser: for a page that is rendered on the server, in process and with the
    /// cookies of its request.
    ///
    /// ```ignore
    /// let todos = TodosClient::new(Fetch::through(InProcess::new(router).on_behalf_of(&parts)));
    /// ```
    ///
    /// A cookie that the call sets reaches nobody: what signs in or out is called by the browser.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn through(transport: impl Transport) -> Self {
        Self::on(Line::through(transport))
    }

    fn on(line: Line) -> Self {
        Self { timeout: TIMEOUT, response_limit: RESPONSE_LIMIT, heard: None, headers: Headers::default(), line }
    }

    trifold::__headers!();

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
        let request = self.headers.add_in_time(request, self.timeout, self.platform()).await?;
        let response = send(request, self.line.clone(), self.timeout, self.response_limit).await?;
        if let Some(hear) = self.heard {
            hear(&response);
        }
        Ok(response)
    }

    async fn open(&self, request: Request) -> Result<Streamed, TransportError> {
        let request = self.headers.add_in_time(request, self.timeout, self.platform()).await?;
        let answer = open(request, self.line.clone(), self.timeout).await?;
        if let Some(hear) = self.heard {
            hear(&Response { status: answer.status, headers: answer.headers.clone(), body: Vec::new() });
        }
        Ok(answer)
    }

    fn platform(&self) -> Option<&'static dyn Platform> {
        crate::send::platform(&self.line)
    }

    fn time_limit(&self) -> Duration {
        self.timeout
    }
}
