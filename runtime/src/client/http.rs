//! The transport itself. In: a request by path. Out: status, headers and the whole body of one answer.

use std::fmt;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, redirect};

use super::base::{Base, InvalidBase};
use super::failed::{failed, words};
use super::incoming::Incoming;
use crate::spec::Verb;
use crate::transport::{Headers, Pieces, Request, Response, Streamed, Transport, TransportError};

/// Time limit of a call, unless [`Http::timeout`] says otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Most bytes of an answer, unless [`Http::response_limit`] says otherwise.
const RESPONSE_LIMIT: usize = 16 * 1024 * 1024;

/// Sends calls over HTTP/1.1, and over TLS where the base is `https`.
///
/// Connections are kept and used again, by its clones too. A redirect is not followed: the answer is the redirect.
///
/// ```
/// use trifold::client::Http;
/// # #[trifold::service] trait Todos { #[get("/todos")] async fn list(&self) -> Vec<String>; }
///
/// let http = Http::new("https://todo.example")?.bearer_token("the token");
/// let todos = TodosRestClient::with_transport(http);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Http {
    client: Client,
    base: Base,
    headers: Headers,
    timeout: Duration,
    response_limit: usize,
}

impl Http {
    /// A transport to the API at `base`, such as `https://todo.example` or `http://10.0.0.7:3000/staging`.
    ///
    /// # Errors
    /// A `base` that is no such URL; for `https` also where this machine has no certificates to verify a server with.
    pub fn new(base: &str) -> Result<Self, InvalidBase> {
        let base = Base::parse(base)?;
        let client = client(&base)?;
        Ok(Self::with(client, base))
    }

    /// The same with a client of one's own: its proxies, certificates, pool and redirect policy.
    ///
    /// # Errors
    /// A `base` that is no such URL.
    pub fn from_client(client: Client, base: &str) -> Result<Self, InvalidBase> {
        Ok(Self::with(client, Base::parse(base)?))
    }

    fn with(client: Client, base: Base) -> Self {
        Self { client, base, headers: Headers::default(), timeout: TIMEOUT, response_limit: RESPONSE_LIMIT }
    }

    /// Sets how long a call may take, from connecting to the last byte of its answer, unless [`Call::timeout`](crate::Call::timeout) says
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

    crate::__headers!();

    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let timeout = request.timeout.unwrap_or(self.timeout);
        let sent = self.prepare(request).await?.timeout(timeout).send().await;
        let response = sent.map_err(|error| failed(error, TransportError::Failed))?;
        Ok(Response {
            status: response.status().as_u16(),
            headers: fields(response.headers()),
            body: read(response, self.response_limit).await?,
        })
    }

    async fn prepare(&self, request: Request) -> Result<reqwest::RequestBuilder, TransportError> {
        let request = self.headers.add_to(request).await?;
        let headers = headers(&request)?;
        let builder = self.client.request(method(request.verb), self.base.join(&request.target)?).headers(headers);
        Ok(match request.body {
            Some(body) => builder.body(body),
            None => builder,
        })
    }
}

#[diagnostic::do_not_recommend]
impl Transport for Http {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let timeout = request.timeout.unwrap_or(self.timeout);
        tokio::time::timeout(timeout, self.exchange(request)).await.unwrap_or(Err(TransportError::Timeout))
    }

    async fn open(&self, request: Request) -> Result<Streamed, TransportError> {
        let timeout = request.timeout.unwrap_or(self.timeout);
        let head = async { self.prepare(request).await?.send().await.map_err(|error| failed(error, TransportError::Failed)) };
        let response = tokio::time::timeout(timeout, head).await.unwrap_or(Err(TransportError::Timeout))?;
        let (status, headers) = (response.status().as_u16(), fields(response.headers()));
        Ok(Streamed { status, headers, body: Pieces::new(Incoming(response.into())) })
    }

    fn time_limit(&self) -> Duration {
        self.timeout
    }
}

/// Shows the names of the headers only, for a value may be a secret.
impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http")
            .field("base", &self.base)
            .field("headers", &self.headers)
            .field("timeout", &self.timeout)
            .field("response_limit", &self.response_limit)
            .finish_non_exhaustive()
    }
}

/// Over `https` it believes the authorities that this machine believes. Plain `http` needs none, and works where there are none.
fn client(base: &Base) -> Result<Client, InvalidBase> {
    let builder = Client::builder().redirect(redirect::Policy::none());
    let builder = if base.is_https() { builder } else { builder.tls_certs_only([]) };
    builder.build().map_err(|error| InvalidBase::Tls(words(&error)))
}

fn headers(request: &Request) -> Result<HeaderMap, TransportError> {
    let mut headers = HeaderMap::new();
    for (name, value) in &request.headers {
        let invalid = || TransportError::NotSent(format!("the header `{name}` cannot be sent: HTTP does not allow it"));
        let name = name.parse::<HeaderName>().map_err(|_| invalid())?;
        let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| invalid())?;
        value.set_sensitive(true);
        headers.append(name, value);
    }
    Ok(headers)
}

fn method(verb: Verb) -> Method {
    match verb {
        Verb::Get => Method::GET,
        Verb::Post => Method::POST,
        Verb::Put => Method::PUT,
        Verb::Patch => Method::PATCH,
        Verb::Delete => Method::DELETE,
    }
}

/// Names, which reqwest gives in lower case, and values. Bytes that are not text are replaced.
fn fields(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// The body, piece by piece, so that a long one is given up before it fills the memory.
async fn read(mut response: reqwest::Response, limit: usize) -> Result<Vec<u8>, TransportError> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| failed(error, TransportError::Broken))? {
        if piece.len() > limit - body.len() {
            return Err(TransportError::Broken("the answer is longer than the limit".to_owned()));
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::Http;

    #[test]
    fn no_secret_is_shown() {
        let http = Http::new("http://127.0.0.1").unwrap();
        let http = http.bearer_token("hunter2").header("x-key", "hunter2").header_with("x-more", async || Some("hunter2".to_owned()));
        let shown = format!("{http:?}");
        assert!(shown.contains(r#"["authorization", "x-key", "x-more"]"#) && !shown.contains("hunter2"), "{shown}");
    }
}
