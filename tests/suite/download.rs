//! Files over a socket: whole, in parts, by route, by action, through the clients.

use crate::support::{Running, from_page};
use anyhow::Result;
use bytes::Bytes;
use futures_util::stream;
use reqwest::{Client, Method, Response};
use serde_json::Value;
use std::time::{Duration, SystemTime};
use trifold::client::Http;
use trifold::server::{InProcess, Server};
use trifold::{ApiError, CallError, Download, RawBody, service};

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
enum FileError {
    #[error("no such file")]
    #[status(404)]
    Missing,
}

#[service(version = 1)]
trait Files {
    /// Bytes at hand.
    #[get("/files/{name}")]
    async fn file(&self, name: String) -> Result<Download, FileError>;

    /// A megabyte, read from where the request says.
    #[get("/large")]
    async fn large(&self) -> Download;

    /// Pieces of which nobody knows how many there will be.
    #[get("/endless")]
    async fn endless(&self) -> Download;

    /// Takes a file as it is.
    #[put("/files/{name}")]
    async fn store(
        &self,
        #[header("content-type")] kind: Option<String>,
        name: String,
        #[body] content: RawBody,
    ) -> Result<String, FileError>;

    /// An action only.
    async fn export(&self) -> Download;
}

struct Disk;

const LARGE: u64 = 1024 * 1024;

/// The byte at this place.
fn byte(at: u64) -> u8 {
    (at % 251) as u8
}

fn changed() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
}

impl Files for Disk {
    async fn file(&self, name: String) -> Result<Download, FileError> {
        match name.as_str() {
            "absent" => Err(FileError::Missing),
            "old" => Ok(Download::new("moon").modified(SystemTime::UNIX_EPOCH - Duration::from_secs(1))),
            "late" => Ok(Download::new("moon").modified(SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_800))),
            name => Ok(Download::new("0123456789").of_type("text/plain; charset=utf-8").named(name).inline().modified(changed())),
        }
    }

    async fn large(&self) -> Download {
        let pieces = |range: std::ops::Range<u64>| {
            let starts = range.clone().step_by(1000);
            stream::iter(starts.map(move |start| {
                let end = range.end.min(start + 1000);
                Ok::<_, std::io::Error>(Bytes::from_iter((start..end).map(byte)))
            }))
        };
        Download::ranged(LARGE, pieces).tagged(trifold::ETag::strong("large"))
    }

    async fn endless(&self) -> Download {
        Download::stream(stream::iter((0..3).map(|n| Ok::<_, std::io::Error>(Bytes::from(format!("piece {n}\n"))))))
    }

    async fn store(&self, kind: Option<String>, name: String, content: RawBody) -> Result<String, FileError> {
        Ok(format!("{name} {kind:?} {:?}", content.as_bytes()))
    }

    async fn export(&self) -> Download {
        Download::new([0, 255, 7]).named("naïve \"name\".bin")
    }
}

fn router() -> axum::Router {
    Server::new().add_service(FilesServer::new(Disk)).into_router()
}

async fn call(server: &Running, method: Method, path: &str, headers: &[(&str, &str)]) -> Result<Response> {
    let call = Client::new().request(method, server.url(&format!("/api/v1{path}")));
    Ok(headers.iter().fold(call, |call, (name, value)| call.header(*name, *value)).send().await?)
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name).and_then(|value| value.to_str().ok())
}

#[tokio::test]
async fn a_file_says_what_it_is() -> Result<()> {
    let server = Running::start(router()).await?;
    let file = call(&server, Method::GET, "/files/a%20b.txt", &[]).await?;
    let expected = [
        ("content-type", "text/plain; charset=utf-8"),
        ("content-disposition", "inline; filename=\"a b.txt\""),
        ("content-length", "10"),
        ("accept-ranges", "bytes"),
        ("last-modified", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-cache"),
    ];
    for (name, value) in expected {
        assert_eq!(header(&file, name), Some(value), "{name}");
    }
    let tag = header(&file, "etag").unwrap_or_default().to_owned();
    assert_eq!(file.text().await?, "0123456789");
    assert_eq!(call(&server, Method::GET, "/files/x", &[("if-none-match", &tag)]).await?.status(), 304);
    assert_eq!(call(&server, Method::GET, "/files/x", &[("if-modified-since", "Sun, 06 Nov 1994 08:49:37 GMT")]).await?.status(), 304);
    let absent = call(&server, Method::GET, "/files/absent", &[]).await?;
    assert_eq!((absent.status().as_u16(), absent.json::<Value>().await?["code"].as_str()), (404, Some("missing")));
    let picky = call(&server, Method::GET, "/files/x", &[("accept", "image/png")]).await?;
    assert_eq!(picky.status(), 200, "what it will be is not known before it is there");
    Ok(())
}

#[tokio::test]
async fn a_part_of_a_file_is_a_206() -> Result<()> {
    let server = Running::start(router()).await?;
    let tag = header(&call(&server, Method::GET, "/files/x", &[]).await?, "etag").unwrap_or_default().to_owned();
    type Headers<'a> = &'a [(&'a str, &'a str)];
    let table: &[(Headers<'_>, u16, &str, Option<&str>)] = &[
        (&[("range", "bytes=2-4")], 206, "234", Some("bytes 2-4/10")),
        (&[("range", "bytes=7-")], 206, "789", Some("bytes 7-9/10")),
        (&[("range", "bytes=-3")], 206, "789", Some("bytes 7-9/10")),
        (&[("range", "bytes=0-0")], 206, "0", Some("bytes 0-0/10")),
        (&[("range", "bytes=2-4"), ("if-range", &tag)], 206, "234", Some("bytes 2-4/10")),
        (&[("range", "bytes=2-4"), ("if-range", "\"old\"")], 200, "0123456789", None),
        (&[("range", "bytes=0-1,4-5")], 200, "0123456789", None),
        (&[("range", "lines=1-2")], 200, "0123456789", None),
        (&[("range", "bytes=5-2")], 200, "0123456789", None),
    ];
    for (headers, status, body, range) in table {
        let part = call(&server, Method::GET, "/files/x", headers).await?;
        assert_eq!((part.status().as_u16(), header(&part, "content-range")), (*status, *range), "{headers:?}");
        assert_eq!(header(&part, "content-length"), Some(body.len().to_string().as_str()));
        assert_eq!(header(&part, "etag"), Some(tag.as_str()));
        assert_eq!(part.text().await?, *body, "{headers:?}");
    }
    let beyond = call(&server, Method::GET, "/files/x", &[("range", "bytes=10-")]).await?;
    assert_eq!((beyond.status().as_u16(), header(&beyond, "content-range")), (416, Some("bytes */10")));
    assert_eq!(header(&beyond, "content-type"), Some("application/problem+json"));
    Ok(())
}

#[tokio::test]
async fn a_stream_is_read_from_where_the_request_says() -> Result<()> {
    let server = Running::start(router()).await?;
    let whole = call(&server, Method::GET, "/large", &[]).await?;
    assert_eq!(header(&whole, "content-length"), Some("1048576"));
    let whole = whole.bytes().await?;
    assert!(whole.len() as u64 == LARGE && whole.iter().enumerate().all(|(at, is)| *is == byte(at as u64)));
    let part = call(&server, Method::GET, "/large", &[("range", "bytes=999999-1001500")]).await?;
    assert_eq!((part.status().as_u16(), header(&part, "content-range")), (206, Some("bytes 999999-1001500/1048576")));
    assert_eq!(part.bytes().await?, whole.slice(999_999..1_001_501));
    let head = call(&server, Method::HEAD, "/large", &[("range", "bytes=0-5")]).await?;
    assert_eq!((head.status().as_u16(), header(&head, "content-length")), (200, Some("1048576")));

    let endless = call(&server, Method::GET, "/endless", &[("range", "bytes=0-5")]).await?;
    assert_eq!((endless.status().as_u16(), header(&endless, "content-length"), header(&endless, "accept-ranges")), (200, None, None));
    assert_eq!(endless.text().await?, "piece 0\npiece 1\npiece 2\n");
    Ok(())
}

#[tokio::test]
async fn the_clients_get_the_file() -> Result<()> {
    let server = Running::start(router()).await?;
    let rest = FilesRestClient::new(&server.base())?;
    let file = rest.file("a.txt".to_owned()).await?;
    assert_eq!((file.media_type(), file.file_name(), file.length()), ("text/plain; charset=utf-8", Some("a.txt"), Some(10)));
    assert_eq!(file.into_bytes().as_deref(), Some(&b"0123456789"[..]));
    assert!(matches!(rest.file("absent".to_owned()).await, Err(CallError::Api(FileError::Missing))));
    assert_eq!(rest.large().await?.into_bytes().map(|bytes| bytes.len() as u64), Some(LARGE));

    let in_process = FilesClient::new(InProcess::new(router()));
    let exported = in_process.export().await?;
    assert_eq!(exported.file_name(), Some("naïve \"name\".bin"));
    assert_eq!(exported.into_bytes(), Some(vec![0, 255, 7]));
    let by_socket = FilesClient::new(Http::new(&server.base())?.header("sec-fetch-site", "same-origin"));
    assert_eq!(by_socket.large().await?.into_bytes().map(|bytes| bytes.len() as u64), Some(LARGE));
    Ok(())
}

#[tokio::test]
async fn an_action_answers_with_the_bytes_too() -> Result<()> {
    let server = Running::start(router()).await?;
    for (kind, body) in [("application/json", "[]"), ("application/x-www-form-urlencoded", "")] {
        let call = Client::new().post(server.url(FilesSpec::EXPORT.action_path())).header("content-type", kind).body(body);
        let answer = from_page(call).send().await?;
        assert_eq!((answer.status().as_u16(), header(&answer, "content-type")), (200, Some("application/octet-stream")), "{kind}");
        assert_eq!((header(&answer, "cache-control"), header(&answer, "accept-ranges")), (Some("no-store"), None));
        assert!(header(&answer, "content-disposition").is_some_and(|value| value.starts_with("attachment; filename=")));
        assert_eq!(answer.bytes().await?, Bytes::from_static(&[0, 255, 7]));
    }
    Ok(())
}

#[tokio::test]
async fn a_raw_body_is_of_any_type() -> Result<()> {
    let server = Running::start(router()).await?;
    let put = |kind: Option<&'static str>| {
        let call = Client::new().put(server.url("/api/v1/files/x")).body(vec![b'{', 0, 255]);
        kind.into_iter().fold(call, |call, kind| call.header("content-type", kind))
    };
    assert_eq!(put(Some("image/png")).send().await?.json::<String>().await?, "x Some(\"image/png\") [123, 0, 255]");
    assert_eq!(put(None).send().await?.json::<String>().await?, "x None [123, 0, 255]");
    let rest = FilesRestClient::new(&server.base())?;
    assert_eq!(rest.store(None, "y".to_owned(), RawBody(vec![1])).await?, "y Some(\"application/octet-stream\") [1]");
    assert_eq!(rest.store(Some("a/b".to_owned()), "y".to_owned(), RawBody(vec![1])).await?, "y Some(\"a/b\") [1]");
    let action = FilesClient::new(InProcess::new(router()));
    assert_eq!(action.store(None, "z".to_owned(), RawBody(vec![0, 255])).await?, "z None [0, 255]");
    Ok(())
}

#[test]
fn the_document_says_that_it_is_a_file() {
    let document = FilesSpec::openapi(1);
    let file = &document["paths"]["/api/v1/files/{name}"];
    let responses = &file["get"]["responses"];
    for status in ["200", "206"] {
        assert_eq!(responses[status]["content"], serde_json::json!({ "*/*": {} }), "{status}");
    }
    assert!(responses["206"]["headers"].get("Content-Range").is_some() && responses["200"]["headers"].get("Content-Range").is_none());
    assert!(responses.get("416").is_some() && responses.get("304").is_some() && responses.get("406").is_none());
    assert_eq!(file["put"]["requestBody"]["content"], serde_json::json!({ "*/*": {} }));
}

#[tokio::test]
async fn a_date_that_no_header_can_say_is_left_out() -> Result<()> {
    const DATE: &str = "Thu, 01 Jan 1970 00:00:00 GMT";
    let server = Running::start(Server::new().add_service(FilesServer::new(Disk)).into_router()).await?;
    for path in ["/files/old", "/files/late"] {
        for condition in ["if-modified-since", "if-unmodified-since"] {
            let answer = call(&server, Method::GET, path, &[(condition, DATE)]).await?;
            assert_eq!((answer.status().as_u16(), answer.headers().get("last-modified")), (200, None), "{path} {condition}");
        }
        let part = call(&server, Method::GET, path, &[("range", "bytes=0-1"), ("if-range", DATE)]).await?;
        assert_eq!((part.status().as_u16(), part.text().await?.as_str()), (200, "moon"), "{path}");
    }
    Ok(())
}
