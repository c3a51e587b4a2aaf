//! `multipart/form-data` (RFC 7578): fields, and perhaps a file that is left on the wire.
//!
//! In: a body, read in the order in which its parts come. Out: the fields before the file, within limits, and the file as an `Upload` that
//! reads on while the method runs. A part is never larger than the body may be, and fields together are no larger than [`MAX_TEXT`].

use super::metered::{Metered, Pending, Stopped};
use super::{Form, MAX_NAME};
use crate::error::FieldError;
use crate::form::of_name;
use crate::server::body::read::{too_large, too_slow};
use crate::server::problem::field_error::fault;
use crate::server::problem::rejection::Rejection;
use crate::upload::{Fault, Pieces, Upload, UploadError};
use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, stream};
use http::StatusCode;
use multer::{Field, Multipart};

/// The most bytes that all fields of a form may have together, whatever a file beside them may have.
const MAX_TEXT: usize = 1024 * 1024;

/// The longest boundary (RFC 2046, section 5.1.1).
const MAX_BOUNDARY: usize = 70;

/// The media type of JSON, which a part may be instead of text.
const JSON: &str = "application/json";

/// Fields, and the file behind them.
pub(in crate::server) struct FormWithFile {
    pub(in crate::server) form: Form,
    pub(in crate::server) file: Option<Upload>,
    /// Where the file leaves word of what went wrong with it.
    pub(in crate::server) fault: Fault,
}

/// Reads the parts up to the file, which is the one of the name `file`.
///
/// # Errors
/// 413 for more bytes than `limit`, or more text than a form may have; 400 for what is no multipart body or breaks off; 422 for a field
/// that no argument can be made of.
pub(in crate::server) async fn receive(
    content_type: &str,
    body: Body,
    limit: usize,
    file: Option<&str>,
) -> Result<FormWithFile, Rejection> {
    if http_body::Body::size_hint(&body).lower() > limit as u64 {
        return Err(too_large(limit));
    }
    let boundary = boundary(content_type);
    let boundary = boundary.ok_or_else(|| Rejection::status(StatusCode::BAD_REQUEST).detail("the multipart body names no boundary"))?;
    let mut parts = Parts::new(body, boundary, limit);
    let fault = Fault::default();
    let mut form = Form::default();
    let mut text_left = limit.min(MAX_TEXT);
    while let Some(part) = parts.next().await.map_err(|error| parts.refuse(&error))? {
        if part.name().is_some() && part.name() == file {
            match parts.open(part).await? {
                Some(opened) => {
                    form.note_file(opened.part.file_name().unwrap_or_default()).map_err(unprocessable)?;
                    return Ok(FormWithFile { form, file: Some(opened.into_upload(parts, fault.clone())), fault });
                }
                None => continue,
            }
        }
        parts.take(part, &mut form, &mut text_left).await?;
    }
    Ok(FormWithFile { form, file: None, fault })
}

/// The texts before the first file, and of them at most so many bytes: for a page, never for a method. What comes after a fault is not read.
pub(in crate::server) async fn texts(content_type: &str, body: Body, most: usize) -> Vec<(String, String)> {
    let Some(boundary) = boundary(content_type) else { return Vec::new() };
    // A piece of the body may hold the beginning of a file too.
    let mut parts = Parts::new(body, boundary, MAX_TEXT);
    let (mut form, mut text_left) = (Form::default(), most);
    while let Ok(Some(part)) = parts.next().await {
        let is_file = part.file_name().is_some_and(|name| !name.is_empty());
        if is_file || parts.take(part, &mut form, &mut text_left).await.is_err() {
            break;
        }
    }
    form.typed()
}

fn boundary(content_type: &str) -> Option<String> {
    multer::parse_boundary(content_type).ok().filter(|boundary| (1..=MAX_BOUNDARY).contains(&boundary.len()))
}

/// What is left of a body.
struct Parts {
    multipart: Multipart<'static>,
    pending: Pending,
    limit: usize,
}

/// A file whose first piece is there.
struct Opened {
    part: Field<'static>,
    first: Bytes,
}

impl Parts {
    fn new(body: Body, boundary: String, limit: usize) -> Self {
        let (metered, pending) = Metered::new(body, limit);
        Self { multipart: Multipart::new(metered, boundary), pending, limit }
    }

    async fn next(&mut self) -> Result<Option<Field<'static>>, multer::Error> {
        let part = self.multipart.next_field().await;
        self.pending.clear();
        part
    }

    async fn piece(&self, part: &mut Field<'static>) -> Result<Option<Bytes>, multer::Error> {
        let piece = part.chunk().await;
        self.pending.clear();
        piece
    }

    /// Begins to read a file. Where none was chosen, a browser sends a part without a name and without bytes.
    async fn open(&self, mut part: Field<'static>) -> Result<Option<Opened>, Rejection> {
        let mut first = Bytes::new();
        while first.is_empty() {
            match self.piece(&mut part).await.map_err(|error| self.refuse(&error))? {
                Some(piece) => first = piece,
                None if part.file_name() == Some("") => return Ok(None),
                None => break,
            }
        }
        Ok(Some(Opened { part, first }))
    }

    /// Reads a part that is a field.
    async fn take(&self, mut part: Field<'static>, form: &mut Form, text_left: &mut usize) -> Result<(), Rejection> {
        let mut text = BytesMut::new();
        while let Some(piece) = self.piece(&mut part).await.map_err(|error| self.refuse(&error))? {
            *text_left = text_left.checked_sub(piece.len()).ok_or_else(|| too_large(self.limit.min(MAX_TEXT)))?;
            text.extend_from_slice(&piece);
        }
        field(&part, text.freeze(), form).map_err(unprocessable)
    }

    fn refuse(&self, error: &multer::Error) -> Rejection {
        match stopped(error) {
            Some(Stopped::TooLarge) => too_large(self.limit),
            Some(Stopped::Stalled) => too_slow(),
            Some(Stopped::Broken) => {
                Rejection::status(StatusCode::BAD_REQUEST).detail("the connection closed before the body was complete")
            }
            _ => {
                Rejection::malformed(StatusCode::BAD_REQUEST, fault("", "syntax", "the body is not the multipart body that it says it is"))
            }
        }
    }
}

fn unprocessable(error: FieldError) -> Rejection {
    Rejection::malformed(StatusCode::UNPROCESSABLE_ENTITY, error)
}

/// Puts a part among the fields. A file that no argument takes is refused, unless it is the empty one of an input left alone.
fn field(part: &Field<'_>, content: Bytes, form: &mut Form) -> Result<(), FieldError> {
    let name = part.name().filter(|name| name.len() <= MAX_NAME);
    let name = name.ok_or_else(|| fault("", "field_name", "a part of the form has no name, or a very long one"))?;
    if part.file_name().is_some_and(|file| !file.is_empty() || !content.is_empty()) {
        return Err(fault(&of_name(name), "unexpected_file", "is a file, and none is taken here"));
    }
    if part.file_name().is_some() {
        return Ok(());
    }
    if part.content_type().is_some_and(|kind| kind.essence_str() == JSON) {
        return form.push_json(name, content);
    }
    match std::str::from_utf8(&content) {
        Ok(text) => form.push(name, text.to_owned()),
        Err(_) => Err(fault(&of_name(name), "invalid_value", "is not UTF-8")),
    }
}

impl Opened {
    fn into_upload(self, parts: Parts, fault: Fault) -> Upload {
        let name = self.part.file_name().map(str::to_owned);
        let content_type = self.part.content_type().map(ToString::to_string).unwrap_or_default();
        let pieces = pieces(Reading { parts, part: Some(self.part), first: Some(self.first) });
        Upload::arriving(name.as_deref(), &content_type, Pieces::new(pieces, fault))
    }
}

/// A file while its pieces are read.
struct Reading {
    parts: Parts,
    part: Option<Field<'static>>,
    first: Option<Bytes>,
}

fn pieces(reading: Reading) -> impl Stream<Item = Result<Bytes, UploadError>> + Send {
    stream::try_unfold(reading, async |mut reading| Ok(reading.next().await?.map(|piece| (piece, reading))))
}

impl Reading {
    /// The next piece. What comes after the file cannot become an argument any more.
    async fn next(&mut self) -> Result<Option<Bytes>, UploadError> {
        if let Some(first) = self.first.take().filter(|first| !first.is_empty()) {
            return Ok(Some(first));
        }
        let Some(part) = &mut self.part else { return Ok(None) };
        if let Some(piece) = self.parts.piece(part).await.map_err(|error| self.parts.broken(&error))? {
            return Ok(Some(piece));
        }
        self.part = None;
        match self.parts.next().await.map_err(|error| self.parts.broken(&error))? {
            None => Ok(None),
            Some(_) => Err(UploadError::FieldsAfter),
        }
    }
}

impl Parts {
    fn broken(&self, error: &multer::Error) -> UploadError {
        match stopped(error) {
            Some(Stopped::TooLarge) => UploadError::TooLarge { limit: self.limit as u64 },
            Some(Stopped::Stalled) => UploadError::Stalled,
            _ => UploadError::Broken,
        }
    }
}

/// Why the body was not read on, if that is the reason.
fn stopped(error: &multer::Error) -> Option<Stopped> {
    match error {
        multer::Error::StreamReadFailed(reason) => reason.downcast_ref().copied(),
        _ => None,
    }
}
