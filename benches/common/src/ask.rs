//! Asks a contender: in memory, many times, so that somebody can count what a call costs; or by the text of a request, for who asks over a socket.

use crate::PROOF;
use anyhow::{Context, Result, bail, ensure};
use bytes::Bytes;
use http::{Method, Request};
use std::hint::black_box;

/// The two requests of a contender.
pub struct Wire {
    pub create: Sent,
    pub get: Sent,
}

/// A request.
pub struct Sent {
    pub method: Method,
    pub path: &'static str,
    /// Empty for none.
    pub body: &'static str,
    /// Headers besides those that all send.
    pub headers: &'static [(&'static str, &'static str)],
}

/// Does what the last words of the command line say: `call create 500` asks that often, `make create 500` only makes the requests, and
/// `text create` prints the request as HTTP/1.1 has it.
pub fn run<F, Fut>(wire: Wire, answer: F) -> Result<()>
where
    F: Fn(Request<Bytes>) -> Fut,
    Fut: Future<Output = Result<(u16, Bytes)>>,
{
    let words: Vec<String> = std::env::args().collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [.., "call", which, times] => call(wire.of(which)?, times.parse()?, answer),
        [.., "make", which, times] => {
            let sent = wire.of(which)?;
            (0..times.parse::<u32>()?).try_for_each(|_| sent.make().map(|request| drop(black_box(request))))
        }
        [.., "text", which] => {
            print!("{}", wire.of(which)?.text());
            Ok(())
        }
        _ => bail!("write `call create 500`, `make get 500` or `text get`"),
    }
}

fn call<F, Fut>(sent: &Sent, times: u32, answer: F) -> Result<()>
where
    F: Fn(Request<Bytes>) -> Fut,
    Fut: Future<Output = Result<(u16, Bytes)>>,
{
    crate::runtime()?.block_on(async {
        let (status, body) = answer(sent.make()?).await?;
        let text = String::from_utf8_lossy(&body);
        ensure!((200..300).contains(&status) && text.contains(PROOF), "{status}: {text}");
        for _ in 0..times {
            black_box(answer(black_box(sent).make()?).await?);
        }
        Ok(())
    })
}

impl Wire {
    fn of(&self, which: &str) -> Result<&Sent> {
        match which {
            "create" => Ok(&self.create),
            "get" => Ok(&self.get),
            _ => bail!("there is no call `{which}`"),
        }
    }
}

impl Sent {
    /// All headers. A body is JSON.
    fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![("host", "127.0.0.1".to_owned()), ("accept", "application/json".to_owned())];
        if !self.body.is_empty() {
            headers.push(("content-type", "application/json".to_owned()));
            headers.push(("content-length", self.body.len().to_string()));
        }
        headers.extend(self.headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
        headers
    }

    fn make(&self) -> Result<Request<Bytes>> {
        let mut request = Request::builder().method(self.method.clone()).uri(self.path).header("host", "127.0.0.1");
        request = request.header("accept", "application/json");
        if !self.body.is_empty() {
            request = request.header("content-type", "application/json").header("content-length", self.body.len());
        }
        for (name, value) in self.headers {
            request = request.header(*name, *value);
        }
        request.body(Bytes::from_static(self.body.as_bytes())).context("no request")
    }

    fn text(&self) -> String {
        let headers: String = self.headers().into_iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!("{} {} HTTP/1.1\r\n{headers}\r\n{}", self.method, self.path, self.body)
    }
}
