//! One call by `fetch`. In: a request by path. Out: status, headers and the whole body.
//! What a status means, and what the bytes say, is not for this module.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_channel::oneshot::Receiver;
use js_sys::{Array, Function, Promise, Uint8Array};
use trifold::TransportError;
use trifold::transport::{Request, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, RequestRedirect, ResponseType};

use super::body;
use super::deadline::{Deadline, milliseconds};
use super::error::{broken, failed, refused};
use super::global::{global, is_offline};
use super::place::{Line, Place};
use super::task;

/// Work of the page's own. A wait is of the same kind as a request, so that a page carries one kind of task.
pub(super) enum Work {
    /// A request, the place that it goes to, its time, and the most bytes of its answer.
    Send(Request, Line, Duration, usize),
    /// A wait. It has no answer.
    Wait(Duration),
}

/// Sends `request`: an answer longer than `limit` bytes is an error. Dropping the future aborts the request.
pub(crate) fn send(request: Request, line: Line, timeout: Duration, limit: usize) -> Begun {
    begin(Work::Send(request, line, timeout, limit))
}

/// Begins the work, and hands out its outcome.
pub(super) fn begin(work: Work) -> Begun {
    Begun(task::begin(in_time(work)))
}

/// Work that has begun. When this is dropped, so is the work. By hand and not `async`: it is in every page.
pub(crate) struct Begun(Receiver<Result<Response, TransportError>>);

impl Future for Begun {
    type Output = Result<Response, TransportError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|ended| ended.unwrap_or_else(|_| Err(broken("the page is at its end"))))
    }
}

async fn in_time(work: Work) -> Result<Response, TransportError> {
    let (request, line, timeout, limit) = match work {
        Work::Send(request, line, timeout, limit) => (request, line, timeout, limit),
        Work::Wait(time) => {
            let mut start = |resolve: Function, _| {
                drop(global().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds(time)));
            };
            drop(JsFuture::from(Promise::new(&mut start)).await);
            return Err(TransportError::Timeout);
        }
    };
    let deadline = Deadline::start(&global(), request.timeout.unwrap_or(timeout))?;
    exchange(request, &line, &deadline.signal(), limit).await.map_err(|error| told(error, &deadline))
}

/// The error as the caller hears of it: why it came to that.
pub(super) fn told(error: TransportError, deadline: &Deadline) -> TransportError {
    match error {
        _ if deadline.passed() => TransportError::Timeout,
        TransportError::Failed(_) | TransportError::Broken(_) if is_offline() => TransportError::Offline,
        error => error,
    }
}

/// Has the window show another page. A worker has none.
pub(crate) fn go(target: &str) {
    if let Some(window) = web_sys::window() {
        // What is no address at all is not gone to.
        let _ = window.location().assign(target);
    }
}

async fn exchange(request: Request, line: &Line, signal: &AbortSignal, limit: usize) -> Result<Response, TransportError> {
    let response = fetch(request, line, signal).await?;
    Ok(Response { status: response.status(), headers: fields(&response.headers()), body: body::read(&response, limit).await? })
}

/// The head of the answer.
pub(super) async fn fetch(request: Request, line: &Line, signal: &AbortSignal) -> Result<web_sys::Response, TransportError> {
    let request = by_fetch(request, line, signal)?;
    let response: web_sys::Response =
        JsFuture::from(global().fetch_with_request(&request)).await.map_err(|reason| failed(&reason))?.unchecked_into();
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(broken("the server answered with a redirect"));
    }
    Ok(response)
}

/// The request as `fetch` takes it.
fn by_fetch(request: Request, line: &Line, signal: &AbortSignal) -> Result<web_sys::Request, TransportError> {
    let Place { base, mode, credentials } = line.place(&request)?;
    let init = RequestInit::new();
    init.set_method(request.verb.as_str());
    init.set_mode(mode);
    init.set_credentials(credentials);
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(signal));
    init.set_headers_headers(&headers(&request)?);
    if let Some(body) = &request.body {
        init.set_body_opt_u8_array(Some(&Uint8Array::from(body.as_slice())));
    }
    let url = base + &request.target;
    let sent = web_sys::Request::new_with_str_and_init(&url, &init).map_err(|_| refused("the request is not valid"))?;
    // A browser resolves `..` and cuts off what follows `#`, so an argument could lead to another route than the one
    // that was called.
    if sent.url() != url || url.bytes().any(|byte| byte == b'#') {
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
