//! A call whose caller has left is over, however its request came, over either version of HTTP.

use crate::frames::{DATA, END_STREAM, Peer, RST_STREAM};
use crate::support::Running;
use anyhow::{Context, Result};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use trifold::server::Server;
use trifold::service;

/// Time within which what should happen does.
const SOON: Duration = Duration::from_secs(20);

/// Time between two parts of a request, so that each comes by itself.
const PAUSE: Duration = Duration::from_millis(50);

#[service(version = 1)]
trait Patience {
    /// Waits for ever.
    #[post("/waits")]
    async fn wait(&self, text: String) -> String;

    /// Waits for ever, and takes no body.
    #[get("/waits")]
    async fn look(&self) -> String;
}

/// Says when a call begins and when it is over.
struct Forever(Mutex<UnboundedSender<&'static str>>);

/// Says that a call is over.
struct Over(UnboundedSender<&'static str>);

impl Forever {
    async fn forever(&self) -> String {
        let said = self.0.lock().unwrap().clone();
        let _ = said.send("begun");
        let _over = Over(said);
        std::future::pending().await
    }
}

impl Drop for Over {
    fn drop(&mut self) {
        let _ = self.0.send("over");
    }
}

impl Patience for Forever {
    async fn wait(&self, _: String) -> String {
        self.forever().await
    }

    async fn look(&self) -> String {
        self.forever().await
    }
}

async fn start() -> Result<(Running, UnboundedReceiver<&'static str>)> {
    let (say, said) = unbounded_channel();
    let server = Server::new().add_service(PatienceServer::from_arc(Arc::new(Forever(Mutex::new(say)))));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let (address, serving) = (listener.local_addr()?, server.serve(listener).until(std::future::pending()));
    Ok((Running::run(address, serving), said))
}

async fn hears(said: &mut UnboundedReceiver<&'static str>, word: &str, of: &str) -> Result<()> {
    let heard = tokio::time::timeout(SOON, said.recv()).await.with_context(|| format!("{of}: it is not {word}"))?;
    assert_eq!(heard, Some(word), "{of}");
    Ok(())
}

/// A request in parts.
fn parts(head: &str, body: &[&str]) -> Vec<String> {
    let mut parts: Vec<String> = body.iter().map(|&part| part.to_owned()).collect();
    let head = format!("POST /api/v1/waits HTTP/1.1\r\nHost: app.example\r\nContent-Type: application/json\r\n{head}\r\n\r\n");
    match parts.first_mut() {
        Some(first) => first.insert_str(0, &head),
        None => parts.push(head),
    }
    parts
}

#[tokio::test]
async fn a_caller_who_leaves_ends_its_call() -> Result<()> {
    let (server, mut said) = start().await?;
    let large = format!("\"{}\"", "x".repeat(300_000));
    let requests = [
        ("no body", vec!["GET /api/v1/waits HTTP/1.1\r\nHost: app.example\r\n\r\n".to_owned()]),
        ("a body with its head", parts("Content-Length: 3", &["\"x\""])),
        ("a body behind its head", parts("Content-Length: 3", &["", "\"x\""])),
        ("a body in two parts", parts("Content-Length: 3", &["\"", "x\""])),
        ("a large body", parts(&format!("Content-Length: {}", large.len()), &[&large])),
        ("chunks with their end", parts("Transfer-Encoding: chunked", &["3\r\n\"x\"\r\n0\r\n\r\n"])),
        ("chunks, and their end", parts("Transfer-Encoding: chunked", &["3\r\n\"x\"\r\n", "0\r\n\r\n"])),
    ];
    for (of, parts) in requests {
        for closes in [true, false] {
            let mut peer = TcpStream::connect(server.address()).await?;
            for part in &parts {
                peer.write_all(part.as_bytes()).await?;
                tokio::time::sleep(PAUSE).await;
            }
            hears(&mut said, "begun", of).await?;
            if closes {
                drop(peer)
            } else {
                peer.shutdown().await?
            }
            hears(&mut said, "over", of).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_caller_who_leaves_a_stream_of_http_2_ends_its_call() -> Result<()> {
    let (server, mut said) = start().await?;
    for resets in [true, false] {
        let mut peer = Peer::connect(server.address(), &[]).await?;
        peer.ask(1, "POST", "/api/v1/waits", false).await?;
        peer.send(DATA, END_STREAM, 1, b"\"x\"").await?;
        hears(&mut said, "begun", "a stream").await?;
        if resets {
            peer.send(RST_STREAM, 0, 1, &[0, 0, 0, 8]).await?;
        } else {
            drop(peer);
        }
        hears(&mut said, "over", "a stream").await?;
    }
    Ok(())
}
