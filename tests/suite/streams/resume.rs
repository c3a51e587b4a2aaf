//! A client over connections that break off: each event once, and in order.

use super::{FeedError, FeedsClient, FeedsRestClient, Tick, server};
use crate::support::Running;
use anyhow::{Context, Result};
use futures_util::StreamExt;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use trifold::client::Http;
use trifold::server::InProcess;
use trifold::stream::Connection;
use trifold::{CallError, EventStream, TransportError};

/// A place at which a connection is cut: after so many bytes of the answer; all of them if nothing is said.
type Cut = Option<usize>;

/// A proxy that cuts connections: the first here, the next there, and then none.
struct Cutter {
    address: SocketAddr,
    task: tokio::task::JoinHandle<()>,
}

impl Cutter {
    async fn start(server: SocketAddr, cuts: Vec<Cut>) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(async move {
            let mut cuts = cuts.into_iter();
            while let Ok((caller, _)) = listener.accept().await {
                tokio::spawn(carry(caller, server, cuts.next().flatten()));
            }
        });
        Ok(Self { address, task })
    }
}

impl Drop for Cutter {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(mut caller: TcpStream, server: SocketAddr, cut: Cut) -> Result<()> {
    let mut server = TcpStream::connect(server).await?;
    let Some(mut left) = cut else {
        tokio::io::copy_bidirectional(&mut caller, &mut server).await?;
        return Ok(());
    };
    let (mut from_caller, mut to_caller) = caller.split();
    let (mut from_server, mut to_server) = server.split();
    let asked = tokio::io::copy(&mut from_caller, &mut to_server);
    let answered = async {
        let mut buffer = [0; 1024];
        while left > 0 {
            let room = buffer.len().min(left);
            let read = from_server.read(&mut buffer[..room]).await?;
            if read == 0 {
                break;
            }
            to_caller.write_all(&buffer[..read]).await?;
            left -= read;
        }
        anyhow::Ok(())
    };
    tokio::select! {
        _ = asked => {}
        done = answered => done?,
    }
    Ok(())
}

async fn numbers(stream: &mut EventStream<Tick, FeedError>, many: usize) -> Result<Vec<u64>> {
    let take = stream.by_ref().take(many).map(|tick| tick.map(|tick| tick.number));
    let numbers: Vec<_> = tokio::time::timeout(Duration::from_secs(60), take.collect::<Vec<_>>()).await?;
    Ok(numbers.into_iter().collect::<Result<_, _>>()?)
}

#[tokio::test]
async fn each_event_comes_once_wherever_a_connection_is_cut() -> Result<()> {
    let (server, _) = server();
    let server = Running::start(server.into_router()).await?;
    // The head has some 300 bytes: before it, within it, at every byte of some frames, and without an answer at all.
    let cuts = (0..100).map(|at| vec![Some(400), Some(0), Some(120), Some(380 + at * 3), Some(800 + at), None]);
    let runs = cuts.map(|cuts| async {
        let address = server.address();
        let cutter = Cutter::start(address, cuts).await?;
        let client = FeedsRestClient::new(&format!("http://{}", cutter.address))?;
        let mut stream = client.watch("slow".to_owned()).await?;
        let numbers = numbers(&mut stream, 40).await?;
        assert!(numbers.iter().copied().eq(1..=40), "{numbers:?}");
        anyhow::Ok(())
    });
    futures_util::stream::iter(runs).buffer_unordered(25).collect::<Vec<_>>().await.into_iter().collect()
}

#[tokio::test]
async fn a_client_comes_back_to_a_server_that_was_restarted() -> Result<()> {
    let (first, _) = server();
    let first = Running::start(first.into_router()).await?;
    let address = first.address();
    let client = FeedsRestClient::new(&format!("http://{address}"))?;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hear = heard.clone();
    let mut stream = client.watch("slow".to_owned()).await?.on_connection(move |state| hear.lock().expect("no panic").push(state));
    assert_eq!(stream.connection(), Connection::Open);
    let before = numbers(&mut stream, 5).await?;
    drop(first);
    let again = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(600)).await;
        let (second, _) = server();
        let listener = TcpListener::bind(address).await?;
        anyhow::Ok(Running::run(address, trifold::server::serve(listener, second.into_router()).until(std::future::pending())))
    });
    let after = numbers(&mut stream, 5).await?;
    let _second = again.await??;
    assert!(before.iter().chain(&after).copied().eq(1..=10), "{before:?} {after:?}");
    assert_eq!(*heard.lock().expect("no panic"), [Connection::Connecting, Connection::Open]);
    Ok(())
}

#[tokio::test]
async fn a_stream_ends_as_the_method_says() -> Result<()> {
    let (server, _) = server();
    let router = server.into_router();
    let running = Running::start(router.clone()).await?;
    let rest = FeedsRestClient::with_transport(Http::new(&running.base())?);
    let local = FeedsClient::new(InProcess::new(router));
    for name in ["three", "broken", "panics"] {
        for stream in [rest.watch(name.to_owned()).await?, local.watch(name.to_owned()).await?] {
            let items: Vec<_> = tokio::time::timeout(Duration::from_secs(60), stream.collect::<Vec<_>>()).await?;
            let values = items.iter().filter_map(|item| item.as_ref().ok()).map(|tick| tick.number);
            assert!(values.eq(1..=if name == "three" { 3 } else { 2 }), "{items:?}");
            match (name, items.last().context("nothing came")?) {
                ("three", Ok(_)) => {}
                ("broken", Err(error)) => assert_eq!(*error, CallError::Api(FeedError::Broke { at: 3 })),
                ("panics", Err(CallError::Problem(problem))) => assert_eq!(problem.status, 500),
                (_, other) => panic!("{name}: {other:?}"),
            }
        }
    }
    let missing = CallError::Api(FeedError::Missing { name: "missing".to_owned() });
    for refused in [rest.watch("missing".to_owned()).await.map(drop), local.watch("missing".to_owned()).await.map(drop)] {
        assert_eq!(refused, Err(missing.clone()), "with its own members");
    }
    assert_eq!(local.watch("finished".to_owned()).await?.collect::<Vec<_>>().await.len(), 0);
    assert_eq!(local.latest(3).await.expect("it cannot fail").collect::<Vec<_>>().await.len(), 3);
    Ok(())
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_ends_a_stream_that_was_open() -> Result<()> {
    let (server, _) = server();
    let router = server.live_age(Duration::from_millis(500)).into_router();
    let running = Running::start(router.clone()).await?;
    let first_alone = || {
        let asked = AtomicBool::new(false);
        move || std::future::ready(Some(if asked.swap(true, Ordering::SeqCst) { "\n" } else { "1" }.to_owned()))
    };
    let rest = FeedsRestClient::with_transport(Http::new(&running.base())?.header_with("x-a", first_alone()));
    let local = FeedsClient::new(InProcess::new(router).header_with("x-a", first_alone()));
    let is_ended = async |stream: EventStream<Tick, FeedError>| {
        let items: Vec<_> = tokio::time::timeout(Duration::from_secs(60), stream.collect::<Vec<_>>()).await?;
        assert!(items.len() > 1, "it was open");
        assert!(matches!(items.last(), Some(Err(CallError::Transport(TransportError::NotSent(_))))), "{items:?}");
        anyhow::Ok(())
    };
    is_ended(rest.watch("slow".to_owned()).await?).await?;
    is_ended(local.watch("slow".to_owned()).await?).await
}
