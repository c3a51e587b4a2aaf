//! How an answer is shown: what it says beside what a method or a refusal says.
//!
//! In: a response, or a refusal of what is no form. Out: the response, with the headers that its fold, its route and its caller get. It knows no
//! method and runs nothing.

use super::format::ProblemFormat;
use super::headers;
use super::held::Held;
use super::pages::Submission;
use super::rate::Ticket;
use super::reject::Rejection;
use super::rest;
use crate::spec::Tag;
use crate::transport::FINGERPRINT_HEADER;
use axum::body::Body;
use http::{HeaderName, HeaderValue, Response};

/// How an answer is shown.
#[derive(Debug, Default)]
pub(super) struct Show {
    /// Through an action.
    pub(super) is_action: bool,
    /// With a page, to a form.
    pub(super) form: Option<Submission>,
    /// Without its body, to HEAD.
    pub(super) head: bool,
    /// With the server's strict fingerprint, to a client whose own differs.
    pub(super) fingerprint: Option<Tag>,
    /// With refusals in the format of the service, on its routes.
    pub(super) format: Option<ProblemFormat>,
    /// With how the caller stands, where calls are counted.
    pub(super) ticket: Option<Ticket>,
    /// What the call holds until the answer is there.
    pub(super) held: Option<Held>,
    /// With what it says of a route that goes.
    pub(super) life: Vec<(HeaderName, HeaderValue)>,
}

impl Show {
    /// The refusal of what is no form.
    pub(super) fn document(&self, rejection: Rejection) -> Response<Body> {
        match &self.format {
            _ if rejection.is_answer() => rejection.into_response(),
            Some(format) => rejection.into_formatted(format),
            None => rejection.into_response(),
        }
    }

    /// The response with all that is said beside it.
    pub(super) fn finish(&self, mut response: Response<Body>) -> Response<Body> {
        if let Some(fingerprint) = &self.fingerprint
            && let Ok(value) = HeaderValue::from_str(fingerprint.as_str())
        {
            response.headers_mut().insert(FINGERPRINT_HEADER, value);
        }
        headers::finish(&mut response, self.is_action);
        for (name, value) in &self.life {
            response.headers_mut().append(name, value.clone());
        }
        if let Some(ticket) = &self.ticket {
            ticket.show(response.headers_mut());
        }
        if self.head {
            rest::without_body(&mut response);
        }
        response
    }
}
