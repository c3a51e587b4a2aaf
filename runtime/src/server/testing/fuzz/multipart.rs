//! A multipart body, on the way that every one takes: metered, cut into parts, put together as arguments, its file read to the end.
//!
//! The first byte says how the body is cut on the wire, whether a file is expected, and how much there may be; the boundary is `x`.

use super::ends_within::ends_within;
use super::targets::{Everything, SERVICE, is_decent, read_as};
use crate::server::body::receive::{ReadBody, receive, refuse_file};
use crate::server::guard::content_type::ContentType;
use crate::server::guard::limits::{CallLimits, Limits};
use crate::server::problem::rejection::Rejection;
use crate::spec::{MethodSpec, Param, Place};
use crate::upload::{Upload, UploadError};
use crate::wire::Shape;
use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use http::request::Parts;
use http::{Request, header};
use std::convert::Infallible;

const ANY: Shape = Shape::unit();
const ALL: Param = Param::new("all", Place::Action, ANY);
const FILE: Param = Param::new("file", Place::Action, Shape::file());
const PLAIN: MethodSpec = SERVICE.method("plain", "").takes(&[ALL]).fails(ANY);
const ATTACH: MethodSpec = SERVICE.method("attach", "").takes(&[ALL, FILE]).fails(ANY);

/// The most bytes that a small body may have.
const SMALL: usize = 600;

/// What becomes of a body: arguments, and what the file has.
type Outcome = Result<(Everything, Option<Vec<u8>>), Rejection>;

/// A body, whole and in small pieces: it makes no difference how the network cuts it.
pub(crate) fn multipart(input: &[u8]) {
    let Some((choice, body)) = input.split_first() else { return };
    let (method, size) = (if choice & 1 == 0 { &PLAIN } else { &ATTACH }, usize::from(choice >> 2) + 1);
    if choice & 2 != 0 {
        drop(read(method, body, size, SMALL).map_err(is_decent));
        return;
    }
    match (read(method, body, size, 1 << 20), read(method, body, body.len().max(1), 1 << 20)) {
        (Ok((one, file)), Ok((other, same))) => assert!(one == other && file == same, "{one:?} is not {other:?}"),
        (Err(one), Err(other)) => [one, other].into_iter().for_each(is_decent),
        (one, other) => panic!("it matters how the body is cut: {one:?}, {other:?}"),
    }
}

/// Reads a body in pieces of `size` bytes.
fn read(method: &'static MethodSpec, body: &[u8], size: usize, limit: usize) -> Outcome {
    let pieces: Vec<_> = body.chunks(size).map(|piece| Ok::<_, Infallible>(Bytes::copy_from_slice(piece))).collect();
    let most_polls = 10 * pieces.len() + 100;
    let limits = CallLimits { body: limit, ..Limits::default().of(method) };
    let arrived = arrive(method, parts(), Body::from_stream(stream::iter(pieces)), limits);
    let outcome = ends_within(most_polls, arrived);
    assert!(outcome.as_ref().is_ok_and(|(_, file)| file.as_ref().is_none_or(|file| file.len() <= limit)) || outcome.is_err());
    outcome
}

async fn arrive(method: &'static MethodSpec, parts: Parts, body: Body, limits: CallLimits) -> Outcome {
    let received = receive(ContentType::Multipart, &parts, body, method, &limits).await?;
    let ReadBody::Fields(mut fields) = received else { panic!("a form has fields") };
    fields.allow_short_names(method.params.iter());
    let all: Everything = read_as(|blank| fields.fill(&method.params[0], blank))?;
    let Some(param) = method.file() else { return Ok((all, None)) };
    let file: Option<Upload> = read_as(|blank| fields.fill(param, blank))?;
    let content = match file {
        Some(mut file) => Some(to_the_end(&mut file).await.map_err(|error| refuse_file(&error, method))?),
        None => None,
    };
    Ok((all, content))
}

/// Reads a file, whose name is never a path.
async fn to_the_end(file: &mut Upload) -> Result<Vec<u8>, UploadError> {
    let name = file.file_name().unwrap_or("plain");
    assert!(!name.is_empty() && name.len() <= 255 && !name.contains(['/', '\\', '\0']), "{name:?}");
    let mut content = Vec::new();
    while let Some(piece) = file.chunk().await? {
        content.extend_from_slice(&piece);
    }
    Ok(content)
}

fn parts() -> Parts {
    let request = Request::post("/").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    request.body(()).map_or_else(|error| panic!("{error}"), |request| request.into_parts().0)
}
