//! Calls a router without a socket.

use crate::spec::Verb;
use crate::transport::{Pieces, Request, Response, Streamed, Transport, TransportError};
use axum::Router;
use axum::body::Body;
use futures_util::StreamExt;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use http_body_util::BodyExt;
use std::borrow::Cow;
use tower::ServiceExt;

/// The transport for tests and for pages rendered on the server: no socket, the same checks, the same middleware.
///
/// A call looks like one from a page of the router's own origin.
#[derive(Debug, Clone)]
pub struct InProcess {
    router: Router,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl InProcess {
    /// Calls this router.
    pub fn new(router: Router) -> Self {
        Self { router, headers: Vec::new() }
    }

    /// Adds a header to each request: a cookie, a bearer token. A call that has the header by itself keeps its own.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    fn request(&self, request: Request) -> Result<http::Request<Body>, TransportError> {
        let mut built = http::Request::builder().method(method(request.verb)).uri(request.target);
        let own = own_headers(&request.headers)?;
        if let Some(headers) = built.headers_mut() {
            headers.insert(header::HOST, HeaderValue::from_static("localhost"));
            headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
            headers.extend(self.headers.iter().map(|(name, value)| (Some(name.clone()), value.clone())));
            headers.extend(own);
        }
        built.body(request.body.map_or_else(Body::empty, Body::from)).map_err(failed)
    }
}

#[diagnostic::do_not_recommend]
impl Transport for InProcess {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        match request.timeout {
            Some(timeout) => tokio::time::timeout(timeout, self.exchange(request)).await.unwrap_or(Err(TransportError::Timeout)),
            None => self.exchange(request).await,
        }
    }

    async fn open(&self, request: Request) -> Result<Streamed, TransportError> {
        let timeout = request.timeout;
        let head = self.head(request);
        let (parts, body) = match timeout {
            Some(timeout) => tokio::time::timeout(timeout, head).await.unwrap_or(Err(TransportError::Timeout))?,
            None => head.await?,
        };
        let pieces = body.into_data_stream().map(|piece| piece.map(Into::into).map_err(failed));
        Ok(Streamed { status: parts.status.as_u16(), headers: fields(&parts.headers), body: Pieces::new(pieces) })
    }
}

impl InProcess {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let (parts, body) = self.head(request).await?;
        let body = body.collect().await.map_err(failed)?.to_bytes();
        Ok(Response { status: parts.status.as_u16(), headers: fields(&parts.headers), body: body.into() })
    }

    /// The head of the answer, and the body that is still to come.
    async fn head(&self, request: Request) -> Result<(http::response::Parts, Body), TransportError> {
        let request = self.request(request)?;
        match self.router.clone().oneshot(request).await {
            Ok(response) => Ok(response.into_parts()),
            Err(never) => match never {},
        }
    }
}

fn fields(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// What a call has by itself stands in the place of what every call has.
fn own_headers(headers: &[(Cow<'static, str>, String)]) -> Result<HeaderMap, TransportError> {
    let pair = |(name, value): &(Cow<'static, str>, String)| {
        Ok::<_, TransportError>((name.parse::<HeaderName>().map_err(failed)?, HeaderValue::from_bytes(value.as_bytes()).map_err(failed)?))
    };
    headers.iter().try_fold(HeaderMap::new(), |mut own, header| {
        let (name, value) = pair(header)?;
        own.append(name, value);
        Ok(own)
    })
}

fn method(verb: Verb) -> http::Method {
    match verb {
        Verb::Get => http::Method::GET,
        Verb::Post => http::Method::POST,
        Verb::Put => http::Method::PUT,
        Verb::Patch => http::Method::PATCH,
        Verb::Delete => http::Method::DELETE,
    }
}

fn failed(error: impl std::fmt::Display) -> TransportError {
    TransportError::Failed(error.to_string())
}
