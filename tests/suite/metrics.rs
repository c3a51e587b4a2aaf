//! Metrics of calls as a recorder hears them, and the line that a call has in the log.

use crate::fixture::{Library, ShelfServer, ShelfSpec};
use crate::log::Log;
use anyhow::Result;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use futures_util::{StreamExt, stream};
use http_body_util::BodyExt;
use metrics::{Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tower::ServiceExt;
use trifold::error::Never;
use trifold::server::{MemoryStore, Quota, RateStore, Server, Standing, StoreError, Stored};
use trifold::spec::Rate;
use trifold::{EventStream, service};

/// All that was recorded, by name and labels: what it is now, and the most that it was.
#[derive(Debug, Clone, Default)]
struct Board(Arc<Mutex<BTreeMap<String, (f64, f64)>>>);

/// One metric of a board.
struct Cell {
    board: Board,
    name: String,
}

impl Board {
    fn cell(&self, key: &Key) -> Arc<Cell> {
        let labels: Vec<_> = key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
        Arc::new(Cell { board: self.clone(), name: format!("{}{{{}}}", key.name(), labels.join(",")) })
    }

    fn now(&self, name: &str) -> f64 {
        self.at(name).0
    }

    /// The value now, and the most that it was.
    fn at(&self, name: &str) -> (f64, f64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).copied().unwrap_or_default()
    }

    fn names(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }
}

impl Cell {
    fn change(&self, change: impl FnOnce(f64) -> f64) {
        let mut values = self.board.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (now, most) = values.entry(self.name.clone()).or_default();
        *now = change(*now);
        *most = most.max(*now);
    }
}

impl CounterFn for Cell {
    fn increment(&self, by: u64) {
        self.change(|now| now + by as f64);
    }

    fn absolute(&self, value: u64) {
        self.change(|_| value as f64);
    }
}

impl GaugeFn for Cell {
    fn increment(&self, by: f64) {
        self.change(|now| now + by);
    }

    fn decrement(&self, by: f64) {
        self.change(|now| now - by);
    }

    fn set(&self, value: f64) {
        self.change(|_| value);
    }
}

/// Of a histogram, the number of values.
impl HistogramFn for Cell {
    fn record(&self, seconds: f64) {
        assert!((0.0..600.0).contains(&seconds), "{seconds} seconds");
        self.change(|now| now + 1.0);
    }
}

impl Recorder for Board {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.cell(key))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.cell(key))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.cell(key))
    }
}

fn shelf() -> Server {
    Server::new().add_service(ShelfServer::new(Library::default()))
}

async fn send(router: &Router, request: Request<Body>) -> u16 {
    let answer = router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
    let status = answer.status().as_u16();
    answer.into_body().collect().await.expect("a body in memory");
    status
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).header("host", "app.example").body(Body::empty()).expect("a request")
}

#[tokio::test]
async fn a_call_is_counted_and_timed_with_its_method_fold_and_status() {
    let board = Board::default();
    let _recording = metrics::set_default_local_recorder(&board);
    let router = shelf().metrics().into_router();
    assert_eq!(send(&router, get("/api/v1/shelf/size")).await, 200);
    assert_eq!(send(&router, get("/api/v1/shelf/east/books/7")).await, 200);
    assert_eq!(send(&router, get("/api/v1/shelf/east/books/8")).await, 404);
    let forged = Request::post(ShelfSpec::SHAKE.action_path()).header("host", "app.example").header("sec-fetch-site", "cross-site");
    assert_eq!(send(&router, forged.body(Body::empty()).expect("a request")).await, 403);
    for (labels, calls) in [
        ("service=Shelf,method=size,fold=rest,status=2xx", 1.0),
        ("service=Shelf,method=find,fold=rest,status=2xx", 1.0),
        ("service=Shelf,method=find,fold=rest,status=4xx", 1.0),
        ("service=Shelf,method=shake,fold=action,status=4xx", 1.0),
    ] {
        for metric in ["trifold_calls_total", "trifold_call_seconds"] {
            assert_eq!(board.now(&format!("{metric}{{{labels}}}")), calls, "{metric} of {labels} in {:?}", board.names());
        }
    }
    assert_eq!(board.at("trifold_calls_in_flight{service=Shelf,method=find,fold=rest}"), (0.0, 1.0));
    assert_eq!(board.now("trifold_refusals_total{type=/problems/cross-origin}"), 1.0, "{:?}", board.names());
    // Nothing of an argument, a caller or an id.
    assert!(board.names().iter().all(|name| !name.contains("east") && !name.contains("_action")), "{:?}", board.names());
}

#[tokio::test]
async fn no_call_is_counted_unless_that_is_switched_on() {
    let board = Board::default();
    let _recording = metrics::set_default_local_recorder(&board);
    assert_eq!(send(&shelf().into_router(), get("/api/v1/shelf/size")).await, 200);
    assert_eq!(board.names(), [""; 0]);
}

#[service(version = 1, path = "/live")]
trait Live {
    #[get("/ticks")]
    async fn ticks(&self) -> EventStream<u64, Never>;

    #[get("/sleep")]
    async fn sleep(&self) -> u64;
}

struct Clock;

impl Live for Clock {
    async fn ticks(&self) -> EventStream<u64, Never> {
        EventStream::new(stream::once(std::future::ready(Ok(1))).chain(stream::pending()))
    }

    async fn sleep(&self) -> u64 {
        std::future::pending().await
    }
}

#[tokio::test]
async fn a_stream_counts_while_it_is_open_and_a_call_that_is_left_says_so() {
    let board = Board::default();
    let _recording = metrics::set_default_local_recorder(&board);
    let router = Server::new().add_service(LiveServer::new(Clock)).metrics().into_router();
    let answer = router.clone().oneshot(get("/api/v1/live/ticks")).await.unwrap_or_else(|never| match never {});
    assert_eq!(board.now("trifold_streams_open{}"), 1.0);
    drop(answer);
    assert_eq!(board.at("trifold_streams_open{}"), (0.0, 1.0));
    let left = tokio::time::timeout(Duration::from_millis(10), router.oneshot(get("/api/v1/live/sleep"))).await;
    assert!(left.is_err());
    assert_eq!(board.now("trifold_calls_total{service=Live,method=sleep,fold=rest,status=left}"), 1.0);
    assert_eq!(board.now("trifold_calls_in_flight{service=Live,method=sleep,fold=rest}"), 0.0);
}

/// A store of rates that is down.
struct Down;

impl RateStore for Down {
    fn take<'a>(&'a self, _: &'a [Quota]) -> Stored<'a, Vec<Standing>> {
        Box::pin(std::future::ready(Err(StoreError("it is down".to_owned()))))
    }
}

#[tokio::test]
async fn a_store_that_fails_and_a_drain_are_told() -> Result<()> {
    let board = Board::default();
    let _recording = metrics::set_default_local_recorder(&board);
    let limited = shelf().rate_limit(Rate::per_hour(10)).rate_store(Down);
    assert_eq!(send(&limited.into_router(), get("/api/v1/shelf/size")).await, 200);
    assert_eq!(board.now("trifold_store_errors_total{store=rates}"), 1.0);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    shelf().shared_store(MemoryStore::default()).serve_until(listener, std::future::ready(())).grace(Duration::ZERO).await?;
    assert_eq!(board.at("trifold_draining{}"), (0.0, 1.0));
    Ok(())
}

#[tokio::test]
async fn a_call_is_one_line_unless_that_is_switched_off() {
    let (log, _keeping) = Log::keep();
    let router = shelf().into_router();
    assert_eq!(send(&router, get("/api/v1/shelf/size")).await, 200);
    let lines = log.lines_with("answered");
    assert_eq!(lines.len(), 1, "{lines:?}");
    for part in ["INFO", "call{otel.name=Shelf.size otel.kind=\"server\" fold=\"rest\" status=200 bytes=1}", "trifold::call: answered ms="]
    {
        assert!(lines[0].contains(part), "{part} in {}", lines[0]);
    }
    let (log, _keeping) = Log::keep();
    assert_eq!(send(&shelf().without_call_log().into_router(), get("/api/v1/shelf/size")).await, 200);
    assert_eq!((log.lines_with("answered").len(), log.lines_with(": close").len()), (0, 1), "its span is there all the same");
}
