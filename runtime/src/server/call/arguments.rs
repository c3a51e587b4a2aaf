//! A call whose body is read: its arguments, their rules, its key.
//!
//! In: a request, and its body as far as it is read without a type. Out: the arguments, or where each fault stands. Whatever knows their types
//! is one line here; the rest is compiled once.

use super::request::{Endpoint, RoutedRequest};
use super::route_arguments::RouteArguments;
use crate::error::FieldError;
use crate::server::body::receive::{Fields, ReadBody, refuse_file};
use crate::server::decode::{Blank, Blanks, FromBlanks, Items, filled};
use crate::server::idempotency;
use crate::server::problem::rejection::Rejection;
use crate::spec::{Arguments, Param, placed};
use crate::upload::Fault;
use crate::wire::Report;

/// A call whose body is read.
#[derive(Debug)]
pub(crate) struct DecodedCall {
    /// The request, without its body.
    pub(in crate::server) call: Box<RoutedRequest>,
    /// Where a file leaves word of what went wrong with it.
    pub(in crate::server) fault: Option<Fault>,
    /// Whether the method takes contexts, so that its answer depends on who asks.
    pub(in crate::server) personal: bool,
}

/// Where arguments are taken from.
#[derive(Debug)]
struct Source<'a> {
    call: &'a RoutedRequest,
    of: Of<'a>,
}

#[derive(Debug)]
enum Of<'a> {
    Json(Items<'a>),
    Form(&'a mut Fields),
    Route(RouteArguments<'a>),
}

impl<'a> Source<'a> {
    /// Where the fold of the call has them.
    fn of(call: &'a RoutedRequest, body: &'a mut ReadBody) -> Result<Self, Rejection> {
        let of = match (&call.way, body) {
            (Endpoint::Action, ReadBody::Json(json)) => {
                Of::Json(Items::of(json, call.method).map_err(|rejection| call.blame_skew(rejection))?)
            }
            (Endpoint::Action, ReadBody::Fields(fields)) => {
                fields.allow_short_names(call.method.params.iter());
                Of::Form(fields)
            }
            (Endpoint::Route { captures, .. }, body) => Of::Route(RouteArguments::new(call, captures, body)),
        };
        Ok(Self { call, of })
    }

    fn fill(&mut self, param: &Param, blank: &mut Blank<'_>) -> Result<(), Rejection> {
        let filled = match &mut self.of {
            Of::Json(items) => items.fill(blank),
            Of::Form(fields) => fields.fill(param, blank),
            Of::Route(places) => places.fill(param, blank),
        };
        filled.map_err(|rejection| self.call.blame_skew(rejection))
    }

    /// Refuses what was sent besides.
    fn finish(self) -> Result<(), Rejection> {
        match self.of {
            Of::Json(items) => items.finish().map_err(|rejection| self.call.blame_skew(rejection)),
            Of::Form(_) | Of::Route(_) => Ok(()),
        }
    }
}

impl DecodedCall {
    /// The arguments, through whichever fold they came; they keep their rules.
    pub(in crate::server) fn arguments<A: FromBlanks>(&self, body: &mut ReadBody) -> Result<A, Rejection> {
        let mut blanks = A::blanks();
        self.fill(&mut blanks, body)?;
        let arguments = filled(A::from_blanks(blanks))?;
        self.check(&arguments)?;
        Ok(arguments)
    }

    fn fill(&self, blanks: &mut dyn Blanks, body: &mut ReadBody) -> Result<(), Rejection> {
        let mut source = Source::of(&self.call, body)?;
        for (place, param) in self.call.method.params.iter().enumerate() {
            source.fill(param, &mut Blank::new(filled(blanks.at(place))?, param.captured))?;
        }
        source.finish()
    }

    /// Claims the key of the call, where it may have one, since it is a form or its method takes one: then a second call of this key is not
    /// carried out.
    pub(in crate::server) async fn claim(&self, body: ReadBody) -> Result<(), Rejection> {
        let RoutedRequest { parts, method, limits, kind, held, .. } = &*self.call;
        if kind.is_form() || method.idempotency.is_offered() {
            Box::pin(idempotency::claim(held, parts, method, body.sent(), limits.deadline)).await
        } else {
            Ok(())
        }
    }

    /// The answer to a file that could not be read, in the place of what the method made of that.
    pub(in crate::server) fn refused_file(&self) -> Option<Rejection> {
        self.fault.as_ref()?.get().map(|fault| refuse_file(fault, self.call.method).of_the_exchange())
    }

    /// Lets the call go ahead if its arguments keep their rules.
    fn check(&self, arguments: &dyn Arguments) -> Result<(), Rejection> {
        let report = self.call.method.check(arguments);
        if report.is_clean() { Ok(()) } else { Err(Rejection::invalid(self.place(report))) }
    }

    /// Says where each fault stands in the request, as this fold shows it.
    fn place(&self, report: Report) -> Vec<FieldError> {
        match self.call.way {
            Endpoint::Route { .. } => placed(self.call.method, report),
            Endpoint::Action => report.into_field_errors(),
        }
    }
}
