//! Calls whose answer is lost, or says when to come again: through a connection that breaks, and servers that are busy.

use crate::support::Running;
use anyhow::Result;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Router, middleware};
use futures_util::stream;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use trifold::client::Http;
use trifold::error::Never;
use trifold::server::{InProcess, Server};
use trifold::{CallError, EventStream, TransportError, service};

#[service(version = 1)]
trait Till {
    /// Number of orders.
    #[get("/orders")]
    async fn count(&self) -> usize;

    /// Numbers of orders, as they change.
    #[get("/orders/live")]
    async fn watch(&self) -> EventStream<usize, Never>;

    /// One more order, once for each key.
    #[idempotent]
    #[post("/orders")]
    async fn order(&self) -> usize;

    /// One more order, each time.
    #[post("/orders/again")]
    async fn reorder(&self) -> usize;
}

#[derive(Default)]
struct Shop {
    orders: AtomicUsize,
    counted: AtomicUsize,
}

impl Till for Shop {
    async fn count(&self) -> usize {
        self.counted.fetch_add(1, Ordering::SeqCst);
        self.orders.load(Ordering::SeqCst)
    }

    async fn watch(&self) -> EventStream<usize, Never> {
        EventStream::new(stream::iter([Ok(self.orders.load(Ordering::SeqCst))]))
    }

    async fn order(&self) -> usize {
        self.orders.fetch_add(1, Ordering::SeqCst) + 1
    }

    async fn reorder(&self) -> usize {
        self.orders.fetch_add(1, Ordering::SeqCst) + 1
    }
}

fn router(shop: &Arc<Shop>) -> Router {
    Server::new().allow_non_browser().add_service(TillServer::from_arc(shop.clone())).into_router()
}

/// Ways in which a connection breaks.
#[derive(Clone, Copy)]
enum Break {
    /// Before the request reaches the server.
    Before,
    /// The server has answered, and nothing of that gets through.
    After,
    /// In the middle of the answer's body.
    Within,
}

/// A connection to a server that breaks so often, and holds from then on.
struct Line {
    address: SocketAddr,
    task: JoinHandle<()>,
    connections: Arc<AtomicUsize>,
}

impl Line {
    async fn to(server: SocketAddr, how: Break, times: usize) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (address, connections) = (listener.local_addr()?, Arc::new(AtomicUsize::new(0)));
        let counted = connections.clone();
        let task = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let breaks = counted.fetch_add(1, Ordering::SeqCst) < times;
                tokio::spawn(async move { drop(carry(connection, server, breaks.then_some(how)).await) });
            }
        });
        Ok(Self { address, task, connections })
    }

    fn http(&self) -> Http {
        Http::new(&format!("http://{}", self.address)).expect("an address")
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(mut connection: TcpStream, server: SocketAddr, breaks: Option<Break>) -> Result<()> {
    let mut bytes = [0; 4096];
    if let Some(Break::Before) = breaks {
        return Ok(connection.read(&mut bytes).await.map(drop)?);
    }
    let mut server = TcpStream::connect(server).await?;
    let Some(how) = breaks else { return Ok(copy_bidirectional(&mut connection, &mut server).await.map(drop)?) };
    let read = connection.read(&mut bytes).await?;
    server.write_all(&bytes[..read]).await?;
    let answered = server.read(&mut bytes).await?;
    if let Break::Within = how {
        connection.write_all(&bytes[..answered - 1]).await?;
    }
    Ok(())
}

fn is_failed<V>(outcome: &Result<V, CallError<Never>>) -> bool {
    matches!(outcome, Err(CallError::Transport(TransportError::Failed(_))))
}

#[tokio::test]
async fn a_read_is_sent_again() -> Result<()> {
    let shop = Arc::new(Shop::default());
    let server = Running::start(router(&shop)).await?;
    for how in [Break::Before, Break::After] {
        let line = async |times| Line::to(server.address(), how, times).await;
        assert_eq!(TillRestClient::with_transport(line(2).await?.http()).count().await, Ok(0));
        assert_eq!(TillClient::with_transport(line(2).await?.http()).count().await, Ok(0));
        assert_eq!(TillRestClient::with_transport(line(2).await?.http()).watch().await?.next().await, Some(Ok(0)), "so is a stream");
        assert_eq!(TillClient::with_transport(line(2).await?.http()).watch().await?.next().await, Some(Ok(0)));
        let broken = line(3).await?;
        assert!(is_failed(&TillRestClient::with_transport(broken.http()).count().await));
        assert_eq!(broken.connections(), 3);
        let once = line(1).await?;
        assert!(is_failed(&TillRestClient::with_transport(once.http()).count().retries(0).await));
        assert_eq!(once.connections(), 1);
        assert_eq!(TillRestClient::with_transport(line(3).await?.http()).count().retries(3).await, Ok(0));
    }
    Ok(())
}

#[tokio::test]
async fn a_head_that_came_is_an_answer() -> Result<()> {
    let shop = Arc::new(Shop::default());
    let server = Running::start(router(&shop)).await?;
    let line = Line::to(server.address(), Break::Within, 1).await?;
    let outcome = TillRestClient::with_transport(line.http()).count().await;
    assert!(matches!(outcome, Err(CallError::Transport(TransportError::Broken(_)))), "{outcome:?}");
    assert_eq!((line.connections(), shop.counted.load(Ordering::SeqCst)), (1, 1));
    Ok(())
}

/// The answer of the first is lost, and the second has the same key.
#[tokio::test]
async fn a_write_is_sent_again_where_it_is_asked_for_and_carried_out_once() -> Result<()> {
    let shop = Arc::new(Shop::default());
    let server = Running::start(router(&shop)).await?;
    let mut orders = 0;
    for how in [Break::Before, Break::After] {
        for key in [None, Some(format!("key-{orders}"))] {
            let line = Line::to(server.address(), how, 2).await?;
            let client = TillClient::new(line.http());
            let call = client.order().retries(2);
            orders += 1;
            assert_eq!(if let Some(key) = key { call.key(key) } else { call }.await, Ok(orders));
            assert_eq!((line.connections(), shop.orders.load(Ordering::SeqCst)), (3, orders), "one order");
        }
        let broken = Line::to(server.address(), how, 2).await?;
        let client = TillRestClient::with_transport(broken.http());
        assert!(is_failed(&client.order().await), "nobody asked for it");
        assert!(is_failed(&client.reorder().await));
        assert_eq!(broken.connections(), 2);
        orders = shop.orders.load(Ordering::SeqCst);
        let words = "`reorder` is not sent again, since it may change something; mark it `#[idempotent]` (or `#[read]`), or leave out `.retries(..)`";
        let refused = Err(CallError::Transport(TransportError::NotSent(words.to_owned())));
        assert_eq!(client.reorder().retries(1).await, refused);
        assert_eq!(shop.orders.load(Ordering::SeqCst), orders);
        assert_eq!(client.reorder().retries(0).await, Ok(orders + 1));
        orders += 1;
    }
    Ok(())
}

/// A server that says so often this, before it answers.
fn busy(shop: &Arc<Shop>, times: usize, answer: fn() -> Response) -> Router {
    let left = Arc::new(AtomicUsize::new(times));
    router(shop).layer(middleware::from_fn(move |request: Request, next: Next| {
        let is_busy = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        async move { if is_busy { answer() } else { next.run(request).await } }
    }))
}

fn problem(status: StatusCode, retry_after: &'static str) -> Response {
    let headers = [("content-type", "application/problem+json"), ("retry-after", retry_after)];
    (status, headers, r#"{"type":"/problems/overloaded","title":"Busy","retry_after":7}"#).into_response()
}

#[tokio::test]
async fn a_read_comes_again_when_the_answer_says() -> Result<()> {
    let shop = Arc::new(Shop::default());
    let asked = [
        || problem(StatusCode::TOO_MANY_REQUESTS, "1"),
        || problem(StatusCode::SERVICE_UNAVAILABLE, "0"),
        || StatusCode::BAD_GATEWAY.into_response(),
    ];
    for answer in asked {
        let server = Running::start(busy(&shop, 1, answer)).await?;
        assert_eq!(TillRestClient::new(&server.base())?.count().await, Ok(0));
        assert_eq!(TillClient::new(InProcess::new(busy(&shop, 1, answer))).count().await, Ok(0));
        let server = Running::start(busy(&shop, 1, answer)).await?;
        assert_eq!(TillRestClient::new(&server.base())?.watch().await?.next().await, Some(Ok(0)), "a stream too");
    }
    Ok(())
}

#[tokio::test]
async fn a_problem_says_when_to_come_again() -> Result<()> {
    let shop = Arc::new(Shop::default());
    let said = |outcome: Result<usize, CallError<Never>>| match outcome {
        Err(CallError::Problem(problem)) => (problem.status, problem.retry_after),
        other => panic!("{other:?}"),
    };
    // Longer than the call has: it is told at once.
    let server = Running::start(busy(&shop, 2, || problem(StatusCode::SERVICE_UNAVAILABLE, "3600"))).await?;
    assert_eq!(said(TillRestClient::new(&server.base())?.count().await), (503, Some(3600)));
    assert_eq!(said(TillRestClient::new(&server.base())?.count().timeout(Duration::from_secs(60)).await), (503, Some(3600)));
    let client = TillClient::new(InProcess::new(busy(&shop, 1, || problem(StatusCode::TOO_MANY_REQUESTS, "0"))));
    assert_eq!(said(client.count().retries(0).await), (429, Some(0)));
    let date = || problem(StatusCode::TOO_MANY_REQUESTS, "Wed, 21 Oct 2026 07:28:00 GMT");
    assert_eq!(said(TillClient::new(InProcess::new(busy(&shop, 1, date))).count().await), (429, None), "the document says nothing of it");
    let bare = || (StatusCode::IM_A_TEAPOT, [("retry-after", "5")]).into_response();
    assert_eq!(said(TillClient::new(InProcess::new(busy(&shop, 1, bare))).count().retries(0).await), (418, Some(5)));
    Ok(())
}
