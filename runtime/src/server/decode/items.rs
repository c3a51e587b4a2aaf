//! The arguments of an action: one JSON array, in declared order, split where the check of the body ([`sound`]) saw its commas.
//!
//! In: a body. Out: one argument after another, each decoded from its own part of the body, or where the fault stands.

use super::blank::Blank;
use super::fault::{Fault, describe};
use super::place::split;
use super::sound::Split;
use super::{judged, parse, refuse, sound};
use crate::server::reject::Rejection;
use crate::spec::MethodSpec;
use http::StatusCode;
use serde::de::IgnoredAny;

/// The items of an array, not decoded yet.
#[derive(Debug)]
pub(in crate::server) struct Items<'a> {
    text: &'a str,
    items: Split<'a>,
    method: &'static MethodSpec,
}

impl<'a> Items<'a> {
    /// Splits a body. No body at all is no arguments, where a method takes none.
    pub(in crate::server) fn of(body: &'a [u8], method: &'static MethodSpec) -> Result<Self, Rejection> {
        if body.is_empty() && method.params.is_empty() {
            return Ok(Self { text: "[]", items: Split::nothing(), method });
        }
        let (text, array) = sound::array(body).map_err(|(pointer, fault)| malformed(StatusCode::BAD_REQUEST, pointer, fault, method))?;
        match array.and_then(|array| array.split(text)) {
            Some(items) => Ok(Self { text, items, method }),
            None => Err(no_array(text, method)),
        }
    }

    /// Fills a blank with the next item, which is the argument of this name.
    pub(in crate::server) fn fill(&mut self, name: &str, blank: &mut dyn Blank) -> Result<(), Rejection> {
        let Some(item) = self.items.next() else { return Err(self.too_short()) };
        parse(item, blank)
            .map_err(|(item, error)| self.is_json().err().unwrap_or_else(|| refuse(item.as_bytes(), &format!("/{name}"), &error)))
    }

    /// Ends the array: there are no further items.
    pub(in crate::server) fn finish(self) -> Result<(), Rejection> {
        if self.items.is_done() {
            return Ok(());
        }
        self.is_json()?;
        let fault = Fault::new("invalid_length", "there are more items than expected");
        Err(malformed(StatusCode::UNPROCESSABLE_ENTITY, format!("/{}", self.method.params.len()), fault, self.method))
    }

    fn too_short(&self) -> Rejection {
        self.is_json().err().unwrap_or_else(|| {
            let fault = Fault::new("invalid_length", "expected an array of the right length");
            malformed(StatusCode::UNPROCESSABLE_ENTITY, String::new(), fault, self.method)
        })
    }

    /// Whether the whole body is JSON: where it is not, that comes before whatever else is wrong.
    fn is_json(&self) -> Result<(), Rejection> {
        is_json(self.text, self.method)
    }
}

fn is_json(text: &str, method: &MethodSpec) -> Result<(), Rejection> {
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Ok(()),
        Err(error) => {
            let (status, pointer, fault) = judged(text.as_bytes(), &error);
            Err(malformed(status, pointer, fault, method))
        }
    }
}

/// The refusal of JSON that is no array, or of what is no JSON.
fn no_array(text: &str, method: &MethodSpec) -> Rejection {
    let fault = describe("invalid type: another, expected an array");
    is_json(text, method).err().unwrap_or_else(|| malformed(StatusCode::UNPROCESSABLE_ENTITY, String::new(), fault, method))
}

/// A refusal whose first step is an argument's place: its name says more.
fn malformed(status: StatusCode, pointer: String, fault: Fault, method: &MethodSpec) -> Rejection {
    let (index, rest) = split(&pointer);
    let named = match index.and_then(|index| method.params.get(index)) {
        Some(param) => format!("/{}{rest}", param.name),
        None => pointer,
    };
    Rejection::malformed(status, fault.at(named))
}
