//! What the log learns of a call: a span with fold, status and size; never an argument or an id.

use crate::fixture::{ShelfSpec, shelf};
use crate::log::Log;
use axum::Router;
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Request, Response};
use http_body_util::BodyExt;
use tower::ServiceExt;

const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn from_page(uri: &str) -> Builder {
    Request::post(uri).header("host", "app.example").header("sec-fetch-site", "same-origin")
}

async fn send(router: &Router, request: Request<Body>) -> Response<Body> {
    router.clone().oneshot(request).await.unwrap_or_else(|never| match never {})
}

#[tokio::test]
async fn a_call_is_a_span() {
    let (log, _keeping) = Log::keep();
    let (_, router) = shelf();
    let path = ShelfSpec::SHAKE.action_path();
    let json = from_page(path).header("content-type", "application/json").header("x-reader-key", "open").header("traceparent", PARENT);
    let answer = send(&router, json.body(Body::from("[47, true]")).unwrap()).await;
    assert!(!format!("{answer:?}").contains("4bf92f3577b34da6a3ce929d0e0e4736"), "the trace is echoed");
    let bytes = answer.into_body().collect().await.unwrap().to_bytes().len();
    let form = from_page(path).header("content-type", "application/x-www-form-urlencoded");
    send(&router, form.body(Body::from("times=47&gently=on")).unwrap()).await;
    let rest = Request::get("/api/v1/shelf/east/books/4711").header("host", "app.example").header("traceparent", "00-nonsense");
    send(&router, rest.body(Body::empty()).unwrap()).await;

    let spans = log.lines_with(": close");
    let expected = [
        format!(
            "call{{otel.name=Shelf.shake otel.kind=\"server\" fold=\"action\" trace_id=4bf92f3577b34da6a3ce929d0e0e4736 parent_id=00f067aa0ba902b7 status=200 bytes={bytes}}}"
        ),
        "call{otel.name=Shelf.shake otel.kind=\"server\" fold=\"form\" status=401 bytes=".to_owned(),
        "call{otel.name=Shelf.find otel.kind=\"server\" fold=\"rest\" status=404 bytes=".to_owned(),
    ];
    for (span, expected) in spans.iter().zip(&expected) {
        assert!(span.contains(expected), "{span}\nis not\n{expected}");
    }
    assert_eq!(spans.len(), expected.len());
    let text = log.text();
    for secret in ["4711", "47,", "nonsense", ShelfSpec::SHAKE.action_path(), "x-reader-key"] {
        assert!(!text.contains(secret), "{secret} in\n{text}");
    }
}

#[tokio::test]
async fn the_log_and_the_problem_share_a_name() {
    let (log, _keeping) = Log::keep();
    let (_, router) = shelf();
    for (how, logged) in [("broken", "oak, secret 4711"), ("panic", "secret 4711")] {
        let request = Request::post("/api/v1/shelf/fail").header("host", "app.example").header("content-type", "application/json");
        let answer = send(&router, request.body(Body::from(format!("{how:?}"))).unwrap()).await;
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let instance = problem["instance"].as_str().unwrap();
        let lines = log.lines_with(instance);
        assert!(
            matches!(&lines[..], [line] if line.contains(logged) && line.contains("call{otel.name=Shelf.fail otel.kind=\"server\" fold=\"rest\"")),
            "{lines:?}"
        );
        assert!(!problem.to_string().contains("4711"));
    }
}

#[tokio::test]
async fn a_refusal_is_one_line() {
    let (log, _keeping) = Log::keep();
    let (_, router) = shelf();
    let evil = Request::post(ShelfSpec::SHAKE.action_path()).header("host", "app.example").header("origin", "https://evil.example");
    let answer = send(&router, evil.header("cookie", "session=4711").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), 403);
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let lines: Vec<_> = log.text().lines().filter(|line| !line.contains(": close")).map(str::to_owned).collect();
    assert_eq!(lines.iter().filter(|line| line.contains("WARN") && !line.contains("TRIFOLD_KEY")).count(), 1);
    let line = lines.iter().rfind(|line| line.contains("WARN") && !line.contains("TRIFOLD_KEY")).unwrap();
    for part in [problem["instance"].as_str().unwrap(), "verdict=\"cross-origin\"", "https://evil.example", "app.example"] {
        assert!(line.contains(part), "{part} not in {line}");
    }
    assert!(!log.text().contains("4711"));
}
