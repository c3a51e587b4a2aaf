//! The native transport against a server that answers as it is told, over a real socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use trifold::client::Http;
use trifold::transport::{Request, Response};
use trifold::{Transport, TransportError, Verb};

/// A server on a port of its own. It lives as long as the process.
struct Server {
    base: String,
    connections: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}/base", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let accepted = connections.clone();
        thread::spawn(move || {
            for connection in listener.incoming() {
                accepted.fetch_add(1, Ordering::SeqCst);
                thread::spawn(move || while answer(connection.as_ref().unwrap()).is_some() {});
            }
        });
        Self { base, connections }
    }

    fn http(&self) -> Http {
        Http::new(&self.base).unwrap()
    }
}

/// Answers one request by its path; nothing when the connection is to be closed.
fn answer(mut connection: &TcpStream) -> Option<()> {
    let request = read_request(connection)?;
    let path = request.split([' ', '?']).nth(1)?;
    let answer = match path {
        "/base/redirect" => "HTTP/1.1 302 Found\r\nlocation: /base/echo\r\ncontent-length: 0\r\n\r\n".to_owned(),
        "/base/long" => with_body(&"x".repeat(1000)),
        "/base/cut" => "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc".to_owned(),
        "/base/slow" => {
            thread::sleep(Duration::from_secs(60));
            return None;
        }
        _ => with_body(&request),
    };
    connection.write_all(answer.as_bytes()).ok()?;
    (path != "/base/cut").then_some(())
}

/// Head and body as they came, in lower case.
fn read_request(connection: &TcpStream) -> Option<String> {
    let mut reader = BufReader::new(connection);
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        reader.read_line(&mut request).ok().filter(|read| *read > 0)?;
    }
    let request = request.to_lowercase();
    let length = request.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).ok()?;
    Some(request + &String::from_utf8(body).unwrap())
}

fn with_body(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nX-Seen: yes\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

#[trifold::service]
trait Anything {
    #[get("/")]
    async fn call(&self);
}

fn get(target: &str) -> Request {
    Request { method: AnythingSpec::CALL, verb: Verb::Get, target: target.to_owned(), headers: Vec::new(), body: None, timeout: None }
}

fn text(response: &Response) -> &str {
    std::str::from_utf8(&response.body).unwrap()
}

fn reason(sent: Result<Response, TransportError>) -> String {
    match sent {
        Err(TransportError::NotSent(reason) | TransportError::Failed(reason) | TransportError::Broken(reason)) => reason,
        other => panic!("this should have failed: {other:?}"),
    }
}

#[tokio::test]
async fn a_request_arrives_whole() {
    let http = Server::start().http().bearer_token("token");
    let request = Request {
        verb: Verb::Patch,
        headers: vec![("content-type".into(), "application/json".to_owned())],
        body: Some(b"[1,2]".to_vec()),
        ..get("/todos/a%20b?tag=c")
    };
    let response = http.send(request).await.unwrap();
    assert_eq!((response.status, response.header("x-seen")), (200, Some("yes")));
    let seen = text(&response);
    assert!(seen.starts_with("patch /base/todos/a%20b?tag=c http/1.1\r\n"), "{seen}");
    assert!(seen.contains("\r\nauthorization: bearer token\r\n"), "{seen}");
    assert!(seen.contains("\r\ncontent-type: application/json\r\n"), "{seen}");
    assert!(seen.ends_with("\r\n\r\n[1,2]"), "{seen}");
}

#[tokio::test]
async fn a_header_of_the_call_comes_before_one_of_the_transport() {
    let http = Server::start().http().header("x-who", "transport");
    let response = http.send(Request { headers: vec![("x-who".into(), "call".to_owned())], ..get("/") }).await.unwrap();
    assert_eq!(text(&response).matches("x-who: ").count(), 1);
    assert!(text(&response).contains("x-who: call"));
}

#[tokio::test]
async fn clones_share_a_connection() {
    let server = Server::start();
    let http = server.http();
    for _ in 0..3 {
        http.clone().send(get("/")).await.unwrap();
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_redirect_is_an_answer() {
    let response = Server::start().http().send(get("/redirect")).await.unwrap();
    assert_eq!((response.status, response.header("location")), (302, Some("/base/echo")));
}

#[tokio::test]
async fn an_answer_has_a_limit() {
    let http = Server::start().http();
    let sent = http.clone().response_limit(1000).send(get("/long")).await;
    assert_eq!(sent.unwrap().body.len(), 1000);
    let sent = http.response_limit(999).send(get("/long")).await;
    assert_eq!(reason(sent), "the answer is longer than the limit");
}

#[tokio::test]
async fn an_answer_cut_short_is_no_answer() {
    reason(Server::start().http().send(get("/cut")).await);
}

#[tokio::test]
async fn a_header_that_never_comes_is_given_up() {
    let http = Server::start().http().bearer_token_with(std::future::pending).timeout(Duration::from_millis(50));
    assert_eq!(http.send(get("/echo")).await, Err(TransportError::Timeout));
    assert!(matches!(http.open(get("/echo")).await, Err(TransportError::Timeout)));
}

#[tokio::test]
async fn a_slow_answer_is_given_up() {
    let http = Server::start().http().timeout(Duration::from_millis(100));
    assert_eq!(http.send(get("/slow")).await, Err(TransportError::Timeout));
}

#[tokio::test]
async fn what_a_client_refuses_to_send_is_not_sent() {
    let server = Server::start();
    let client = reqwest::Client::builder().https_only(true).tls_certs_only([]).build().unwrap();
    let http = Http::from_client(client, &server.base).unwrap();
    let sent = http.send(get("/echo")).await;
    assert!(matches!(sent, Err(TransportError::NotSent(_))), "{sent:?}");
}

#[tokio::test]
async fn a_failure_shows_neither_query_nor_token() {
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let http = Http::new(&format!("http://{unused}")).unwrap().bearer_token("hunter2");
    let reason = reason(http.send(get("/?key=hunter2")).await);
    assert!(reason.contains("refused") && !reason.contains("hunter2"), "{reason}");
}

#[tokio::test]
async fn a_target_cannot_lead_elsewhere() {
    let server = Server::start();
    for target in ["/todos/..", "/todos/%2e%2e", "/a#b", "todos"] {
        reason(server.http().send(get(target)).await);
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 0);
}
