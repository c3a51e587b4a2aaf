//! The body of a call, as far as it is read before the method runs.
//!
//! In: a body and what it claims to be. Out: JSON, or the fields of a form with perhaps a file still on the wire; and each argument of a
//! form by its name.

use super::form::{self, Form};
use super::read::{has_stalled, read, too_large, too_slow};
use super::submitted::Submitted;
use crate::error::FieldError;
use crate::server::decode::{self, Blank, put};
use crate::server::guard::content_type::ContentType;
use crate::server::guard::limits::{CallLimits, finish};
use crate::server::guard::many::has_more;
use crate::server::idempotency::Payload;
use crate::server::problem::field_error::fault;
use crate::server::problem::rejection::Rejection;
use crate::spec::{MethodSpec, Param};
use crate::upload::{Fault, Pieces, Upload, UploadError};
use axum::body::Body;
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use http::request::Parts;
use http::{HeaderMap, StatusCode, header};
use sha2::{Digest, Sha256};

/// What arguments are made of.
#[derive(Debug)]
pub(in crate::server) enum ReadBody {
    /// JSON, or nothing.
    Json(Bytes),
    /// A form, or a file alone.
    Fields(Box<Fields>),
}

/// The fields of a form, and the file behind them.
#[derive(Debug, Default)]
pub(in crate::server) struct Fields {
    form: Form,
    file: Option<Upload>,
    fault: Option<Fault>,
    /// The most values of an argument that is JSON.
    most_values: usize,
}

impl From<Form> for Fields {
    fn from(form: Form) -> Self {
        Self { form, ..Self::default() }
    }
}

impl Default for ReadBody {
    fn default() -> Self {
        Self::Json(Bytes::new())
    }
}

/// Lets JSON go ahead that has no more values than it may.
fn few(json: Bytes, most: usize) -> Result<Bytes, Rejection> {
    if has_more(&json, most) { Err(too_many(most)) } else { Ok(json) }
}

/// 413: what the body holds would take more memory than its bytes say.
fn too_many(most: usize) -> Rejection {
    Rejection::status(StatusCode::PAYLOAD_TOO_LARGE).detail(format!("the body may have at most {most} values"))
}

/// Reads a body. A file that is left on the wire is read under the deadline of the method.
///
/// # Errors
/// 413 for more bytes than the limit, 400 for a body that breaks off, 408 for one that takes too long, 400 and 422 for a form that cannot
/// be read.
pub(in crate::server) async fn receive(
    kind: ContentType,
    parts: &Parts,
    body: Body,
    method: &MethodSpec,
    limits: &CallLimits,
) -> Result<ReadBody, Rejection> {
    let limit = limits.body;
    let fields = match kind {
        ContentType::Json => return few(read(body, limits).await?, limits.values).map(ReadBody::Json),
        ContentType::Form => {
            let body = read(body, limits).await?;
            Submitted::of(parts, |typed| typed.keep(&body));
            Fields::from(urlencoded(&body)?)
        }
        ContentType::Multipart | ContentType::Parts => {
            let name = method.file().map(|param| param.name);
            // Boxed, so that calls without parts have no place for them.
            let mut received = Box::pin(form::receive(text(&parts.headers), body, limit, name));
            let received = finish(limits.body_deadline, received.as_mut()).await;
            let form::FormWithFile { form, file, fault } = received.unwrap_or_else(|| Err(too_slow()))?;
            Submitted::of(parts, |typed| typed.keep_fields(form.typed()));
            Fields { form, file, fault: Some(fault), most_values: limits.values }
        }
        ContentType::File => Fields::of_file(raw(body, limit)?, text(&parts.headers)),
    };
    Ok(ReadBody::Fields(Box::new(fields)))
}

/// The fields of `application/x-www-form-urlencoded`.
pub(in crate::server) fn urlencoded(body: &[u8]) -> Result<Form, Rejection> {
    if !decode::is_utf8(body) {
        return Err(Rejection::malformed(StatusCode::BAD_REQUEST, fault("", "syntax", "is not UTF-8")));
    }
    Form::parse(body).map_err(unprocessable)
}

fn text(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn unprocessable(error: FieldError) -> Rejection {
    Rejection::malformed(StatusCode::UNPROCESSABLE_ENTITY, error)
}

impl ReadBody {
    /// Where a file leaves word of what went wrong with it.
    pub(in crate::server) fn fault(&self) -> Option<Fault> {
        match self {
            Self::Json(_) => None,
            Self::Fields(fields) => fields.fault.clone(),
        }
    }

    /// What tells this body from another, for a call that may come twice.
    pub(in crate::server) fn sent(&self) -> Payload {
        match self {
            Self::Json(json) => Payload { form_key: None, digest: Sha256::digest(json).into() },
            Self::Fields(fields) => Payload { form_key: fields.form.key().map(str::to_owned), digest: fields.form.digest() },
        }
    }
}

impl Fields {
    fn of_file(pieces: impl Stream<Item = Result<Bytes, UploadError>> + Send + 'static, content_type: &str) -> Self {
        let fault = Fault::default();
        let file = Upload::arriving(None, content_type, Pieces::new(pieces, fault.clone()));
        Self { file: Some(file), fault: Some(fault), ..Self::default() }
    }

    /// Lets an argument that is alone among `params` leave its own name out.
    pub(in crate::server) fn allow_short_names<'a>(&mut self, params: impl Iterator<Item = &'a Param>) {
        self.form.allow_short_names(params);
    }

    /// Fills a blank with an argument. One in JSON is read as JSON, since no browser sends such a part.
    pub(in crate::server) fn fill(&mut self, param: &Param, blank: &mut Blank<'_>) -> Result<(), Rejection> {
        if param.is_file() {
            return self.file(param, blank);
        }
        match self.form.json(param) {
            Some(json) if has_more(json.as_ref(), self.most_values) => Err(too_many(self.most_values)),
            Some(json) => decode::argument(&json, param.name, blank),
            None => self.form.argument(param, blank).map_err(unprocessable),
        }
    }

    /// The file, as the method wants it: `Upload`, or `Option<Upload>`.
    fn file(&mut self, param: &Param, blank: &mut Blank<'_>) -> Result<(), Rejection> {
        let file = self.file.take();
        let is_put = match blank.any().downcast_mut::<Option<Upload>>() {
            Some(blank) => {
                *blank = file;
                blank.is_some()
            }
            None => put(blank, file),
        };
        if is_put { Ok(()) } else { Err(unprocessable(fault(&format!("/{}", param.name), "missing", "is required"))) }
    }
}

/// The answer to a file that could not be read to its end, whatever the method made of it.
pub(in crate::server) fn refuse_file(error: &UploadError, method: &MethodSpec) -> Rejection {
    let name = method.file().map_or("", |param| param.name);
    let (status, code) = match error {
        UploadError::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        UploadError::FieldsAfter => (StatusCode::UNPROCESSABLE_ENTITY, "field_order"),
        UploadError::Stalled => return too_slow(),
        UploadError::Broken => (StatusCode::BAD_REQUEST, "syntax"),
    };
    Rejection::malformed(status, fault(&format!("/{name}"), code, &error.to_string()))
}

/// A file that is the whole body, piece by piece.
fn raw(body: Body, limit: usize) -> Result<impl Stream<Item = Result<Bytes, UploadError>> + Send + 'static, Rejection> {
    if http_body::Body::size_hint(&body).lower() > limit as u64 {
        return Err(too_large(limit));
    }
    let mut left = limit;
    Ok(body.into_data_stream().map(move |piece| {
        let piece = piece.map_err(|error| if has_stalled(&error) { UploadError::Stalled } else { UploadError::Broken })?;
        left = left.checked_sub(piece.len()).ok_or(UploadError::TooLarge { limit: limit as u64 })?;
        Ok(piece)
    }))
}
