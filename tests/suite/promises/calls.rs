//! Calls that are refused, and those beside them that are not: the same over either version of HTTP.

use super::{GuardedSpec, Site};
use crate::frames::{END_HEADERS, HEADERS, block};
use crate::support::{raw, to_page};
use anyhow::{Context, Result, ensure};

const JSON: (&str, &str) = ("content-type", "application/json");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const PARTS: (&str, &str) = ("content-type", "multipart/form-data; boundary=X");
const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");
const OTHER: (&str, &str) = ("sec-fetch-site", "cross-site");
const SCRIPT: (&str, &str) = ("accept", "application/json");

/// A request, and what it is answered with: a status, and words of the body.
struct Case<'a> {
    verb: &'a str,
    path: &'a str,
    host: &'a str,
    headers: &'a [(&'a str, &'a str)],
    /// Nothing where one is announced and does not come.
    body: Option<Vec<u8>>,
    status: u16,
    words: &'a str,
}

impl Case<'_> {
    async fn over_http_1(&self, site: &Site) -> Result<(u16, String)> {
        let mut head = format!("{} {} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.verb, self.path, self.host);
        self.headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
        if !self.headers.iter().any(|(name, _)| *name == "content-length") {
            head += &format!("content-length: {}\r\n", self.body.as_ref().map_or(4, Vec::len));
        }
        head += "\r\n";
        let answer = raw(site.address, &[head.as_bytes(), self.body.as_deref().unwrap_or_default()].concat()).await?;
        let status = answer.split(' ').nth(1).context("an answer")?.parse()?;
        Ok((status, answer))
    }

    async fn over_http_2(&self, site: &Site) -> Result<(u16, String)> {
        let mut peer = site.peer().await?;
        let mut fields = vec![(":method", self.verb), (":scheme", "http"), (":path", self.path), (":authority", self.host)];
        fields.extend(self.headers);
        peer.head(1, &fields, self.body.as_ref().is_some_and(Vec::is_empty)).await?;
        if let Some(body) = self.body.as_ref().filter(|body| !body.is_empty()) {
            // A server may answer before it has read all.
            drop(peer.body(1, body).await);
        }
        peer.answer(1).await?.context("the stream was reset")
    }
}

async fn holds(site: &Site, cases: &[Case<'_>]) -> Result<()> {
    for case in cases {
        for version in [1, 2] {
            let before = site.guard.calls();
            let answer = if version == 1 { case.over_http_1(site).await } else { case.over_http_2(site).await };
            let about = format!("HTTP/{version}: {} {} {:?}", case.verb, case.path, case.headers);
            let (status, text) = answer.with_context(|| about.clone())?;
            ensure!(status == case.status && text.contains(case.words), "{about}: {status} {text}");
            let ran = site.guard.calls() - before;
            ensure!(ran == usize::from((200..400).contains(&status)), "{about}: the method ran {ran} times");
        }
    }
    Ok(())
}

fn case<'a>(
    status: u16,
    words: &'a str,
    target: (&'a str, &'a str),
    headers: &'a [(&'a str, &'a str)],
    body: impl Into<Vec<u8>>,
) -> Case<'a> {
    Case { verb: target.0, path: target.1, host: "a", headers, body: Some(body.into()), status, words }
}

#[tokio::test]
async fn who_may_send_what_is_the_same_over_http_2() -> Result<()> {
    let site = Site::start(|server| server, |serving| serving).await?;
    let (action, echo, number) = (("POST", GuardedSpec::ECHO.action_path()), ("POST", "/api/v1/echo"), ("GET", "/api/v1/numbers/1"));
    let page = to_page("/", GuardedSpec::ECHO);
    let form = ("POST", page.as_str());
    let twice = format!("{page}&{}", &page[2..]);
    let (no, json) = ("/problems/cross-origin", r#"["x"]"#);
    let without_body = |headers, status, path| Case { verb: "POST", path, host: "a", headers, body: None, status, words: "" };
    let of_host = |host, headers, status, words| Case { host, ..case(status, words, ("POST", "/api/v1/echo"), headers, "\"x\"") };
    holds(
        &site,
        &[
            case(200, "\"x\"", action, &[JSON, OWN], json),
            case(403, no, action, &[JSON, OTHER], json),
            case(403, no, action, &[JSON, ("sec-fetch-site", "same-site")], json),
            case(403, no, action, &[JSON, ("sec-fetch-site", "anything")], json),
            case(403, no, action, &[JSON, OWN, OWN], json),
            case(403, "`allow_non_browser`", action, &[JSON], json),
            case(200, "\"x\"", echo, &[JSON], "\"x\""),
            case(403, no, echo, &[JSON, OTHER], "\"x\""),
            case(200, "1.0", number, &[OTHER, ("origin", "https://evil.example")], ""),
            // Without the browser's word the hosts are compared: here with the one that the request is for.
            case(200, "\"x\"", action, &[JSON, ("origin", "https://a")], json),
            case(200, "\"x\"", action, &[JSON, ("origin", "http://a:80")], json),
            case(403, no, action, &[JSON, ("origin", "https://evil.example")], json),
            case(403, no, action, &[JSON, ("origin", "https://a"), ("origin", "https://a")], json),
            case(403, no, action, &[JSON, ("origin", "https://user@a")], json),
            case(403, no, action, &[JSON, ("origin", "null")], json),
            case(403, no, action, &[JSON, ("origin", "https://\u{e9}")], json),
            case(403, no, action, &[JSON, ("origin", "https://evil.example"), ("x-forwarded-host", "evil.example")], json),
            case(403, no, action, &[JSON, ("origin", "https://evil.example"), ("forwarded", "host=evil.example")], json),
            // One host.
            of_host("a", &[JSON, ("host", "b")], 400, ""),
            of_host("app.example:8080", &[JSON], 200, "\"x\""),
            // A refusal waits for no body.
            without_body(&[JSON, OTHER], 403, action.1),
            without_body(&[("content-type", "text/plain")], 415, echo.1),
            without_body(&[JSON], 401, "/api/v1/account"),
            without_body(&[JSON, ("content-length", "2000")], 413, echo.1),
            // Forms of pages.
            case(303, "", form, &[FORM, OWN], "text=x"),
            case(403, "", form, &[FORM, OTHER], "text=x"),
            case(403, "", form, &[FORM, ("origin", "https://evil.example")], "text=x"),
            case(400, "a page", ("POST", &twice), &[FORM, OWN], "text=x"),
            case(415, "", form, &[JSON, OWN], json),
            case(409, "a page", ("POST", "/?/AAECAwQFBgcICQoLDA0ODw"), &[FORM, OWN], "text=x"),
            case(409, "/problems/stale-action", ("POST", "/_action/AAECAwQFBgcICQoLDA0ODw"), &[JSON, OWN], json),
            case(404, "", ("POST", "/_action/x"), &[JSON, OWN], json),
            case(405, "", ("GET", action.1), &[OWN], ""),
            // Contexts, signatures, keys.
            case(200, "\"x\"", ("POST", "/api/v1/account"), &[JSON, ("authorization", "Bearer x")], "\"x\""),
            case(401, "", ("POST", "/api/v1/account"), &[JSON], "no JSON, and nobody has looked"),
            case(401, "", ("POST", "/api/v1/deliveries"), &[JSON, ("webhook-id", "a")], "no JSON, and nobody has looked"),
            case(400, "Idempotency-Key", ("POST", "/api/v1/orders"), &[JSON, ("idempotency-key", "a b")], "0"),
            case(400, "Idempotency-Key", ("POST", "/api/v1/orders"), &[JSON, ("idempotency-key", "a"), ("idempotency-key", "a")], "0"),
            case(400, "last-event-id", ("GET", "/api/v1/feed"), &[("last-event-id", "x")], ""),
            case(503, "/problems/timeout", ("POST", "/api/v1/forever"), &[], ""),
        ],
    )
    .await
}

#[tokio::test]
async fn what_a_request_may_hold_is_the_same_over_http_2() -> Result<()> {
    let site = Site::start(|server| server.body_values(300), |serving| serving).await?;
    let to = |path: &'static str| ("POST", path);
    let (echo, tree, numbers, files, raw) =
        (to("/api/v1/echo"), to("/api/v1/tree"), to("/api/v1/numbers"), to("/api/v1/files"), to("/api/v1/raw"));
    let action = to(GuardedSpec::ECHO.action_path());
    let flight = |reads: &str| format!("[{reads}]");
    let read = |id: &str| format!("[\"{id}\",\"x\",[]]");
    let id = |path: &'static str| path.rsplit('/').next().unwrap_or_default();
    let (few, order, feed) = (id(GuardedSpec::FEW.action_path()), GuardedSpec::ORDER.action_path(), id(GuardedSpec::FEED.action_path()));
    let refresh = |reads: String| ("trifold-refresh", &*reads.leak());
    let (nine, write, stream) =
        (refresh(flight(&vec![read(few); 9].join(","))), refresh(flight(&read(id(order)))), refresh(flight(&read(feed))));
    let beyond = refresh(flight(&read(&format!("{}?", id(order)))));
    let part = |header: usize, name: &str, file: usize| {
        let name = format!("--X\r\ncontent-disposition: form-data; name=\"{name}\"\r\nx: {}\r\n\r\na\r\n", "y".repeat(header));
        format!("{name}--X\r\ncontent-disposition: form-data; name=\"file\"; filename=\"../b\"\r\n\r\n{}\r\n--X--\r\n", "z".repeat(file))
    };
    let deep = |levels: usize| format!("{}{}", "{\"children\":[".repeat(levels), "]}".repeat(levels));
    let gzip = ("content-encoding", "gzip");
    holds(
        &site,
        &[
            case(200, "\"x\"", echo, &[JSON], "\"x\""),
            case(415, "", echo, &[("content-type", "text/plain")], "\"x\""),
            case(415, "", echo, &[("content-type", "application/json; charset=latin1")], "\"x\""),
            case(415, "", echo, &[JSON, JSON], "\"x\""),
            case(415, "", echo, &[FORM], "text=x"),
            case(415, "", echo, &[JSON, gzip], "\"x\""),
            case(415, "", raw, &[gzip], "x"),
            case(415, "", files, &[PARTS, gzip], part(0, "name", 1)),
            case(415, "", action, &[JSON, OWN, gzip], "[\"x\"]"),
            case(400, "syntax", echo, &[JSON], "\u{feff}\"x\""),
            case(400, "syntax", echo, &[JSON], *b"\"\xff\""),
            case(400, "syntax", echo, &[JSON], "\"x\" 1"),
            // White space is four characters (RFC 8259, section 2).
            case(200, "\"x\"", echo, &[JSON], " \t\r\n\"x\" \t\r\n"),
            case(400, "syntax", echo, &[JSON], "\u{c}\"x\""),
            case(400, "syntax", echo, &[JSON], "\"x\"\u{c}"),
            case(400, "syntax", action, &[JSON, OWN], "[\u{b}\"x\"]"),
            case(400, "syntax", echo, &[JSON], "\u{a0}\"x\""),
            case(422, "duplicate", tree, &[JSON], r#"{"children":[],"\u0063hildren":[]}"#),
            case(200, "1", tree, &[JSON], deep(40)),
            case(400, "", tree, &[JSON], deep(70)),
            case(422, "", numbers, &[JSON], "[1e39]"),
            case(400, "", numbers, &[JSON], "[NaN]"),
            case(200, "299", numbers, &[JSON], format!("[{}1]", "1,".repeat(298))),
            case(413, "at most 300 values", numbers, &[JSON], format!("[{}1]", "1,".repeat(299))),
            case(400, "", ("GET", "/api/v1/numbers/NaN"), &[], ""),
            case(400, "", ("GET", "/api/v1/numbers/inf"), &[], ""),
            case(413, "", echo, &[JSON], format!("\"{}\"", "x".repeat(1023))),
            case(200, "", echo, &[JSON], format!("\"{}\"", "x".repeat(1022))),
            // Forms.
            case(422, "too_many_fields", ("POST", order), &[FORM, OWN, SCRIPT], "a=&".repeat(1000) + "cents=0"),
            case(422, "field_name", action, &[FORM, OWN, SCRIPT], format!("text{}=x", ".a".repeat(20))),
            case(422, "field_name", action, &[FORM, OWN, SCRIPT], "text[4000000000]=x"),
            case(200, "3001", files, &[PARTS], part(0, "name", 3000)),
            case(413, "at most 50000 bytes", files, &[PARTS], part(0, "name", 50_000)),
            case(400, "syntax", files, &[PARTS], part(20_000, "name", 1)),
            case(422, "field_name", files, &[PARTS], part(0, &"n".repeat(300), 1)),
            // Reads in the flight of a write.
            case(400, "more than 8 reads", action, &[JSON, OWN, nine], "[\"x\"]"),
            case(400, "no read", action, &[JSON, OWN, write], "[\"x\"]"),
            case(400, "no read", action, &[JSON, OWN, stream], "[\"x\"]"),
            case(400, "not a JSON array", action, &[JSON, OWN, beyond], "[\"x\"]"),
            case(400, "not a JSON array", action, &[JSON, OWN, ("trifold-refresh", "7")], "[\"x\"]"),
        ],
    )
    .await
}

/// Heads that HTTP/2 has no place for, or that another server could take for another request, are none.
#[tokio::test]
async fn what_is_no_request_over_http_2_reaches_nothing() -> Result<()> {
    let site = Site::start(|server| server, |serving| serving).await?;
    let of = |verb: &'static str, path: &'static str| [(":method", verb), (":scheme", "http"), (":path", path), (":authority", "a")];
    let sound = of("POST", "/api/v1/echo");
    let with = |field: (&'static str, &'static str)| [&sound[..], &[JSON, field]].concat();
    let heads: Vec<Vec<(&str, &str)>> = vec![
        with(("connection", "close")),
        with(("transfer-encoding", "chunked")),
        with(("upgrade", "h2c")),
        with(("te", "gzip")),
        with(("X-Upper", "a")),
        with(("x-line", "a\r\nhost: b")),
        with(("x-line", "a\nb")),
        with(("x-nul", "a\0b")),
        with(("", "a")),
        with(("a b", "c")),
        with((":path", "/healthz")),
        with((":status", "200")),
        with((":unknown", "a")),
        with(("content-length", "2")),
        with(("content-length", "4")),
        with(("content-length", "-1")),
        with(("content-length", "3, 3")),
        [&sound[..], &[JSON, ("content-length", "3"), ("content-length", "4")]].concat(),
        [&[JSON], &sound[..]].concat(),
        sound[1..].to_vec(),
        [&sound[..2], &sound[3..]].concat(),
        [&sound[..], &sound[..1]].concat(),
        [&sound[..3], &[(":authority", "user@a")]].concat(),
        [&sound[..3], &[(":authority", "a/b")]].concat(),
        [&sound[..3], &[(":authority", "")]].concat(),
        [&sound[..3], &[("host", "a"), ("host", "a")]].concat(),
        sound[..3].to_vec(),
        of("POST", "").to_vec(),
        of("POST", "api/v1/echo").to_vec(),
        of("POST", "/api/v1/echo HTTP/1.1\r\nhost: b").to_vec(),
        of("POST", "*").to_vec(),
        of("P OST", "/api/v1/echo").to_vec(),
        of("CONNECT", "/api/v1/echo").to_vec(),
    ];
    for head in heads {
        let mut peer = site.peer().await?;
        peer.send(HEADERS, END_HEADERS, 1, &block(&head)).await?;
        drop(peer.body(1, b"\"x\"").await);
        // Else the stream is reset, or the connection is closed.
        if let Ok(Some((status, text))) = peer.answer(1).await {
            ensure!((400..500).contains(&status), "{head:?}: {status} {text}");
        }
        ensure!(site.guard.calls() == 0, "{head:?}: the method ran");
    }
    site.answers_others().await
}

/// A caller who calls too often, or while there is no place, is refused over HTTP/2 too; health is answered.
#[tokio::test]
async fn rates_and_places_are_counted_over_http_2() -> Result<()> {
    let site = Site::start(|server| server.calls_in_flight(1), |serving| serving).await?;
    let mut peer = site.peer().await?;
    let fields = |path: &'static str| {
        [(":method", "GET"), (":scheme", "http"), (":path", path), (":authority", "a"), ("x-forwarded-for", "192.0.2.1")]
    };
    let mut statuses = Vec::new();
    for stream in [1, 3, 5] {
        peer.head(stream, &fields("/api/v1/few"), true).await?;
        statuses.push(peer.answer(stream).await?.context("reset")?.0);
    }
    ensure!(statuses == [200, 200, 429], "{statuses:?}");
    let order = [(":method", "POST"), (":scheme", "http"), (":path", "/api/v1/orders"), (":authority", "a"), JSON];
    peer.head(7, &order, false).await?;
    peer.body(7, b"5").await?;
    while site.guard.calls() < 3 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    peer.head(9, &fields("/api/v1/numbers/1"), true).await?;
    let (status, text) = peer.answer(9).await?.context("reset")?;
    ensure!(status == 503 && text.contains("/problems/overloaded"), "{status} {text}");
    peer.head(11, &fields("/healthz"), true).await?;
    ensure!(peer.answer(11).await?.context("reset")?.0 == 200);
    site.guard.released.add_permits(1);
    ensure!(peer.answer(7).await?.context("reset")?.0 == 200);
    Ok(())
}
