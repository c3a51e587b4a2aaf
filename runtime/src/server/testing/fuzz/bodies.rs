//! Bodies as streams: data, pauses, trailers, an end that is none, in whatever order a connection gives them.
//!
//! The first byte is the kind of body, the second its limit in units of 16 bytes; each byte then is a step, and those of data take the bytes behind.
//! The bytes that arrive are those that were sent; nothing is taken from the wire once there is too much; each way to end has its own answer.

use super::ends_within::ends_within;
use super::targets::{SERVICE, read_as};
use crate::server::body::receive::{ReadBody, receive, refuse_file};
use crate::server::guard::content_type::ContentType;
use crate::server::guard::limits::{CallLimits, Limits};
use crate::server::serve::Stalled;
use crate::spec::{MethodSpec, Param, Place};
use crate::upload::Upload;
use crate::wire::Shape;
use axum::BoxError;
use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, Request, header};
use http_body::Frame;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

const ANY: Shape = Shape::unit();
const FILE: MethodSpec = SERVICE.method("file", "").takes(&[Param::new("file", Place::Action, Shape::file())]).fails(ANY);

/// The next thing that a connection gives.
#[derive(Debug, Clone)]
enum Step {
    Data(Bytes),
    Pause,
    Trailers,
    Broken,
    Stalled,
}

/// A body of steps, which counts the bytes that were taken of it.
struct Wire {
    steps: std::vec::IntoIter<Step>,
    taken: Arc<AtomicUsize>,
}

impl http_body::Body for Wire {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Some(step) = self.steps.next() else { return Poll::Ready(None) };
        Poll::Ready(Some(match step {
            Step::Pause => return Poll::Pending,
            Step::Data(data) => {
                self.taken.fetch_add(data.len(), Ordering::Relaxed);
                Ok(Frame::data(data))
            }
            Step::Trailers => Ok(Frame::trailers(HeaderMap::new())),
            Step::Broken => Err("the peer has left".into()),
            Step::Stalled => Err(Stalled.into()),
        }))
    }
}

/// The outcome: the bytes, or the status of a refusal.
type Outcome = Result<Vec<u8>, u16>;

/// A body.
pub(crate) fn bodies(input: &[u8]) {
    let [kind, limit, script @ ..] = input else { return };
    let (steps, limit) = (steps(script), usize::from(*limit) * 16);
    let taken = Arc::new(AtomicUsize::new(0));
    let body = Body::new(Wire { steps: steps.clone().into_iter(), taken: taken.clone() });
    let most_polls = 4 * steps.len() + 10;
    let limits = CallLimits { body: limit, values: usize::MAX, ..Limits::default().of(&FILE) };
    let outcome = match kind % 2 {
        0 => ends_within(most_polls, whole(body, limits)),
        _ => ends_within(most_polls, file(body, limits)),
    };
    assert_eq!(outcome, expected(&steps, limit), "{steps:?} within {limit}");
    let largest = steps.iter().map(|step| if let Step::Data(data) = step { data.len() } else { 0 }).max().unwrap_or(0);
    assert!(taken.load(Ordering::Relaxed) <= limit + largest, "what is too much is not read");
}

/// The steps of some bytes: of data two in three, of as many bytes as the step says.
fn steps(mut script: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    while let Some((step, rest)) = script.split_first() {
        script = rest;
        steps.push(match step % 12 {
            0 => Step::Pause,
            1 => Step::Trailers,
            2 => Step::Broken,
            3 => Step::Stalled,
            _ => {
                let (data, rest) = script.split_at(script.len().min(usize::from(*step / 12)));
                script = rest;
                Step::Data(Bytes::copy_from_slice(data))
            }
        });
    }
    steps
}

/// The outcome that steps must have: the first of too much, an end that is none, and the end.
fn expected(steps: &[Step], limit: usize) -> Outcome {
    let mut all = Vec::new();
    for step in steps {
        match step {
            Step::Data(data) => all.extend_from_slice(data),
            Step::Pause | Step::Trailers => {}
            Step::Broken => return Err(400),
            Step::Stalled => return Err(408),
        }
        if all.len() > limit {
            return Err(413);
        }
    }
    Ok(all)
}

/// A body that is read before the method runs.
async fn whole(body: Body, limits: CallLimits) -> Outcome {
    let (parts, ()) = Request::post("/").body(()).map_or_else(|error| panic!("{error}"), Request::into_parts);
    match receive(ContentType::Json, &parts, body, &FILE, &limits).await {
        Ok(ReadBody::Json(bytes)) => Ok(bytes.to_vec()),
        Ok(ReadBody::Fields(_)) => panic!("JSON has no fields"),
        Err(rejection) => Err(rejection.http_status().as_u16()),
    }
}

/// A body that is a file, read piece by piece.
async fn file(body: Body, limits: CallLimits) -> Outcome {
    let request = Request::post("/").header(header::CONTENT_TYPE, "image/png").body(());
    let (parts, ()) = request.map_or_else(|error| panic!("{error}"), Request::into_parts);
    let received = receive(ContentType::File, &parts, body, &FILE, &limits).await;
    let Ok(ReadBody::Fields(mut fields)) = received else { panic!("a file is a field") };
    let file: Option<Upload> = read_as(|blank| fields.fill(&FILE.params[0], blank)).unwrap_or_else(|rejection| panic!("{rejection:?}"));
    let (mut file, mut all) = (file.expect("it is there"), Vec::new());
    loop {
        match file.chunk().await {
            Ok(Some(piece)) => all.extend_from_slice(&piece),
            Ok(None) => return Ok(all),
            Err(error) => return Err(refuse_file(&error, &FILE).http_status().as_u16()),
        }
    }
}
