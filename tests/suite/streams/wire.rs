//! The bytes of a stream, by both folds, and what a head says.

use super::{FeedsSpec, running, server};
use crate::support::{Running, from_page};
use anyhow::{Context, Result};
use reqwest::{Client, Response};
use serde_json::{Value, json};
use std::time::Duration;
use trifold::server::{Cors, InProcess, Server};

fn route(name: &str) -> String {
    format!("/api/v1/feeds/{name}")
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The frames of a stream that ends.
async fn frames(response: Response) -> Result<Vec<String>> {
    let text = response.text().await?;
    assert!(text.ends_with("\n\n"), "{text:?}");
    Ok(text.trim_end().split("\n\n").map(str::to_owned).collect())
}

#[tokio::test]
async fn a_stream_is_frames_in_order() -> Result<()> {
    let (server, counts) = running().await?;
    for client in [Client::new(), Client::builder().http2_prior_knowledge().build()?] {
        let stream = client.get(server.url(&route("three"))).header("accept", "text/event-stream").send().await?;
        let head = ["content-type", "cache-control", "x-accel-buffering", "x-content-type-options", "etag"]
            .map(|name| header(&stream, name).to_owned());
        assert_eq!((stream.status().as_u16(), head), (200, ["text/event-stream", "no-store", "no", "nosniff", ""].map(str::to_owned)));
        let expected = [
            ": open\nretry: 2000",
            "id: 1\ndata: {\"number\":1,\"text\":\"line\\nbreak 1\"}",
            "id: 2\ndata: {\"number\":2,\"text\":\"line\\nbreak 2\"}",
            "id: 3\ndata: {\"number\":3,\"text\":\"line\\nbreak 3\"}",
            "event: end\ndata:",
        ];
        assert_eq!(frames(stream).await?, expected);
    }
    assert_eq!(counts.dropped(), 2);
    Ok(())
}

#[tokio::test]
async fn an_action_streams_too() -> Result<()> {
    let (server, _) = running().await?;
    let call = from_page(Client::new().post(server.url(FeedsSpec::LATEST.action_path()))).json(&json!([2]));
    let stream = call.send().await?;
    assert_eq!((header(&stream, "content-type"), header(&stream, "cross-origin-resource-policy")), ("text/event-stream", "same-origin"));
    let frames = frames(stream).await?;
    assert_eq!((frames.len(), frames[1].as_str()), (4, "data: {\"number\":1,\"text\":\"line\\nbreak 1\"}"), "{frames:?}");
    Ok(())
}

#[tokio::test]
async fn a_stream_that_fails_says_so_last() -> Result<()> {
    let (server, _) = running().await?;
    let last = async |name: &str| -> Result<(String, Value)> {
        let frames = frames(Client::new().get(server.url(&route(name))).send().await?).await?;
        assert_eq!(frames.len(), 4, "{frames:?}");
        let (event, data) = frames[3].split_once("\ndata: ").context("no data")?;
        Ok((event.to_owned(), serde_json::from_str(data)?))
    };
    let (event, mut problem) = last("broken").await?;
    problem.as_object_mut().map(|problem| problem.remove("instance"));
    let own = json!({ "type": "/problems/FeedError/broke", "title": "Broke", "status": 503, "detail": "the feed broke at 3", "code": "broke", "at": 3 });
    assert_eq!((event.as_str(), problem), ("event: problem", own));
    let (event, problem) = last("panics").await?;
    assert_eq!(
        (event.as_str(), problem["status"].as_u64(), problem["instance"].is_string()),
        ("event: problem", Some(500), true),
        "{problem}"
    );
    assert!(!problem.to_string().contains("out of order"), "{problem}");
    Ok(())
}

#[tokio::test]
async fn what_is_refused_is_a_status_before_the_first_byte() -> Result<()> {
    let (server, counts) = running().await?;
    let status = async |call: reqwest::RequestBuilder| -> Result<(u16, String)> {
        let answer = call.send().await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    };
    let get = |name: &str| Client::new().get(server.url(&route(name)));
    assert!(matches!(status(get("missing")).await?, (404, text) if text.contains("\"code\":\"missing\"")));
    assert_eq!(status(get("finished")).await?, (204, String::new()));
    for bad in ["x", "-1", "18446744073709551616", &"1".repeat(257)] {
        let (code, text) = status(get("three").header("last-event-id", bad)).await?;
        assert!(code == 400 && text.contains("last-event-id"), "{bad}: {code} {text}");
    }
    assert_eq!(status(get("three").header("last-event-id", "")).await?.0, 200);
    assert!(status(get("three").header("last-event-id", "2")).await?.1.contains("retry: 2000\n\nid: 3\n"));
    assert_eq!(
        status(get("three").header("if-none-match", "*").header("if-match", "\"x\"")).await?.0,
        200,
        "conditions are not for streams"
    );
    let polled = counts.polled();
    let head = Client::new().head(server.url(&route("three"))).send().await?;
    assert_eq!((head.status().as_u16(), header(&head, "content-type"), header(&head, "content-length")), (200, "text/event-stream", ""));
    assert_eq!(counts.polled(), polled, "HEAD starts nothing");
    Ok(())
}

#[tokio::test]
async fn pages_of_other_origins_read_a_stream_where_they_may() -> Result<()> {
    let (server, _) = server();
    let server = Running::start(server.cors(Cors::origins(["https://app.example"])?).into_router()).await?;
    let stream = Client::new().get(server.url(&route("three"))).header("origin", "https://app.example").send().await?;
    assert_eq!((stream.status().as_u16(), header(&stream, "access-control-allow-origin")), (200, "https://app.example"));
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_silent_stream_says_that_it_is_there_until_its_time_is_over() -> Result<()> {
    let (server, counts) = server();
    let server: Server = server.live_age(Duration::from_secs(100));
    let router = server.into_router();
    let request = axum::http::Request::get(route("silent")).header("host", "localhost").body(axum::body::Body::empty())?;
    let answer = tower::ServiceExt::oneshot(router, request).await?;
    let body = http_body_util::BodyExt::collect(answer.into_body()).await?.to_bytes();
    let text = String::from_utf8(body.to_vec())?;
    let pings = text.strip_prefix(": open\nretry: 2000\n\n").context("no opening")?;
    assert!(pings.split_inclusive("\n\n").all(|ping| ping == ":\n\n"), "{text:?}");
    assert!((6..=7).contains(&pings.matches('\n').count().div_euclid(2)), "{text:?}");
    assert_eq!(counts.dropped(), 1);
    Ok(())
}

#[tokio::test]
async fn a_transport_of_ones_own_has_no_streams_unless_it_says_how() -> Result<()> {
    use trifold::transport::{Request, Response, Transport, TransportError};
    #[derive(Clone)]
    struct Own(InProcess);
    impl Transport for Own {
        async fn send(&self, request: Request) -> Result<Response, TransportError> {
            self.0.send(request).await
        }
    }
    let (server, _) = server();
    let client = super::FeedsClient::new(Own(InProcess::new(server.into_router())));
    let refused = client.latest(1).await.map(drop);
    assert!(matches!(&refused, Err(trifold::CallError::Transport(error)) if error.to_string().contains("not supported")), "{refused:?}");
    Ok(())
}
