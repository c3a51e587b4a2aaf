//! One call, step by step: contexts, then the body, then the arguments, then the method, then its outcome.
//!
//! In: a request that a guard let through. Out: what the emitted adapters ask for. The order is in one place and in the types:
//! a [`Call`] gives contexts, and only what `Call::open` makes of it has a body to decode. Of all this the compiler makes one copy; what it
//! makes anew for each method is [`Method::answer`], or `Method::read` and `Running::run` in its place, and what these call with a type.

use super::answer::{self, Written};
use super::arrived::Arrived;
use super::challenge;
use super::context::{Context, Contexts};
use super::decode::FromBlanks;
use super::effects::Applied;
use super::fold::Fold;
use super::idempotency::claim_delivery;
use super::incoming::{Incoming, Way};
use super::limits::{strike, timed_out, within};
use super::pages::Typed;
use super::receive::{Received, receive};
use super::refusal::unpack;
use super::reject::Rejection;
use super::rest::{self, Asked};
use super::routes::Captures;
use super::vouch::Vouch;
use crate::error::{ApiError, Outcome};
use crate::transport::Method;
use crate::wire::{Travels, Whole};
use axum::body::Body;
use http::Response;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{self, Poll};

/// The one boxed future of a call.
pub type Reply = Pin<Box<dyn Future<Output = Result<Response<Body>, Rejection>> + Send>>;

/// Boxes what an adapter does.
pub fn reply(adapter: impl Future<Output = Result<Response<Body>, Rejection>> + Send + 'static) -> Reply {
    Box::pin(adapter)
}

/// A call before its body is read.
#[derive(Debug)]
pub struct Call<S> {
    service: Arc<S>,
    request: Unread,
}

/// A request whose body is still to be read.
#[derive(Debug)]
struct Unread {
    incoming: Box<Incoming>,
    body: Body,
}

/// A call of a method that gives `R`, once its arguments are read.
#[derive(Debug)]
pub struct Running<S, R> {
    /// The implementation.
    pub service: Arc<S>,
    arrived: Arrived,
    end: End<R>,
}

/// A call taken apart: what is left of it, its contexts, its arguments.
pub(super) type Taken<S, C, A, R> = Result<(Running<S, R>, C, A), Rejection>;

/// A call taken apart as far as no type of its method is needed: the implementation, its contexts, the request, its body.
type Opened<S, C> = Result<(Arc<S>, C, Arrived, Received), Rejection>;

impl<S> Call<S> {
    pub(super) fn new(service: Arc<S>, incoming: Box<Incoming>, body: Body) -> Self {
        Self { service, request: Unread { incoming, body } }
    }

    /// Takes a `#[context]` argument from the request.
    pub(super) async fn context<C: Context<S>>(&mut self) -> Result<C, Rejection> {
        let fold = self.request.show_fold();
        let parts = &mut self.request.incoming.parts;
        C::extract(parts, &self.service).await.map_err(|response| self.request.refused(response, fold))
    }

    /// Takes all contexts, within the method's deadline. Where calls are counted, those that a context turns away are too.
    async fn contexts<C: Contexts<S>>(&mut self) -> Result<C, Rejection> {
        let (ticket, deadline) = (self.request.incoming.ticket.clone(), self.request.incoming.limits.deadline);
        if let Some(ticket) = &ticket {
            ticket.ask(&self.request.incoming.parts)?;
        }
        let contexts = within(deadline, pin!(C::extract(self))).await.flatten();
        match (&contexts, &ticket) {
            (Ok(_), Some(ticket)) => ticket.admit(&self.request.incoming.parts)?,
            (Err(_), Some(ticket)) => ticket.turned_away(&self.request.incoming.parts),
            (_, None) => {}
        }
        contexts
    }

    /// Takes the call apart as far as no type of its method is needed: contexts, in declared order; then the body. A caller who would not
    /// take the answer, of a method that has one, is turned away first.
    pub(super) async fn open<C: Contexts<S>>(mut self) -> Opened<S, C> {
        self.request.is_answerable()?;
        let contexts = self.contexts().await.map_err(|rejection| self.request.turned_away(rejection))?;
        let (arrived, body) = self.request.read(C::ANY).await?;
        Ok((self.service, contexts, arrived, body))
    }
}

impl Unread {
    /// Puts the fold, and a route's captures, where an extractor finds them.
    fn show_fold(&mut self) -> Fold {
        let Incoming { parts, way, kind, .. } = &mut *self.incoming;
        let fold = way.fold(*kind);
        parts.extensions.insert(fold);
        if let (Way::Route { captures, .. }, None) = (way, parts.extensions.get::<Captures>()) {
            parts.extensions.insert(captures.clone());
        }
        fold
    }

    /// What a context's own refusal comes to.
    fn refused(&self, response: Response<Body>, fold: Fold) -> Rejection {
        challenge::complete(unpack(response).by_context(fold), fold, self.incoming.method)
    }

    /// Lets a call go ahead whose caller takes what the route answers with; a route that answers with nothing says so to anyone.
    fn is_answerable(&self) -> Result<(), Rejection> {
        let Incoming { parts, method, way, .. } = &*self.incoming;
        let is_json = !method.returned.is_empty && method.rest.body != Whole::Download;
        if is_json && matches!(way, Way::Route { .. }) { rest::accepts(&parts.headers) } else { Ok(()) }
    }

    /// Lets a call go ahead that comes with a condition, where its route demands one.
    fn has_its_condition(&self) -> Result<(), Rejection> {
        let Incoming { parts, method, way, .. } = &*self.incoming;
        if let Way::Route { .. } = way { rest::demand(method, parts) } else { Ok(()) }
    }

    /// Leaves the body as it is to the page that may answer: it is not decoded.
    fn turned_away(&mut self, rejection: Rejection) -> Rejection {
        let Self { incoming, body } = self;
        Typed::of(&incoming.parts, |typed| typed.leave(std::mem::take(body)));
        rejection
    }

    /// Reads the body, within its limits, as far as the method does not: 503 where too many are waited for, 413 for one that is too large, 400 for one that breaks off.
    async fn read(self, personal: bool) -> Result<(Arrived, Received), Rejection> {
        self.has_its_condition()?;
        let Self { incoming: call, body } = self;
        let body = if call.way.has_body(call.method) {
            let arriving = pin!(receive(call.kind, &call.parts, body, call.method, &call.limits));
            call.held.wait(arriving).await?
        } else {
            Received::default()
        };
        match &body {
            Received::Json(json) => Vouch::see(&call.parts.extensions, json)?,
            Received::Fields(_) => Vouch::see_nothing(&call.parts.extensions)?,
        }
        if let Some(delivery) = Vouch::delivery(&call.parts.extensions) {
            Box::pin(claim_delivery(&call.held, &call.parts, call.method, delivery, call.limits.deadline)).await?;
        }
        Ok((Arrived { call, fault: body.fault(), personal }, body))
    }
}

impl<K, A: FromBlanks, R> Method<K, A, R> {
    #[doc(hidden)]
    /// Takes a call apart: contexts, in declared order; then the body; then the arguments, which must keep their rules.
    ///
    /// # Errors
    /// An extractor's rejection; 413 and 400 of the body; 400 or 422 for arguments that cannot be read, 409 where that is because both
    /// sides drifted apart; 422 for arguments that rules refuse.
    pub async fn read<S, C: Contexts<S>>(&'static self, call: Call<S>) -> Taken<S, C, A, R> {
        let (service, contexts, arrived, mut body) = call.open::<C>().await?;
        let arguments = arrived.arguments::<A>(&mut body)?;
        arrived.claim(body).await?;
        Ok((Running { service, arrived, end: self.end }, contexts, arguments))
    }
}

impl<S, R> Running<S, R> {
    /// Runs the method under its deadline, and writes its outcome.
    ///
    /// # Errors
    /// The method's own error, as a problem; 503 if it does not end in time.
    pub async fn run(&self, method: impl Future<Output = R>) -> Result<Response<Body>, Rejection> {
        Run { arrived: &self.arrived, method: pin!(method), clock: pin!(self.arrived.clock()), end: self.end }.await
    }
}

/// Writes an outcome.
pub(crate) type End<R> = fn(&Arrived, R) -> Result<Response<Body>, Rejection>;

/// A method under way, until it ends or its deadline passes. All that is compiled of it for each method.
pub(super) struct Run<'a, F: Future, C> {
    pub(super) arrived: &'a Arrived,
    pub(super) method: Pin<&'a mut F>,
    pub(super) clock: Pin<&'a mut C>,
    pub(super) end: End<F::Output>,
}

impl<F: Future, C: Future<Output = ()>> Future for Run<'_, F, C> {
    type Output = Result<Response<Body>, Rejection>;

    fn poll(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Self::Output> {
        match self.method.as_mut().poll(context) {
            Poll::Ready(outcome) => Poll::Ready((self.end)(self.arrived, outcome)),
            Poll::Pending => self.arrived.wait(self.clock.as_mut().poll(context)),
        }
    }
}

/// Writes a method's outcome.
pub(crate) fn end<R: Outcome<Value: Travels, Error: ApiError>>(arrived: &Arrived, outcome: R) -> Result<Response<Body>, Rejection> {
    arrived.answer(match outcome.into_result() {
        Ok(value) if arrived.shows_value() => Written::of(value),
        Ok(_) => Ok(Written::Nothing),
        Err(error) => Err(arrived.refused(&error)),
    })
}

impl Arrived {
    /// Ends at the method's deadline.
    pub(super) fn clock(&self) -> impl Future<Output = ()> + Send + use<> {
        strike(self.call.limits.deadline)
    }

    /// Waits on, unless the deadline has passed.
    fn wait(&self, clock: Poll<()>) -> Poll<Result<Response<Body>, Rejection>> {
        clock.map(|()| Err(timed_out(self.call.limits.deadline)))
    }

    /// The method's own error; where a file could not be read, that in its place.
    fn refused(&self, error: &impl ApiError) -> Rejection {
        self.refused_file().unwrap_or_else(|| Rejection::own(error))
    }

    /// Whether what the method gives is sent: a form is sent back to its page, unless that would lose a download.
    fn shows_value(&self) -> bool {
        let Incoming { method, way, kind, .. } = &*self.call;
        !matches!(way, Way::Action) || !kind.is_form() || method.rest.body == Whole::Download
    }

    /// Makes the response of what the method gave.
    fn answer(&self, outcome: Result<Written, Rejection>) -> Result<Response<Body>, Rejection> {
        let Incoming { parts, method, way, kind, .. } = &*self.call;
        let effects = Applied::of(&parts.extensions);
        let answer = outcome.and_then(|value| match way {
            Way::Action if !self.shows_value() => Ok(answer::back(parts)),
            Way::Action => Ok(answer::action(value)),
            Way::Route { version, captures } => {
                rest::answer(value, Asked { method, parts, version: *version, captures, personal: self.personal })
            }
        });
        if answer.is_ok() {
            Vouch::succeed(&parts.extensions);
        }
        effects.onto(way.fold(*kind), answer)
    }
}
