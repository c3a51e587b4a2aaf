//! One call by `fetch`. In: a request by path. Out: status, headers and the whole body.
//! What a status means, and what the bytes say, is not for this module.

use std::time::Duration;

use js_sys::{Array, Uint8Array};
use trifold::TransportError;
use trifold::transport::{Request, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestCredentials, RequestInit, RequestMode, RequestRedirect, ResponseType, WorkerGlobalScope};

use super::body;
use super::deadline::Deadline;
use super::error::{failed, refused};
use super::task;

/// Sends `request` to this origin: an answer longer than `limit` bytes is an error. Dropping the future aborts the request.
pub(crate) async fn send(request: Request, timeout: Duration, limit: usize) -> Result<Response, TransportError> {
    task::begin(in_time(request, timeout, limit)).await.unwrap_or_else(|_| Err(refused("the page is at its end")))
}

async fn in_time(request: Request, timeout: Duration, limit: usize) -> Result<Response, TransportError> {
    let deadline = Deadline::start(&global(), request.timeout.unwrap_or(timeout))?;
    exchange(request, &deadline.signal(), limit).await.map_err(|error| if deadline.passed() { TransportError::Timeout } else { error })
}

/// 128 random bits in hexadecimal digits.
pub(crate) fn random_key() -> Option<String> {
    let mut bits = [0; 16];
    global().crypto().ok()?.get_random_values_with_u8_array(&mut bits).ok()?;
    Some(format!("{:032x}", u128::from_be_bytes(bits)))
}

/// Has the window show another page. A worker has none.
pub(crate) fn go(target: &str) {
    if let Some(window) = web_sys::window() {
        // What is no address at all is not gone to.
        let _ = window.location().assign(target);
    }
}

/// The window or the worker that this runs in. What is used of it, both have, under the names that a worker gives them.
pub(crate) fn global() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}

async fn exchange(request: Request, signal: &AbortSignal, limit: usize) -> Result<Response, TransportError> {
    let response = fetch(request, signal).await?;
    Ok(Response { status: response.status(), headers: fields(&response.headers()), body: body::read(&response, limit).await? })
}

/// The head of the answer.
pub(super) async fn fetch(request: Request, signal: &AbortSignal) -> Result<web_sys::Response, TransportError> {
    let request = by_fetch(request, signal)?;
    let response: web_sys::Response =
        JsFuture::from(global().fetch_with_request(&request)).await.map_err(|reason| failed(&reason))?.unchecked_into();
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(refused("the server answered with a redirect"));
    }
    Ok(response)
}

/// The request as `fetch` takes it.
fn by_fetch(request: Request, signal: &AbortSignal) -> Result<web_sys::Request, TransportError> {
    let init = RequestInit::new();
    init.set_method(request.verb.as_str());
    init.set_mode(RequestMode::SameOrigin);
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(signal));
    init.set_headers_headers(&headers(&request)?);
    if let Some(body) = &request.body {
        init.set_body_opt_u8_array(Some(&Uint8Array::from(body.as_slice())));
    }
    let url = global().location().origin() + &request.target;
    let sent = web_sys::Request::new_with_str_and_init(&url, &init).map_err(|_| refused("the request is not valid"))?;
    // A browser resolves `..` and cuts off what follows `#`, so an argument could lead to another route than the one
    // that was called.
    if sent.url() != url || url.contains('#') {
        return Err(refused("the path of the request would change on its way"));
    }
    Ok(sent)
}

fn headers(request: &Request) -> Result<Headers, TransportError> {
    let invalid = |_| refused("a header of the request is not valid");
    let headers = Headers::new().map_err(invalid)?;
    for (name, value) in &request.headers {
        // A browser sends each character as one byte, and has none above U+00FF.
        let bytes: String = value.bytes().map(char::from).collect();
        headers.append(name, &bytes).map_err(invalid)?;
    }
    Ok(headers)
}

/// Names, which a browser gives in lower case, and values.
pub(super) fn fields(headers: &Headers) -> Vec<(String, String)> {
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    Array::from(headers)
        .iter()
        .map(|field| {
            let field: Array = field.unchecked_into();
            (text(field.get(0)), text(field.get(1)))
        })
        .collect()
}
