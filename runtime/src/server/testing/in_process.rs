//! Calls a router without a socket.

use crate::server::header::cookies;
use crate::spec::Verb;
use crate::transport::{Headers, Pieces, Request, Response, Streamed, Transport, TransportError};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use futures_util::StreamExt;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use http_body_util::BodyExt;
use std::borrow::Cow;
use std::net::SocketAddr;
use tower::ServiceExt;

/// The transport for tests and for pages rendered on the server: no socket, the same checks, the same middleware.
///
/// A call looks like one from a page of the router's own origin.
///
/// ```
/// # use axum::http::request::Parts;
/// # use trifold::server::InProcess;
/// # #[trifold::service] trait Todos { #[get("/todos")] async fn list(&self) -> Vec<String>; }
/// # fn page(router: axum::Router, parts: &Parts) {
/// let todos = TodosClient::new(InProcess::new(router).on_behalf_of(parts));
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct InProcess {
    router: Router,
    headers: Headers,
    peer: Option<ConnectInfo<SocketAddr>>,
}

impl InProcess {
    /// Calls this router.
    pub fn new(router: Router) -> Self {
        Self { router, headers: Headers::default(), peer: None }
    }

    /// Calls as whoever sent a request, such as that for a page: with its cookies and its language, and from its address, so that limits count its calls.
    #[must_use]
    pub fn on_behalf_of(self, parts: &Parts) -> Self {
        let peer = parts.extensions.get().copied();
        let languages = parts.headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
        let known = [
            (header::COOKIE, cookies::texts(&parts.headers).collect::<Vec<_>>().join("; ")),
            (header::ACCEPT_LANGUAGE, languages.collect::<Vec<_>>().join(", ")),
        ];
        let sent = known.into_iter().filter(|(_, value)| !value.is_empty());
        let this = sent.fold(self, |this, (name, value)| this.header(name.as_str(), value));
        Self { peer, ..this }
    }

    crate::__headers!();

    fn request(&self, request: Request) -> Result<http::Request<Body>, TransportError> {
        let mut built = http::Request::builder().method(method(request.verb)).uri(request.target);
        let own = own_headers(&request.headers)?;
        if let Some(headers) = built.headers_mut() {
            headers.insert(header::HOST, HeaderValue::from_static("localhost"));
            headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
            headers.extend(own);
        }
        if let (Some(extensions), Some(peer)) = (built.extensions_mut(), self.peer) {
            extensions.insert(peer);
        }
        built.body(request.body.map_or_else(Body::empty, Body::from)).map_err(refused)
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
        let pieces = body.into_data_stream().map(|piece| piece.map(Into::into).map_err(broken));
        Ok(Streamed { status: parts.status.as_u16(), headers: fields(&parts.headers), body: Pieces::new(pieces) })
    }
}

impl InProcess {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let (parts, body) = self.head(request).await?;
        collected(parts, body).await
    }

    /// The head of the answer, and the body that is still to come.
    async fn head(&self, request: Request) -> Result<(http::response::Parts, Body), TransportError> {
        let request = self.request(self.headers.add_to(request).await?)?;
        match self.router.clone().oneshot(request).await {
            Ok(response) => Ok(response.into_parts()),
            Err(never) => match never {},
        }
    }
}

/// An answer, read to its end.
pub(super) async fn collected(parts: http::response::Parts, body: Body) -> Result<Response, TransportError> {
    let body = body.collect().await.map_err(broken)?.to_bytes();
    Ok(Response { status: parts.status.as_u16(), headers: fields(&parts.headers), body: body.into() })
}

fn fields(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

fn own_headers(headers: &[(Cow<'static, str>, String)]) -> Result<HeaderMap, TransportError> {
    let pair = |(name, value): &(Cow<'static, str>, String)| {
        Ok::<_, TransportError>((name.parse::<HeaderName>().map_err(refused)?, HeaderValue::from_bytes(value.as_bytes()).map_err(refused)?))
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

fn refused(error: impl std::fmt::Display) -> TransportError {
    TransportError::NotSent(error.to_string())
}

fn broken(error: impl std::fmt::Display) -> TransportError {
    TransportError::Broken(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_does_not_wait_for_as_long_as_a_limit_says() {
        let time = InProcess::new(Router::new()).time_limit();
        assert!(time.as_secs() <= 60, "`Retry-After` of a rate limit may say an hour");
    }

    #[test]
    fn a_cookie_that_is_no_text_keeps_none_of_the_others_away() {
        let request =
            http::Request::builder().header("cookie", HeaderValue::from_bytes(b"a=1; b=\xff; c=3").unwrap()).header("cookie", "d=4");
        let in_process = InProcess::new(Router::new()).on_behalf_of(&request.body(()).unwrap().into_parts().0);
        assert_eq!(format!("{:?}", in_process.headers), r#"["cookie"]"#);
        assert_eq!(
            cookies::texts(&http::HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_bytes(b"a=1; b=\xff; c=3").unwrap())]))
                .collect::<Vec<_>>(),
            ["a=1", "c=3"]
        );
    }
}
