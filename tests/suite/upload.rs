//! Files as arguments: over every fold, within limits, and through a small window of memory.

use crate::support::{Running, from_page, raw};
use anyhow::{Context, Result};
use bytes::Bytes;
use reqwest::{Body, Client, RequestBuilder};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use trifold::server::{InProcess, Server};
use trifold::{ApiError, CallError, Upload, model, service};

const MIB: u64 = 1024 * 1024;

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) title: String,
    pub(crate) tags: Vec<String>,
    pub(crate) year: Option<u16>,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub(crate) enum GalleryError {
    #[error("the picture could not be read")]
    #[status(400)]
    Unreadable,
}

impl From<trifold::UploadError> for GalleryError {
    fn from(_: trifold::UploadError) -> Self {
        Self::Unreadable
    }
}

/// Pictures.
#[service(version = 1)]
pub(crate) trait Gallery {
    /// Hangs a picture: fields beside a file.
    #[put("/walls/{wall}/picture")]
    async fn hang(&self, wall: u8, label: Label, picture: Upload) -> Result<String, GalleryError>;

    /// Keeps the bytes that are the body.
    #[post("/files")]
    async fn keep(&self, file: Upload) -> Result<String, GalleryError>;

    /// An action only, with a file or without.
    async fn send(&self, to: String, file: Option<Upload>) -> Result<String, GalleryError>;

    /// Reads four bytes at most.
    #[post("/stamps")]
    async fn stamp(&self, file: Upload) -> Result<String, GalleryError>;

    /// Reads as much as there is, and counts.
    #[post("/films")]
    async fn film(&self, film: Upload) -> Result<u64, GalleryError>;
}

#[derive(Debug, Default)]
struct Hall {
    calls: AtomicU64,
}

async fn described(file: Upload) -> Result<String, GalleryError> {
    let (name, kind) = (file.file_name().map(str::to_owned), file.content_type().to_owned());
    let bytes = file.bytes().await?;
    Ok(format!("{name:?} {kind} {}", String::from_utf8_lossy(&bytes)))
}

impl Gallery for Hall {
    async fn hang(&self, wall: u8, label: Label, picture: Upload) -> Result<String, GalleryError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        Ok(format!("{wall} {label:?} {}", described(picture).await?))
    }

    async fn keep(&self, file: Upload) -> Result<String, GalleryError> {
        described(file).await
    }

    async fn send(&self, to: String, file: Option<Upload>) -> Result<String, GalleryError> {
        match file {
            Some(file) => Ok(format!("{to}: {}", described(file).await?)),
            None => Ok(format!("{to}: nothing")),
        }
    }

    async fn stamp(&self, file: Upload) -> Result<String, GalleryError> {
        described(file.limit(4)).await
    }

    async fn film(&self, mut film: Upload) -> Result<u64, GalleryError> {
        let mut seen = 0;
        while let Some(piece) = film.chunk().await? {
            seen += piece.len() as u64;
        }
        Ok(seen)
    }
}

fn gallery() -> (Arc<Hall>, axum::Router) {
    let hall = Arc::new(Hall::default());
    (hall.clone(), Server::new().add_service(GalleryServer::from_arc(hall)).into_router())
}

/// A gallery for films.
fn cinema() -> axum::Router {
    let limit = usize::try_from(200 * MIB).unwrap_or(usize::MAX);
    Server::new().body_limit(limit).add_service(GalleryServer::new(Hall::default())).into_router()
}

fn label() -> Label {
    Label { title: "Night & day".to_owned(), tags: vec!["a".to_owned(), "b".to_owned()], year: Some(1889) }
}

/// A part of a multipart body: what stands in its disposition, and its content.
type Part<'a> = (&'a str, &'a str);

fn multipart(parts: &[Part<'_>]) -> String {
    let parts: String =
        parts.iter().map(|(named, content)| format!("--XX\r\ncontent-disposition: form-data; {named}\r\n\r\n{content}\r\n")).collect();
    format!("{parts}--XX--\r\n")
}

fn with_parts(request: RequestBuilder, parts: &[Part<'_>]) -> RequestBuilder {
    request.header("content-type", "multipart/form-data; boundary=XX").body(multipart(parts))
}

#[tokio::test]
async fn a_typed_client_sends_a_file_through_every_fold() -> Result<()> {
    let (_, router) = gallery();
    let server = Running::start(router.clone()).await?;
    let file = || Upload::new("../night.png", "image/png", "PNG");
    let expected = format!("7 {:?} Some(\"night.png\") image/png PNG", label());
    let rest = GalleryRestClient::new(&server.base())?;
    assert_eq!(rest.hang(7, label(), file()).await?, expected);
    assert_eq!(rest.keep(file()).await?, "Some(\"night.png\") image/png PNG");
    let actions = GalleryClient::new(InProcess::new(router));
    assert_eq!(actions.hang(7, label(), file()).await?, expected);
    assert_eq!(actions.send("Vincent".to_owned(), Some(file())).await?, "Vincent: Some(\"night.png\") image/png PNG");
    assert_eq!(actions.send("Vincent".to_owned(), None).await?, "Vincent: nothing");
    let refused = actions.stamp(Upload::new("x", "text/plain", "12345")).await;
    assert!(matches!(&refused, Err(CallError::Invalid(errors)) if errors[0].code == "too_large"), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn a_form_of_a_page_sends_a_file() -> Result<()> {
    let (hall, router) = gallery();
    let server = Running::start(router).await?;
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let post = || from_page(client.post(server.url(GallerySpec::HANG.action_path())));
    let fields = [("name=\"wall\"", "7"), ("name=\"label.title\"", "x"), ("name=\"label.tags[]\"", "a"), ("name=\"label.year\"", "")];
    let file = ("name=\"picture\"; filename=\"C:\\night.png\"", "PNG");
    let sent = with_parts(post(), &[&fields[..], &[file]].concat()).send().await?;
    assert_eq!((sent.status().as_u16(), sent.headers()["location"].to_str()?), (303, "/"));
    // A page's form is answered with a page; a file that was not chosen is none.
    let empty = ("name=\"picture\"; filename=\"\"", "");
    let refused = with_parts(post(), &[&fields[..], &[empty]].concat()).send().await?;
    assert_eq!((refused.status().as_u16(), refused.headers()["content-type"].to_str()?), (422, "text/html; charset=utf-8"));
    assert!(refused.text().await?.contains("picture"));
    // Fields behind the file are read too late.
    let late = with_parts(post(), &[&[file], &fields[..]].concat()).send().await?;
    assert_eq!(late.status(), 422);
    let late = with_parts(post(), &[&fields[..], &[file, ("name=\"more\"", "1")]].concat()).send().await?;
    assert_eq!(late.status(), 422);
    assert!(late.text().await?.contains("before its file"));
    assert_eq!(hall.calls.load(Ordering::SeqCst), 2, "the file was read to its end before that was seen");
    Ok(())
}

#[tokio::test]
async fn a_route_takes_parts_or_the_bytes_themselves() -> Result<()> {
    let server = Running::start(gallery().1).await?;
    let client = Client::new();
    let raw = client.post(server.url("/api/v1/files")).header("content-type", "image/webp").body("RIFF").send().await?;
    assert_eq!(raw.json::<String>().await?, "None image/webp RIFF");
    let unnamed = client.post(server.url("/api/v1/files")).body("bytes").send().await?;
    assert_eq!(unnamed.json::<String>().await?, "None application/octet-stream bytes");
    let parts = with_parts(client.post(server.url("/api/v1/files")), &[("name=\"file\"; filename=\"a.txt\"", "text")]).send().await?;
    assert_eq!(parts.json::<String>().await?, "Some(\"a.txt\") application/octet-stream text");
    let put = || client.put(server.url("/api/v1/walls/3/picture"));
    let sent = with_parts(put(), &[("name=\"title\"", "x"), ("name=\"picture\"; filename=\"p\"", "P")]).send().await?;
    assert_eq!(sent.status(), 200, "beside a file, one argument may leave its name out");
    // JSON carries no file, on either fold.
    for request in [put(), from_page(client.post(server.url(GallerySpec::HANG.action_path())))] {
        assert_eq!(request.json(&json!([1, label(), "PNG"])).send().await?.status(), 415);
    }
    Ok(())
}

#[tokio::test]
async fn bodies_that_are_no_form_are_refused() -> Result<()> {
    let server = Running::start(gallery().1).await?;
    let keep = |kind: &str, body: Vec<u8>| {
        let request = Client::new().put(server.url("/api/v1/walls/3/picture")).header("content-type", kind);
        request.body(body).send()
    };
    let xx = "multipart/form-data; boundary=XX";
    let deep = format!("name=\"label{}\"", ".a".repeat(40));
    let cases: Vec<(&str, Vec<u8>, u16)> = vec![
        ("multipart/form-data", multipart(&[]).into(), 400),
        (xx, b"no parts at all".to_vec(), 400),
        (xx, vec![b'x'; 900_000], 400),
        (xx, [b"--XX\r\n".to_vec(), vec![b'h'; 900_000]].concat(), 400),
        (xx, b"--XX\r\ncontent-disposition: form-data; name=\"wall\"\r\n\r\n7".to_vec(), 400),
        (xx, multipart(&[("x", "1")]).into(), 422),
        (xx, multipart(&[("name=\"other\"; filename=\"f\"", "F")]).into(), 422),
        (xx, multipart(&[(&deep, "1")]).into(), 422),
        (xx, multipart(&vec![("name=\"label.title\"", ""); 1001]).into(), 422),
        (xx, multipart(&[("name=\"wall\"", &"7".repeat(2 * 1024 * 1024))]).into(), 413),
        (
            xx,
            [b"--XX\r\ncontent-disposition: form-data; name=\"label.title\"\r\n\r\n\xff\r\n".to_vec(), multipart(&[]).into()].concat(),
            422,
        ),
    ];
    for (place, (kind, body, status)) in cases.into_iter().enumerate() {
        let response = keep(kind, body).await?;
        assert_eq!(
            (response.status().as_u16(), response.headers()["content-type"].to_str()?),
            (status, "application/problem+json"),
            "case {place}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_file_has_no_more_bytes_than_it_may() -> Result<()> {
    let server = Running::start(gallery().1).await?;
    let stamp = |body: Body| Client::new().post(server.url("/api/v1/stamps")).body(body).send();
    assert_eq!(stamp("1234".into()).await?.status(), 200);
    let refused = stamp("12345".into()).await?;
    let (status, problem): (_, Value) = (refused.status().as_u16(), refused.json().await?);
    assert_eq!(
        (status, &problem["errors"][0]),
        (413, &json!({ "pointer": "/file", "code": "too_large", "message": "the file may have at most 4 bytes" }))
    );
    // A body that says how large it is is refused at once; one that does not, when it is.
    let large = vec![0; 2 * MIB as usize];
    let keep = |body: Body| Client::new().post(server.url("/api/v1/files")).body(body).send();
    assert_eq!(keep(large.clone().into()).await?.status(), 413);
    let parts = [Ok::<_, std::io::Error>(large.clone())];
    assert_eq!(keep(Body::wrap_stream(futures_util::stream::iter(parts))).await?.status(), 413);
    Ok(())
}

#[tokio::test]
async fn a_file_that_breaks_off_reaches_the_method_as_an_error() -> Result<()> {
    let server = Running::start(gallery().1).await?;
    let head = "POST /api/v1/files HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=XX\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n";
    let part = "--XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nhalf a fi";
    let answer = raw(server.address(), format!("{head}{:x}\r\n{part}\r\n0\r\n\r\n", part.len()).as_bytes()).await?;
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("the connection closed before the file was complete"), "{answer}");
    Ok(())
}

/// A pause is not a method's fault, nor is the file malformed: as with any other body, it is 408, and the connection ends.
#[tokio::test]
async fn a_file_that_does_not_come_is_given_up() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let stall = Duration::from_millis(100);
    let _server = Running::run(address, trifold::server::serve(listener, gallery().1).until(std::future::pending()).stall_deadline(stall));
    let part = "--XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nhalf a fi";
    for (kind, begun) in [("video/mp4", "half a fi"), ("multipart/form-data; boundary=XX", part)] {
        let head = format!("POST /api/v1/files HTTP/1.1\r\nhost: x\r\ncontent-type: {kind}\r\ncontent-length: 900\r\n\r\n{begun}");
        let answer = raw(address, head.as_bytes()).await?;
        assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("did not arrive in time"), "{kind}: {answer}");
    }
    Ok(())
}

/// What a test needs to be run again as a process of its own, whose memory is measured.
const ALONE: &str = "TRIFOLD_TEST_ALONE";

/// A film of 100 MiB, sent over a socket in pieces of 64 KiB as parts of a form and as the body itself, grows the process by far less. Client
/// and server are one process, so the measure counts both.
#[test]
fn a_large_file_goes_through_a_small_window_of_memory() -> Result<()> {
    if std::env::var_os(ALONE).is_none() {
        let test = "upload::a_large_file_goes_through_a_small_window_of_memory";
        let run = std::process::Command::new(std::env::current_exe()?).args([test, "--exact", "--nocapture"]).env(ALONE, "1").output()?;
        anyhow::ensure!(run.status.success(), "{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        return Ok(());
    }
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(async {
        let server = Running::start(cinema()).await?;
        let film = |megabytes: u64, raw: bool| send_film(&server, megabytes, raw);
        for raw in [false, true] {
            assert_eq!(film(4, raw).await?, 4 * MIB);
        }
        let before = peak_memory()?;
        for raw in [false, true] {
            assert_eq!(film(100, raw).await?, 100 * MIB);
        }
        let grown = peak_memory()?.saturating_sub(before);
        println!("peak memory before: {before} KiB; two files of 100 MiB add {grown} KiB");
        assert!(grown < 4096, "two files of 100 MiB added {grown} KiB to {before} KiB");
        Ok(())
    })
}

async fn send_film(server: &Running, megabytes: u64, raw: bool) -> Result<u64> {
    let piece = Bytes::from(vec![b'f'; 64 * 1024]);
    let pieces = (0..megabytes * 16).map(move |_| piece.clone());
    let head = "--XX\r\ncontent-disposition: form-data; name=\"film\"; filename=\"f\"\r\n\r\n";
    let (head, tail, kind) = if raw { ("", "", "video/mp4") } else { (head, "\r\n--XX--\r\n", "multipart/form-data; boundary=XX") };
    let all = std::iter::once(Bytes::from_static(head.as_bytes())).chain(pieces).chain([Bytes::from_static(tail.as_bytes())]);
    let body = Body::wrap_stream(futures_util::stream::iter(all.map(Ok::<_, std::io::Error>)));
    let response = Client::new().post(server.url("/api/v1/films")).header("content-type", kind).body(body).send().await?;
    anyhow::ensure!(response.status() == 200, "{}", response.text().await?);
    Ok(response.json().await?)
}

/// The most memory that this process has held, in KiB.
fn peak_memory() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
}
