//! The body of a form that was refused before anybody read it: by a context, or because its page is out of date.
//!
//! In: a body, and what it claims to be. Out: the texts in it, for a page to give back. No argument is decoded, no type is asked, no file is
//! read; and it is bounded far below what a method may be sent, since whoever sent it may be anybody.

use super::form;
use super::read::read as read_whole;
use super::submitted_form::SubmittedForm;
use crate::server::guard::content_type::ContentType;
use crate::server::guard::limits::{CallLimits, finish};
use crate::server::guard::request_headers::RequestHeaders;
use axum::body::Body;
use http::{HeaderMap, header};
use std::pin::pin;
use std::time::Duration;

/// The most bytes of text that are read.
const MAX: usize = 64 * 1024;

/// Time limit of the body.
const DEADLINE: Duration = Duration::from_secs(5);

/// What was typed, if all of it is there in time and within the bound.
pub(super) async fn read(headers: &HeaderMap, body: Body) -> Option<SubmittedForm> {
    match ContentType::of(&RequestHeaders::of(headers)).ok()? {
        ContentType::Form => {
            let limits = CallLimits { body: MAX, values: usize::MAX, body_deadline: DEADLINE, deadline: DEADLINE };
            read_whole(body, &limits).await.ok().map(SubmittedForm::Encoded)
        }
        ContentType::Multipart => {
            let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
            finish(DEADLINE, pin!(form::texts(kind, body, MAX))).await.map(SubmittedForm::Fields)
        }
        ContentType::Json | ContentType::Parts | ContentType::File => None,
    }
}
