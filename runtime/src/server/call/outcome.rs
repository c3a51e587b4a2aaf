//! The end of a call: its method under a deadline, and the response of its outcome.

use super::arguments::DecodedCall;
use super::request::{Endpoint, RoutedRequest};
use crate::error::{ApiError, Outcome};
use crate::server::context::body_check::BodyVerifier;
use crate::server::context::effects::apply::Applied;
use crate::server::context::last_event_id::misread;
use crate::server::guard::limits::{strike, timed_out};
use crate::server::guard::live::LivePlace;
use crate::server::problem::rejection::Rejection;
use crate::server::response::action;
use crate::server::response::events;
use crate::server::response::outgoing::Outgoing;
use crate::server::response::route;
use crate::server::response::route_request::RouteRequest;
use crate::server::response::written::Written;
use crate::spec::Captured;
use crate::wire::Whole;
use std::pin::Pin;
use std::sync::PoisonError;
use std::task::{self, Poll};

/// Writes an outcome.
pub(crate) type End<R> = fn(&DecodedCall, R, Captured) -> Result<Outgoing, Rejection>;

/// A method under way, until it ends or its deadline passes. All that is compiled of it for each method.
pub(in crate::server) struct TimedMethod<'a, F: Future, C> {
    pub(in crate::server) arrived: &'a DecodedCall,
    pub(in crate::server) method: Pin<&'a mut F>,
    pub(in crate::server) clock: Pin<&'a mut C>,
    pub(in crate::server) end: (End<F::Output>, Captured),
}

impl<F: Future, C: Future<Output = ()>> Future for TimedMethod<'_, F, C> {
    type Output = Result<Outgoing, Rejection>;

    fn poll(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Self::Output> {
        match self.method.as_mut().poll(context) {
            Poll::Ready(outcome) => {
                let (end, value) = self.end;
                Poll::Ready(end(self.arrived, outcome, value))
            }
            Poll::Pending => self.arrived.wait(self.clock.as_mut().poll(context)),
        }
    }
}

/// Writes a method's outcome.
pub(crate) fn end<R: Outcome<Value: 'static, Error: ApiError>>(
    arrived: &DecodedCall,
    outcome: R,
    value: Captured,
) -> Result<Outgoing, Rejection> {
    arrived.answer(match outcome.into_result() {
        Ok(given) if arrived.shows_value() => Written::of(given, value),
        Ok(_) => Ok(Written::Nothing),
        Err(error) => Err(arrived.refused(&error)),
    })
}

impl DecodedCall {
    /// Ends at the method's deadline.
    pub(in crate::server) fn clock(&self) -> impl Future<Output = ()> + Send + use<> {
        strike(self.call.limits.deadline)
    }

    /// Waits on, unless the deadline has passed.
    fn wait(&self, clock: Poll<()>) -> Poll<Result<Outgoing, Rejection>> {
        clock.map(|()| Err(timed_out(self.call.limits.deadline)))
    }

    /// The place of the stream that the method gives.
    fn take_place(&self) -> Option<LivePlace> {
        self.call.place.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The method's own error; where a file could not be read, that in its place.
    fn refused(&self, error: &impl ApiError) -> Rejection {
        self.refused_file().unwrap_or_else(|| Rejection::own(error))
    }

    /// Returns true if the value of the method is sent: a form is sent back to its page, unless that would lose a download.
    fn shows_value(&self) -> bool {
        let RoutedRequest { method, way, kind, .. } = &*self.call;
        !matches!(way, Endpoint::Action) || !kind.is_form() || matches!(method.rest.body, Whole::Download | Whole::Events)
    }

    /// Makes the response of what the method gave.
    fn answer(&self, outcome: Result<Written, Rejection>) -> Result<Outgoing, Rejection> {
        let RoutedRequest { parts, method, way, kind, is_conditional, .. } = &*self.call;
        let effects = Applied::of(&parts.extensions);
        let outcome = misread(parts).map_or(outcome, Err);
        let is_complete = effects.is_nothing() && matches!(outcome, Ok(Written::Json(_)));
        let answer = outcome.and_then(|value| match way {
            _ if method.rest.body == Whole::Events => Ok(events::answer(value, self.take_place())),
            Endpoint::Action if !self.shows_value() => Ok(action::back(parts)),
            Endpoint::Action => Ok(action::action(value)),
            Endpoint::Route { version, captures } => effects.status(method).and_then(|status| {
                let (version, personal, is_conditional) = (*version, self.personal, *is_conditional);
                route::answer(value, RouteRequest { method, parts, version, captures, personal, is_conditional, status })
            }),
        });
        if answer.is_ok() {
            BodyVerifier::succeed(&parts.extensions);
        }
        effects.onto(way.fold(*kind), answer).map(|response| Outgoing { response, is_complete })
    }
}
