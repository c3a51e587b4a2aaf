//! Answers that are made once, when the server is put together: OpenAPI documents, and the page that shows them.
//!
//! In: bytes and what they are. Out: the answer, or 304 to a caller who has it.

use super::conditional;
use crate::condition::ETag;
use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use serde_json::Value;

/// The same bytes for every caller.
#[derive(Debug, Clone)]
pub(in crate::server) struct StaticFile {
    bytes: Bytes,
    tag: ETag,
    headers: Vec<(HeaderName, &'static str)>,
}

impl StaticFile {
    pub(in crate::server) fn new(kind: &'static str, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self { tag: ETag::of_bytes(&bytes), bytes, headers: vec![(header::CONTENT_TYPE, kind)] }
    }

    #[cfg(feature = "docs-page")]
    pub(in crate::server) fn with(mut self, name: HeaderName, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// A document as it is below a prefix: the paths in it begin there. Nothing, where there is no prefix, or this is no document.
    pub(in crate::server) fn below(&self, prefix: &str) -> Option<Self> {
        if prefix.is_empty() {
            return None;
        }
        let mut document: Value = serde_json::from_slice(&self.bytes).ok()?;
        *document.pointer_mut("/servers/0/url")? = prefix.into();
        let bytes = Bytes::from(document.to_string());
        Some(Self { tag: ETag::of_bytes(&bytes), bytes, headers: self.headers.clone() })
    }

    /// The answer to a request with these headers.
    pub(in crate::server) fn answer(&self, request: &HeaderMap) -> Response<Body> {
        let mut response = Response::new(Body::from(self.bytes.clone()));
        for (name, value) in &self.headers {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        conditional::tagged(response, &self.tag, request)
    }
}
