//! Why a request was refused, and the problem document that says so.

use super::format::{Document, ProblemFormat};
use crate::error::{ApiError, FieldError, Problem, problem_type};
use crate::json;
use crate::transport::REDIRECT_HEADER;
use axum::body::Body;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use serde::Serialize;
use std::any::Any;
use std::sync::atomic::{AtomicU64, Ordering};

/// Why a request was refused. One pointer wide, since it travels through every call.
#[derive(Debug)]
pub struct Rejection(Box<Inner>);

#[derive(Debug)]
struct Inner {
    problem: Problem,
    errors: Vec<FieldError>,
    /// The service's own error as a JSON object: `{"code": .., ..}`.
    own: Option<Vec<u8>>,
    headers: HeaderMap,
    /// A context's own body, kept where it has one.
    body: Option<Body>,
    /// True for a replayed response (idempotency), which is returned as it is.
    is_answer: bool,
    /// True if it tells of this exchange, and nothing of the method.
    is_of_the_exchange: bool,
    by_context: bool,
}

impl Rejection {
    /// A problem that says no more than its status.
    pub(in crate::server) fn status(status: StatusCode) -> Self {
        Self::of(status, problem_type::BLANK, status.canonical_reason().unwrap_or("Error"))
    }

    /// A problem of a type.
    pub(in crate::server) fn of(status: StatusCode, r#type: &str, title: &str) -> Self {
        let problem = Problem::of(r#type, title, status.as_u16());
        Self(Box::new(Inner {
            problem,
            errors: Vec::new(),
            own: None,
            headers: HeaderMap::new(),
            body: None,
            is_answer: false,
            is_of_the_exchange: false,
            by_context: false,
        }))
    }

    /// A status and nothing else: an answer that is no problem, given before a method could.
    pub(in crate::server) fn empty(status: StatusCode) -> Self {
        let mut this = Self::status(status);
        this.0.body = Some(Body::empty());
        this
    }

    /// The id is well formed and unknown, or both sides drifted apart.
    pub(in crate::server) fn stale() -> Self {
        Self::of(StatusCode::CONFLICT, problem_type::STALE_ACTION, "Stale action")
            .detail("this page and the server were built from different versions; reload the page")
    }

    /// A browser says that another site sent the request.
    pub(in crate::server) fn cross_origin() -> Self {
        Self::of(StatusCode::FORBIDDEN, problem_type::CROSS_ORIGIN, "Cross-origin request")
    }

    /// The arguments were read, and rules refuse them.
    pub(in crate::server) fn invalid(errors: Vec<FieldError>) -> Self {
        let mut this = Self::of(StatusCode::UNPROCESSABLE_ENTITY, problem_type::INVALID, "Invalid input");
        this.0.errors = errors;
        this
    }

    /// The arguments could not be read.
    pub(in crate::server) fn malformed(status: StatusCode, error: FieldError) -> Self {
        let mut this = Self::of(status, problem_type::MALFORMED, "Malformed input");
        this.0.errors = vec![error];
        this
    }

    /// A method panicked. The message was logged under `instance`, and is not sent.
    pub(in crate::server) fn panicked(message: &str) -> Self {
        let log = |instance: &str| tracing::error!(instance, panic = message, "a method panicked");
        Self::status(StatusCode::INTERNAL_SERVER_ERROR).traced(log)
    }

    /// The method's own error.
    pub(in crate::server) fn own<E: ApiError>(error: &E) -> Self {
        match json::write_by(|writer| error.write(writer)) {
            Ok(json) => Self::own_written(error, json.into_bytes()),
            Err(failure) => Self::unwritable(&failure),
        }
    }

    fn own_written<E: ApiError>(error: &E, json: Vec<u8>) -> Self {
        let Some(variant) = E::VARIANTS.get(error.variant()) else { return Self::status(StatusCode::INTERNAL_SERVER_ERROR) };
        let status = StatusCode::from_u16(variant.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut this = Self::of(status, &variant.problem_type(E::NAME), &variant.title()).detail(error.to_string());
        if error.hides() || status.is_server_error() {
            this = this.traced(|instance| tracing::error!(instance, ?error, "a method failed"));
        }
        this.0.own = Some(json);
        this
    }

    /// A result that serde could not write: a fault of the service, told to its log alone.
    pub(in crate::server) fn unwritable(error: &json::Fault) -> Self {
        let log = |instance: &str| tracing::error!(instance, %error, "an answer could not be written");
        Self::status(StatusCode::INTERNAL_SERVER_ERROR).traced(log)
    }

    /// A context's rejection: its status and headers stay; its body too, where it has one.
    pub(in crate::server) fn context(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let mut this = Self::status(parts.status);
        this.0.headers = parts.headers;
        this.0.body = (!http_body::Body::is_end_stream(&body)).then_some(body);
        this
    }

    /// Names this occurrence to the log, and then to the caller.
    pub(in crate::server) fn traced(mut self, log: impl FnOnce(&str)) -> Self {
        let instance = instance();
        log(&instance);
        self.0.problem.instance = Some(instance);
        self
    }

    /// An answer that takes the place of the method: it is shown as it is.
    pub(in crate::server) fn answered(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let mut this = Self::status(parts.status);
        this.0.headers = parts.headers;
        this.0.body = Some(body);
        this.0.is_answer = true;
        this
    }

    /// Says that it tells of this exchange, and nothing of the method: the same call may come to something else.
    pub(in crate::server) fn of_the_exchange(mut self) -> Self {
        self.0.is_of_the_exchange = true;
        self
    }

    /// True if it tells of this exchange, and nothing of the method.
    pub(in crate::server) fn is_of_the_exchange(&self) -> bool {
        self.0.is_of_the_exchange
    }

    /// Whether it is shown as it is.
    pub(in crate::server) fn is_answer(&self) -> bool {
        self.0.is_answer
    }

    /// Marks the refusal as that of a context.
    pub(in crate::server) fn by_context(mut self) -> Self {
        self.0.by_context = true;
        self
    }

    /// Turns a redirect into 401, with its target in a header of ours.
    pub(in crate::server) fn without_redirect(self) -> Self {
        if !self.is_redirect() {
            return self;
        }
        let mut known = Self::status(StatusCode::UNAUTHORIZED);
        known.0.headers = self.0.headers;
        if let Some(target) = known.0.headers.remove(header::LOCATION) {
            known.0.headers.insert(REDIRECT_HEADER, target);
        }
        known
    }

    /// Says more of this occurrence.
    pub(in crate::server) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.problem.detail = Some(detail.into());
        self
    }

    /// Adds a header to the response.
    pub(in crate::server) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.insert(name, value);
        self
    }

    /// The headers of the response.
    pub(in crate::server) fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.0.headers
    }

    /// The problem, for a page.
    pub(in crate::server) fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// The status of the response.
    pub(in crate::server) fn http_status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The service's own error as a JSON object, for a page.
    pub(in crate::server) fn own_error(&self) -> Option<&[u8]> {
        self.0.own.as_deref()
    }

    /// The headers alone, for a page that has a body of its own.
    pub(in crate::server) fn into_headers(self) -> HeaderMap {
        self.0.headers
    }

    /// What is wrong with single fields, for a page.
    pub(in crate::server) fn errors(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// The response that a client or a script gets: `application/problem+json`, or the body of the context that refused.
    pub(in crate::server) fn into_response(mut self) -> Response<Body> {
        match self.0.body.take() {
            Some(body) => respond(self.0.problem.status, self.0.headers, body),
            None => self.to_response(),
        }
    }

    /// The problem document as a response.
    pub(in crate::server) fn to_response(&self) -> Response<Body> {
        respond_as(self.0.problem.status, self.0.headers.clone(), "application/problem+json", Body::from(self.to_json()))
    }

    /// The response in a service's own format, unless that fails or a context brought its own body.
    pub(in crate::server) fn into_formatted(self, format: &ProblemFormat) -> Response<Body> {
        let Inner { problem, errors, own, body, .. } = &*self.0;
        let is_plain = problem.status >= 400 && body.is_none();
        match is_plain.then(|| format.body(&Document::new(problem, errors, own.as_deref()))).flatten() {
            Some(body) => respond_as(format.status(problem.status), self.0.headers, format.media_type(), Body::from(body)),
            None => self.into_response(),
        }
    }

    /// The problem document as text.
    pub(in crate::server) fn to_text(&self) -> String {
        String::from_utf8(self.to_json()).unwrap_or_default()
    }

    /// Returns the response with an HTML page as its body.
    pub(in crate::server) fn into_html(self, page: String) -> Response<Body> {
        respond_as(self.0.problem.status, self.0.headers, "text/html; charset=utf-8", Body::from(page))
    }

    /// Whether a context refused.
    pub(in crate::server) fn is_by_context(&self) -> bool {
        self.0.by_context
    }

    /// Whether a context does not know the caller.
    pub(in crate::server) fn is_unknown_caller(&self) -> bool {
        self.0.by_context && self.0.problem.status == StatusCode::UNAUTHORIZED
    }

    /// Whether a context leads elsewhere.
    pub(in crate::server) fn is_redirect(&self) -> bool {
        (300..400).contains(&self.0.problem.status) && self.0.headers.contains_key(header::LOCATION)
    }

    /// Whether a context brings a page of its own.
    pub(in crate::server) fn has_page(&self) -> bool {
        let kind = self.0.headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        self.0.body.is_some() && kind.starts_with(b"text/html")
    }

    /// The response of a context, to a form: its page, or 303 to where it leads.
    pub(in crate::server) fn into_answer_to_form(self) -> Response<Body> {
        let is_redirect = self.is_redirect();
        let Inner { problem, mut headers, body, .. } = *self.0;
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let status = if is_redirect { StatusCode::SEE_OTHER.as_u16() } else { problem.status };
        respond(status, headers, body.unwrap_or_default())
    }

    /// 303 to a page of this origin.
    pub(in crate::server) fn into_redirect(mut self, target: &str) -> Response<Body> {
        if let Ok(target) = HeaderValue::from_str(target) {
            self.0.headers.insert(header::LOCATION, target);
        }
        self.0.body = None;
        [header::CONTENT_TYPE, header::CONTENT_LENGTH].iter().for_each(|name| drop(self.0.headers.remove(name)));
        self.0.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        respond(StatusCode::SEE_OTHER.as_u16(), self.0.headers, Body::empty())
    }

    fn to_json(&self) -> Vec<u8> {
        #[derive(Serialize)]
        struct Members<'a> {
            #[serde(flatten)]
            problem: &'a Problem,
            #[serde(skip_serializing_if = "<[FieldError]>::is_empty")]
            errors: &'a [FieldError],
        }
        let mut json = serde_json::to_vec(&Members { problem: &self.0.problem, errors: &self.0.errors }).unwrap_or_default();
        if let Some([b'{', members @ ..]) = self.0.own.as_deref() {
            // Both are JSON objects with members: the second's come in the place of the first's closing brace.
            json.pop();
            json.push(b',');
            json.extend_from_slice(members);
        }
        json
    }
}

/// The message of a panic.
pub(in crate::server) fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a value that is no text")
}

fn respond(status: u16, headers: HeaderMap, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = headers;
    response
}

fn respond_as(status: u16, mut headers: HeaderMap, kind: &'static str, body: Body) -> Response<Body> {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    respond(status, headers, body)
}

/// A name for one occurrence, unique on this server while it runs.
fn instance() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let started = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_millis());
    format!("urn:trifold:occurrence:{started:x}-{:x}", COUNT.fetch_add(1, Ordering::Relaxed))
}
