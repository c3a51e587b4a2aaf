//! A server that is told to stop answers what is under way, and takes nothing new.

use crate::process::Process;
use anyhow::Result;
use reqwest::Client;
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use trifold::server::Server;

fn nap(client: &Client, process: &Process, milliseconds: u64) -> reqwest::RequestBuilder {
    client.post(process.url("/api/v1/probe/nap")).json(&json!(milliseconds))
}

/// Waits until nobody can connect.
async fn refused(process: &Process) {
    for _ in 0..1000 {
        if TcpStream::connect(process.address()).await.is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("connections are still taken");
}

#[tokio::test]
async fn no_call_is_lost_when_the_process_is_terminated() -> Result<()> {
    const EACH: usize = 20;
    let mut process = Process::start().await?;
    let (http1, http2) = (Client::new(), Client::builder().http2_prior_knowledge().build()?);
    let naps = (0..EACH).flat_map(|_| [&http1, &http2]).map(|client| nap(client, &process, 1500).send());
    let naps: Vec<_> = naps.map(tokio::spawn).collect();
    process.await_naps(2 * EACH).await?;
    process.terminate().await?;
    refused(&process).await;
    for nap in naps {
        let answer = nap.await??;
        assert_eq!((answer.status().as_u16(), answer.json::<u64>().await?), (200, 1500));
    }
    assert!(process.end().await?.success());
    Ok(())
}

#[tokio::test]
async fn connections_at_rest_do_not_hold_a_server_that_stops() -> Result<()> {
    let process = Process::start().await?;
    let (http1, http2) = (Client::new(), Client::builder().http2_prior_knowledge().build()?);
    for client in [&http1, &http2] {
        assert_eq!(client.get(process.url("/healthz")).send().await?.status(), 200);
    }
    let _silent = TcpStream::connect(process.address()).await?;
    process.terminate().await?;
    refused(&process).await;
    assert!(process.end().await?.success());
    Ok(())
}

#[tokio::test]
async fn a_drain_has_a_deadline() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (entered, was_entered) = oneshot::channel::<()>();
    let entered = Arc::new(Mutex::new(Some(entered)));
    let endless = axum::routing::get(move || {
        drop(entered.lock().map(|mut entered| entered.take()));
        std::future::pending::<()>()
    });
    let router = Server::new().try_into_router()?.route("/endless", endless);
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = trifold::server::serve(listener, router).until(async { drop(stopped.await) }).drain_deadline(Duration::from_millis(100));
    let server = tokio::spawn(serving.into_future());
    let call = tokio::spawn(Client::new().get(format!("http://{address}/endless")).send());
    drop(was_entered.await);
    drop(stop);
    server.await??;
    assert!(call.await?.is_err(), "the call is cut off");
    Ok(())
}
