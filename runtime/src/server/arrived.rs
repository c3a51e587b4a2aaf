//! A call whose body is read: its arguments, their rules, its key.
//!
//! In: a request, and its body as far as it is read without a type. Out: the arguments, or where each fault stands. Whatever knows their types
//! is one line here; the rest is compiled once.

use super::by_route::ByRoute;
use super::decode::{Blank, Blanks, FromBlanks, Items, filled};
use super::idempotency;
use super::incoming::{Incoming, Way};
use super::receive::{Fields, Received, refuse_file};
use super::reject::Rejection;
use crate::error::FieldError;
use crate::spec::{Arguments, Param, placed};
use crate::upload::Fault;
use crate::wire::Report;

/// A call whose body is read.
#[derive(Debug)]
pub(crate) struct Arrived {
    /// The request, without its body.
    pub(super) call: Box<Incoming>,
    /// Where a file leaves word of what went wrong with it.
    pub(super) fault: Option<Fault>,
    /// Whether the method takes contexts, so that its answer depends on who asks.
    pub(super) personal: bool,
}

/// Where arguments are taken from.
#[derive(Debug)]
struct Source<'a> {
    call: &'a Incoming,
    of: Of<'a>,
}

#[derive(Debug)]
enum Of<'a> {
    Json(Items<'a>),
    Form(&'a mut Fields),
    Route(ByRoute<'a>),
}

impl<'a> Source<'a> {
    /// Where the fold of the call has them.
    fn of(call: &'a Incoming, body: &'a mut Received) -> Result<Self, Rejection> {
        let of = match (&call.way, body) {
            (Way::Action, Received::Json(json)) => Of::Json(Items::of(json, call.method).map_err(|rejection| call.blame_skew(rejection))?),
            (Way::Action, Received::Fields(fields)) => {
                fields.allow_short_names(call.method.params.iter());
                Of::Form(fields)
            }
            (Way::Route { captures, .. }, body) => Of::Route(ByRoute::new(call, captures, body)),
        };
        Ok(Self { call, of })
    }

    fn fill(&mut self, param: &Param, blank: &mut dyn Blank) -> Result<(), Rejection> {
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

impl Arrived {
    /// The arguments, through whichever fold they came; they keep their rules.
    pub(super) fn arguments<A: FromBlanks>(&self, body: &mut Received) -> Result<A, Rejection> {
        let mut blanks = A::blanks();
        self.fill(&mut blanks, body)?;
        let arguments = filled(A::from_blanks(blanks))?;
        self.check(&arguments)?;
        Ok(arguments)
    }

    fn fill(&self, blanks: &mut dyn Blanks, body: &mut Received) -> Result<(), Rejection> {
        let mut source = Source::of(&self.call, body)?;
        for (place, param) in self.call.method.params.iter().enumerate() {
            let blank = blanks.at(place).zip(param.captured.as_blank).and_then(|(slot, known)| known.blank(slot));
            source.fill(param, filled(blank)?)?;
        }
        source.finish()
    }

    /// Claims the key of the call, where it may have one, since it is a form or its method takes one: then a second call of this key is not
    /// carried out.
    pub(super) async fn claim(&self, body: Received) -> Result<(), Rejection> {
        let Incoming { parts, method, limits, kind, held, .. } = &*self.call;
        if kind.is_form() || method.idempotency.is_offered() {
            Box::pin(idempotency::claim(held, parts, method, body.sent(), limits.deadline)).await
        } else {
            Ok(())
        }
    }

    /// The answer to a file that could not be read, in the place of what the method made of that.
    pub(super) fn refused_file(&self) -> Option<Rejection> {
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
            Way::Route { .. } => placed(self.call.method, report),
            Way::Action => report.into_field_errors(),
        }
    }
}
