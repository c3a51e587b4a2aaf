//! Writes what a method gave, once, into one buffer.

use super::reject::Rejection;
use super::rest::plain_download;
use crate::body::{Download, take};
use axum::body::Body;
use http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use serde::Serialize;

/// The answer of an action: the value as JSON, never cached.
pub(super) fn action<V: Serialize>(value: &V) -> Result<Response<Body>, Rejection> {
    Ok(respond(json(value)?, StatusCode::OK, Some(HeaderValue::from_static("no-store"))))
}

/// The answer of an action that gives a download, from a client or from a form.
pub(super) fn download<V: Serialize + 'static>(value: V) -> Result<Response<Body>, Rejection> {
    let mut value = Some(value);
    match take::<Download>(&mut value) {
        Some(download) => Ok(plain_download(download)),
        None => action(&value),
    }
}

/// The answer of a form: back to the page that it was on, by GET (303, RFC 9110, section 15.4.4).
pub(super) fn back(uri: &Uri, headers: &HeaderMap) -> Response<Body> {
    let mut response = empty(StatusCode::SEE_OTHER);
    let page = referring_page(uri, headers).and_then(|page| HeaderValue::from_str(page).ok());
    response.headers_mut().insert(header::LOCATION, page.unwrap_or(HeaderValue::from_static("/")));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Path and query of the `Referer`, if it is a page of this host. Never another host's: `//evil` would be one.
fn referring_page<'a>(uri: &Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let (_, rest) = referer.split_once("://")?;
    let (host, page) = rest.split_at(rest.find('/')?);
    let own = uri.authority().map(|authority| authority.as_str()).or_else(|| headers.get(header::HOST)?.to_str().ok())?;
    let stays_here = host.eq_ignore_ascii_case(own) && !page.starts_with("//") && !page.contains('\\');
    stays_here.then_some(page)
}

/// A value as JSON.
pub(super) fn json<V: Serialize>(value: &V) -> Result<Vec<u8>, Rejection> {
    serde_json::to_vec(value).map_err(|error| Rejection::unwritable(&error))
}

/// JSON as an answer.
pub(super) fn respond(body: Vec<u8>, status: StatusCode, cache: Option<HeaderValue>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Some(cache) = cache {
        headers.insert(header::CACHE_CONTROL, cache);
    }
    response
}

/// An answer without a body.
pub(super) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_goes_back_to_a_page_of_this_host_only() {
        let cases = [
            ("http://app.example/active?x=1", "/active?x=1"),
            ("http://APP.example/", "/"),
            ("http://evil.example/active", "/"),
            ("http://app.example//evil.example", "/"),
            ("http://app.example/\\evil.example", "/"),
            ("http://app.example", "/"),
            ("nonsense", "/"),
        ];
        for (referer, page) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("app.example"));
            headers.insert(header::REFERER, HeaderValue::from_static(referer));
            assert_eq!(back(&Uri::from_static("/_action/x"), &headers).headers()[header::LOCATION], page, "{referer}");
        }
    }
}
