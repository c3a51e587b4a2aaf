//! The requests: those of a browser's page for actions, those of a program for routes.

use crate::api::TodosSpec;
use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, header};

/// Makes a request anew.
pub(crate) type Ask = Box<dyn Fn() -> Request<Body>>;

const NEW: &str = r#"{"title":"Buy milk","tags":["shop","home"],"due":1798761600}"#;

/// The request of a call, as its subject expects it. By hand an action is a route beside the others.
pub(crate) fn of(subject: &str, call: &str) -> Option<Ask> {
    let ours = matches!(subject, "folded" | "nobody");
    Some(match call {
        "action" if ours => page(TodosSpec::CREATE.action_path(), format!("[{NEW}]")),
        "action" => page("/api/create", NEW.to_owned()),
        "read" => program(Method::GET, "/api/v1/todos/4711", None),
        "write" => program(Method::POST, "/api/v1/todos", Some(NEW.to_owned())),
        _ => return None,
    })
}

/// What `fetch` sends from a page.
fn page(path: &'static str, body: String) -> Ask {
    let fingerprint = TodosSpec::CREATE.strict.as_str();
    Box::new(move || {
        let mut request = Request::new(Body::from(body.clone()));
        (*request.method_mut(), *request.uri_mut()) = (Method::POST, axum::http::Uri::from_static(path));
        let headers = request.headers_mut();
        for (name, value) in [
            (header::HOST, "app.example"),
            (header::CONTENT_TYPE, "application/json"),
            (header::ACCEPT, "application/json"),
            (header::ORIGIN, "https://app.example"),
            (header::HeaderName::from_static("sec-fetch-site"), "same-origin"),
            (header::COOKIE, "session=8e03978e40d543dd"),
            (header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            (header::HeaderName::from_static(trifold::transport::FINGERPRINT_HEADER), fingerprint),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        request
    })
}

/// What a program sends that is no browser.
fn program(method: Method, path: &'static str, body: Option<String>) -> Ask {
    Box::new(move || {
        let mut request = Request::new(body.clone().map(Body::from).unwrap_or_default());
        (*request.method_mut(), *request.uri_mut()) = (method.clone(), axum::http::Uri::from_static(path));
        let headers = request.headers_mut();
        headers.insert(header::HOST, HeaderValue::from_static("app.example"));
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("Bearer 8e03978e40d543dd"));
        if body.is_some() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        request
    })
}
