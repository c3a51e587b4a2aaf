//! Reads in the flight of a write: each is a request of its own, carried out in process once the write is answered.
//!
//! In: the request of an action with `Trifold-Refresh`. Out: the answer of the write, and with it those of the reads: each through its own guards, under the cookies
//! that the write set. Nobody gains what a second request would not give.

use crate::json;
use crate::server::header::cookies;
use crate::server::problem::rejection::Rejection;
use crate::spec::{ActionId, Idempotency, MethodSpec, Tag};
use crate::transport::{FINGERPRINT_HEADER, MAX_READS, REFRESH_HEADER};
use axum::body::Body;
use bytes::{BufMut, Bytes, BytesMut};
use futures_util::future::join_all;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// The longest that an answer waits for its reads.
const PATIENCE: Duration = Duration::from_secs(1);

/// Returns true if a request asks for reads. It has few headers: to look at their names is cheaper than to hash this one.
pub(super) fn has_reads(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| name == REFRESH_HEADER)
}

/// A read that a write is to bring back.
pub(super) struct Read {
    path: String,
    strict: HeaderValue,
    arguments: Bytes,
}

impl Read {
    /// Reads the header of a request that has one.
    ///
    /// # Errors
    /// 400 for another form, for too many reads, and for a method that is no read or whose value is not JSON.
    pub(super) fn all(headers: &HeaderMap, method_of: impl Fn(&str) -> Option<&'static MethodSpec>) -> Result<Vec<Self>, Rejection> {
        let refused = |detail: &str| Rejection::status(StatusCode::BAD_REQUEST).detail(format!("`{REFRESH_HEADER}` {detail}"));
        let Some(header) = headers.get(REFRESH_HEADER) else { return Ok(Vec::new()) };
        let malformed = || refused("is not a JSON array of reads, each with its id, its fingerprint and its arguments");
        let items = header.to_str().ok().and_then(json::items).ok_or_else(malformed)?;
        if items.len() > MAX_READS {
            return Err(refused(&format!("names more than {MAX_READS} reads")));
        }
        items
            .into_iter()
            .map(|item| {
                let [id, strict, arguments] = json::items(item).and_then(|items| items.try_into().ok()).ok_or_else(malformed)?;
                let text = |json: &str| json::read::<String>(json).map_err(|_| malformed());
                let (id, strict) = (Tag::parse(&text(id)?).ok_or_else(malformed)?, text(strict)?);
                if method_of(id.as_str()).is_some_and(|method| !method.is_read || !method.gives_json()) {
                    return Err(refused("names a method that is no read, or whose value is no JSON"));
                }
                Ok(Self {
                    path: format!("{}{}", ActionId::PREFIX, id.as_str()),
                    strict: HeaderValue::from_str(&strict).map_err(|_| malformed())?,
                    arguments: Bytes::copy_from_slice(arguments.as_bytes()),
                })
            })
            .collect()
    }

    /// The request of the read, as the page would send it after the write.
    fn request(self, write: &Parts, cookie: Option<&HeaderValue>) -> Option<Request<Body>> {
        let mut request = Request::new(Body::from(self.arguments));
        *request.method_mut() = http::Method::POST;
        *request.version_mut() = write.version;
        *request.extensions_mut() = write.extensions.clone();
        let mut uri = write.uri.clone().into_parts();
        uri.path_and_query = Some(self.path.parse().ok()?);
        *request.uri_mut() = uri.try_into().ok()?;
        *request.headers_mut() = write.headers.clone();
        let headers = request.headers_mut();
        for name in [
            header::CONTENT_LENGTH.as_str(),
            header::TRANSFER_ENCODING.as_str(),
            Idempotency::HEADER,
            REFRESH_HEADER,
            header::COOKIE.as_str(),
        ] {
            headers.remove(name);
        }
        headers.insert(FINGERPRINT_HEADER, self.strict);
        if let Some(cookie) = cookie {
            headers.insert(header::COOKIE, cookie.clone());
        }
        Some(request)
    }
}

/// Answers a write by `call`, and brings the reads with it where it succeeds with JSON.
pub(super) async fn fly<F>(call: impl Fn(Request<Body>) -> F, reads: Vec<Read>, request: Request<Body>) -> Response<Body>
where
    F: Future<Output = Response<Body>>,
{
    let (parts, body) = request.into_parts();
    let response = call(Request::from_parts(parts.clone(), body)).await;
    if !is_json(&response) {
        return response;
    }
    let cookie = cookies::after(&parts.headers, response.headers());
    let until = Instant::now() + PATIENCE;
    let answers = reads.into_iter().map(|read| {
        let answer = read.request(&parts, cookie.as_ref()).map(&call);
        async move { timeout_at(until, read_to_end(answer?)).await.ok().flatten() }
    });
    let (answers, (mut head, body)) = (join_all(answers).await, response.into_parts());
    let Ok(value) = body.collect().await.map(|body| body.to_bytes()) else { return Response::from_parts(head, Body::empty()) };
    if head.status == StatusCode::NO_CONTENT {
        head.status = StatusCode::OK;
    }
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    head.headers.insert(REFRESH_HEADER, HeaderValue::from(answers.len()));
    Response::from_parts(head, Body::from(together(&value, &answers)))
}

/// Returns true for a success whose value is JSON, or nothing.
fn is_json(response: &Response<Body>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    response.status().is_success() && kind.is_none_or(|kind| kind.as_bytes().starts_with(b"application/json"))
}

/// The answer of a read.
struct Answered {
    status: StatusCode,
    /// The fingerprint of another build.
    strict: Option<HeaderValue>,
    /// JSON, or nothing.
    body: Bytes,
}

/// Waits for the answer of a read. A busy server is asked again, and what is no JSON cannot be said here: neither is an answer.
async fn read_to_end(answer: impl Future<Output = Response<Body>>) -> Option<Answered> {
    let (head, body) = answer.await.into_parts();
    let kind = head.headers.get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let is_json = kind.starts_with(b"application/json") || kind.starts_with(b"application/problem+json") || kind.is_empty();
    let is_final = !head.status.is_server_error() && head.status != StatusCode::TOO_MANY_REQUESTS;
    if !is_json || !is_final {
        return None;
    }
    let (strict, body) = (head.headers.get(FINGERPRINT_HEADER).cloned(), body.collect().await.ok()?.to_bytes());
    Some(Answered { status: head.status, strict, body })
}

/// `{"value": .., "refresh": [..]}`.
fn together(value: &[u8], answers: &[Option<Answered>]) -> Bytes {
    let or_null = |json: &[u8]| if json.is_empty() { Bytes::from_static(b"null") } else { Bytes::copy_from_slice(json) };
    let mut body = BytesMut::with_capacity(value.len() + 32 + answers.iter().flatten().map(|answer| answer.body.len() + 64).sum::<usize>());
    body.put_slice(b"{\"value\":");
    body.put(or_null(value));
    body.put_slice(b",\"refresh\":[");
    for (place, answer) in answers.iter().enumerate() {
        if place > 0 {
            body.put_u8(b',');
        }
        let Some(Answered { status, strict, body: json }) = answer else {
            body.put_slice(b"{\"status\":0}");
            continue;
        };
        body.put_slice(format!("{{\"status\":{}", status.as_u16()).as_bytes());
        if let Some(strict) = strict.as_ref().and_then(|strict| strict.to_str().ok()) {
            body.put_slice(format!(",\"strict\":{}", json::string(strict)).as_bytes());
        }
        body.put_slice(if status.is_success() { b",\"value\":" } else { b",\"problem\":" });
        body.put(or_null(json));
        body.put_u8(b'}');
    }
    body.put_slice(b"]}");
    body.freeze()
}
