//! A page in process: the GET that a browser would send for it, and what becomes of the answer.

use super::form_state::Refused;
use super::layer::Carried;
use axum::Router;
use axum::body::Body;
use futures_util::FutureExt;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri, Version, header};
use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::{Context, Poll};
use tower::ServiceExt;

/// What a form's own request tells about the request for its page.
#[derive(Debug)]
pub(super) struct Origin {
    pub(super) headers: HeaderMap,
    pub(super) extensions: Extensions,
    pub(super) version: Version,
    pub(super) host: Option<String>,
}

/// Headers of a form that are none of its page's: about its body, its connection, its conditions, where it came from.
const OF_THE_FORM: [HeaderName; 19] = [
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::CONTENT_LOCATION,
    header::TRANSFER_ENCODING,
    header::TRAILER,
    header::TE,
    header::CONNECTION,
    header::UPGRADE,
    header::EXPECT,
    header::ORIGIN,
    header::REFERER,
    header::RANGE,
    header::IF_MATCH,
    header::IF_NONE_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_UNMODIFIED_SINCE,
    header::IF_RANGE,
];

/// Asks for a page. Nothing if it is no page: it failed, panicked, or is not HTML.
pub(super) async fn page(router: Router, page: Uri, origin: Origin, refused: Refused) -> Option<Response<Body>> {
    let asked = AssertUnwindSafe(Marked(Box::pin(router.oneshot(request(page, origin, refused))))).catch_unwind().await;
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

fn request(page: Uri, origin: Origin, refused: Refused) -> Request<Body> {
    let Origin { mut headers, extensions, version, host } = origin;
    OF_THE_FORM.iter().for_each(|name| while headers.remove(name).is_some() {});
    if let Some(host) = host.and_then(|host| HeaderValue::from_str(&host).ok()) {
        headers.insert(header::HOST, host);
    }
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = page;
    *request.version_mut() = version;
    *request.headers_mut() = headers;
    request.extensions_mut().insert(Carried(extensions));
    request.extensions_mut().insert(refused);
    request
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

/// A future of a page: what asks for a page while it runs is not answered with one, or pages could go on for ever.
struct Marked<F>(F);

thread_local! {
    static RENDERING: Cell<bool> = const { Cell::new(false) };
}

/// Whether a page is being rendered, by this very thread at this very moment.
pub(super) fn is_rendering() -> bool {
    RENDERING.get()
}

impl<F: Future + Unpin> Future for Marked<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        /// Puts the mark back, also when the page panics.
        struct Before(bool);
        impl Drop for Before {
            fn drop(&mut self) {
                RENDERING.set(self.0);
            }
        }
        let _before = Before(RENDERING.replace(true));
        Pin::new(&mut self.0).poll(context)
    }
}
