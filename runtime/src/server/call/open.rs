//! One call, step by step: contexts, then the body, then the arguments, then the method, then its outcome.
//!
//! In: a request that a guard let through. Out: what the emitted adapters ask for. The order is in one place and in the types:
//! a [`Call`] gives contexts, and only what `Call::open` makes of it has a body to decode. Of all this the compiler makes one copy; what it
//! makes anew for each method is [`Method::answer`], or `Method::read` and `Running::run` in its place, and what these call with a type.

use super::arguments::DecodedCall;
use super::outcome::{End, TimedMethod};
use super::rates::count;
use super::request::{Endpoint, RoutedRequest};
use crate::server::body::receive::{ReadBody, receive};
use crate::server::body::submitted::Submitted;
use crate::server::context::body_check::BodyVerifier;
use crate::server::context::extract::Contexts;
use crate::server::context::extraction::Extraction;
use crate::server::decode::FromBlanks;
use crate::server::guard::limits::within;
use crate::server::idempotency::claim_delivery;
use crate::server::problem::rejection::Rejection;
use crate::server::response::outgoing::Outgoing;
use crate::server::response::precondition;
use crate::spec::Captured;
use crate::transport::Method;
use axum::body::Body;
use std::pin::{Pin, pin};
use std::sync::{Arc, PoisonError};

/// The one boxed future of a call.
pub type Reply = Pin<Box<dyn Future<Output = Result<Outgoing, Rejection>> + Send>>;

/// Boxes what an adapter does.
pub fn reply(adapter: impl Future<Output = Result<Outgoing, Rejection>> + Send + 'static) -> Reply {
    Box::pin(adapter)
}

/// A call before its body is read.
#[derive(Debug)]
pub struct Call<S> {
    service: Arc<S>,
    unread: Unread,
}

/// A request whose body is still to be read.
#[derive(Debug)]
struct Unread {
    request: Box<RoutedRequest>,
    body: Body,
}

/// A call of a method that gives `R`, once its arguments are read.
#[derive(Debug)]
pub struct Running<S, R> {
    /// The implementation.
    pub service: Arc<S>,
    arrived: DecodedCall,
    end: (End<R>, Captured),
}

/// A call taken apart: what is left of it, its contexts, its arguments.
pub(in crate::server) type Taken<S, C, A, R> = Result<(Running<S, R>, C, A), Rejection>;

/// A call taken apart as far as no type of its method is needed: the implementation, its contexts, the request, its body.
type Opened<S, C> = Result<(Arc<S>, C, DecodedCall, ReadBody), Rejection>;

impl<S> Call<S> {
    pub(in crate::server) fn new(service: Arc<S>, request: Box<RoutedRequest>, body: Body) -> Self {
        Self { service, unread: Unread { request, body } }
    }

    /// Takes all contexts, within the method's deadline. Where calls are counted, those that a context turns away are too.
    async fn contexts<C: Contexts<S>>(&mut self) -> Result<C, Rejection> {
        let request = &mut *self.unread.request;
        let (ticket, deadline) = (request.ticket.clone(), request.limits.deadline);
        if C::ANY || ticket.is_some() || request.seeker.is_some() {
            request.tell();
        }
        if let Some(ticket) = &ticket {
            ticket.ask(&request.parts)?;
        }
        let RoutedRequest { parts, way, kind, method, .. } = request;
        let extraction = Extraction { fold: way.fold(*kind), captures: way.captures(), method };
        let contexts = within(deadline, pin!(C::extract(parts, &self.service, &extraction))).await.flatten();
        let Some(ticket) = ticket else { return contexts };
        if contexts.is_ok() {
            let caller = ticket.let_in(&request.parts);
            ticket.admit(count(&ticket, &request.held, caller).await)?;
        } else {
            count(&ticket, &request.held, ticket.turned_away(&request.parts)).await;
        }
        contexts
    }

    /// Takes the call apart as far as no type of its method is needed: contexts, in declared order; then the body.
    pub(in crate::server) async fn open<C: Contexts<S>>(mut self) -> Opened<S, C> {
        let contexts = self.contexts().await.map_err(|rejection| self.unread.turned_away(rejection))?;
        self.unread.take_place()?;
        let (arrived, body) = self.unread.read(C::ANY).await?;
        Ok((self.service, contexts, arrived, body))
    }
}

impl Unread {
    /// Lets a call go ahead that comes with a condition, where its route demands one.
    fn has_its_condition(&self) -> Result<(), Rejection> {
        let RoutedRequest { parts, method, way, .. } = &*self.request;
        if let Endpoint::Route { .. } = way { precondition::demand(method, parts) } else { Ok(()) }
    }

    /// Takes a place among the streams, for a method that gives one.
    fn take_place(&mut self) -> Result<(), Rejection> {
        let RoutedRequest { seeker, parts, place, .. } = &mut *self.request;
        if let Some(seeker) = seeker {
            *place.get_mut().unwrap_or_else(PoisonError::into_inner) = Some(seeker.admit(parts)?);
        }
        Ok(())
    }

    /// Leaves the body as it is to the page that may answer: it is not decoded.
    fn turned_away(&mut self, rejection: Rejection) -> Rejection {
        let Self { request, body } = self;
        Submitted::of(&request.parts, |typed| typed.leave(std::mem::take(body), request.held.clone()));
        rejection
    }

    /// Reads the body, within its limits, as far as the method does not: 503 where too many are waited for, 413 for one that is too large, 400 for
    /// one that breaks off.
    async fn read(self, personal: bool) -> Result<(DecodedCall, ReadBody), Rejection> {
        self.has_its_condition()?;
        let Self { request: call, body } = self;
        let body = if call.way.has_body(call.method) {
            let arriving = pin!(receive(call.kind, &call.parts, body, call.method, &call.limits));
            call.held.wait(arriving).await?
        } else {
            ReadBody::default()
        };
        match &body {
            ReadBody::Json(json) => BodyVerifier::see(&call.parts.extensions, json)?,
            ReadBody::Fields(_) => BodyVerifier::see_nothing(&call.parts.extensions)?,
        }
        if let Some(delivery) = BodyVerifier::delivery(&call.parts.extensions) {
            Box::pin(claim_delivery(&call.held, &call.parts, call.method, delivery, call.limits.deadline)).await?;
        }
        Ok((DecodedCall { call, fault: body.fault(), personal }, body))
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
        Ok((Running { service, arrived, end: (self.end, self.value) }, contexts, arguments))
    }
}

impl<S, R> Running<S, R> {
    /// Runs the method under its deadline, and writes its outcome.
    ///
    /// # Errors
    /// The method's own error, as a problem; 503 if it does not end in time.
    pub async fn run(&self, method: impl Future<Output = R>) -> Result<Outgoing, Rejection> {
        TimedMethod { arrived: &self.arrived, method: pin!(method), clock: pin!(self.arrived.clock()), end: self.end }.await
    }
}
