//! Finish of an answer: headers besides those of a method or a refusal.
//!
//! In: a response, or a refusal of what is no form. Out: the response, with the headers that its fold, its route and its caller get. It knows no
//! method and runs nothing.

use super::headers;
use crate::server::guard::rate_limit::RateCheck;
use crate::server::idempotency::held::Hold;
use crate::server::pages::submission::Submission;
use crate::server::problem::format::ProblemFormat;
use crate::server::problem::rejection::Rejection;
use crate::server::response::head::without_body;
use crate::server::response::outgoing::Outgoing;
use crate::spec::Tag;
use crate::transport::FINGERPRINT_HEADER;
use axum::body::Body;
use http::{HeaderName, HeaderValue, Response};

/// Options of an answer.
#[derive(Debug, Default)]
pub(in crate::server) struct ResponseOptions {
    /// Through an action.
    pub(in crate::server) is_action: bool,
    /// With a page, to a form.
    pub(in crate::server) form: Option<Submission>,
    /// Without its body, to HEAD.
    pub(in crate::server) head: bool,
    /// With the server's strict fingerprint, to a client whose own differs.
    pub(in crate::server) fingerprint: Option<&'static Tag>,
    /// With refusals in the format of the service, on its routes.
    pub(in crate::server) format: Option<ProblemFormat>,
    /// With how the caller stands, where calls are counted.
    pub(in crate::server) ticket: Option<RateCheck>,
    /// The places and keys that the call holds until the answer is there.
    pub(in crate::server) held: Option<Hold>,
    /// With what it says of a route that goes.
    pub(in crate::server) life: Vec<(HeaderName, HeaderValue)>,
}

impl ResponseOptions {
    /// The refusal of what is no form.
    pub(in crate::server) fn document(&self, rejection: Rejection) -> Response<Body> {
        match &self.format {
            _ if rejection.is_answer() => rejection.into_response(),
            Some(format) => rejection.into_formatted(format),
            None => rejection.into_response(),
        }
    }

    /// The response with all that is said beside it.
    pub(in crate::server) fn finish(&self, answer: Outgoing) -> Response<Body> {
        let Outgoing { mut response, is_complete } = answer;
        if let Some(fingerprint) = &self.fingerprint
            && let Ok(value) = HeaderValue::from_str(fingerprint.as_str())
        {
            response.headers_mut().insert(FINGERPRINT_HEADER, value);
        }
        if !is_complete {
            headers::finish(&mut response, self.is_action);
        }
        for (name, value) in &self.life {
            response.headers_mut().append(name, value.clone());
        }
        if let Some(ticket) = &self.ticket {
            ticket.show(response.headers_mut());
        }
        if self.head {
            without_body(&mut response);
        }
        response
    }
}
