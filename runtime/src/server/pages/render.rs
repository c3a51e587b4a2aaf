//! The page that a form was sent to: its request as a GET, and what becomes of the answer.

use super::form_state::Refused;
use crate::server::context::page_url::forget_form;
use axum::Router;
use axum::body::Body;
use futures_util::FutureExt;
use http::request::Parts;
use http::{HeaderMap, HeaderName, Method, Request, Response, StatusCode, header};
use std::panic::AssertUnwindSafe;
use tower::ServiceExt;

/// Asks for the page that a form was sent to. Nothing if it is no page: it failed, panicked, or is not HTML.
pub(super) async fn page(router: Router, form: Parts, refused: Refused) -> Option<Response<Body>> {
    let asked = AssertUnwindSafe(router.oneshot(request(form, refused))).catch_unwind().await;
    match asked {
        Ok(Ok(response)) if is_page(&response) => Some(response),
        Ok(Ok(response)) => {
            tracing::warn!(status = response.status().as_u16(), "the page of a refused form could not be shown again");
            None
        }
        Ok(Err(never)) => match never {},
        Err(_) => {
            tracing::error!("the page of a refused form panicked");
            None
        }
    }
}

/// The same request, as one for the page.
fn request(mut form: Parts, refused: Refused) -> Request<Body> {
    form.method = Method::GET;
    forget_form(&mut form);
    for name in form.headers.keys().filter(|name| is_of_the_form(name)).cloned().collect::<Vec<_>>() {
        form.headers.remove(name);
    }
    form.extensions.insert(refused);
    Request::from_parts(form, Body::empty())
}

/// Returns true for a header about the body of a form, or about a condition under which it comes: neither is its page's.
fn is_of_the_form(name: &HeaderName) -> bool {
    const OTHERS: [HeaderName; 5] = [header::TRANSFER_ENCODING, header::TRAILER, header::TE, header::EXPECT, header::RANGE];
    name.as_str().starts_with("content-") || name.as_str().starts_with("if-") || OTHERS.contains(name)
}

/// HTML, or the way to another page.
fn is_page(response: &Response<Body>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_html = kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml");
    (response.status().is_success() && is_html) || is_redirect(response.status(), response.headers())
}

/// Whether an answer leads elsewhere.
pub(super) fn is_redirect(status: StatusCode, headers: &HeaderMap) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) && headers.contains_key(header::LOCATION)
}
