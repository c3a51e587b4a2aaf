//! The arguments of an action: one JSON array, in declared order.
//!
//! In: a body. Out: one argument after another, each decoded where it stands, or where the fault stands.

use super::blank::Blank;
use super::fault::Fault;
use super::judged;
use super::place::split;
use crate::json::{self, Reader};
use crate::server::problem::rejection::Rejection;
use crate::spec::MethodSpec;
use http::StatusCode;

/// The items of an array, as far as they are not decoded yet.
#[derive(Debug)]
pub(in crate::server) struct Items<'a> {
    reader: Reader<'a>,
    is_first: bool,
    method: &'static MethodSpec,
}

impl<'a> Items<'a> {
    /// Opens the array. No body at all is no arguments, where a method takes none.
    pub(in crate::server) fn of(body: &'a [u8], method: &'static MethodSpec) -> Result<Self, Rejection> {
        let body = if body.is_empty() && method.params.is_empty() { b"[]" } else { body };
        let text = json::text(body).map_err(|fault| refuse(body, &fault, method))?;
        let mut reader = Reader::new(text);
        match reader.peek() {
            b'[' => reader.open().map(|()| Self { reader, is_first: true, method }).map_err(|fault| refuse(body, &fault, method)),
            _ => Err(other(text, fault("invalid_type", &expected(method)), method)),
        }
    }

    /// Fills a blank with the next item.
    pub(in crate::server) fn fill(&mut self, blank: &mut Blank<'_>) -> Result<(), Rejection> {
        let text = self.reader.text();
        match self.reader.next_item(&mut self.is_first, b']') {
            Ok(true) => blank.read(&mut self.reader).map_err(|fault| refuse(text.as_bytes(), &fault, self.method)),
            Ok(false) => Err(other(text, fault("invalid_length", &expected(self.method)), self.method)),
            Err(fault) => Err(refuse(text.as_bytes(), &fault, self.method)),
        }
    }

    /// Ends the array: there are no further items.
    pub(in crate::server) fn finish(mut self) -> Result<(), Rejection> {
        let text = self.reader.text();
        let more = self
            .reader
            .next_item(&mut self.is_first, b']')
            .and_then(|more| if more { Ok(true) } else { self.reader.end().map(|()| false) });
        match more {
            Ok(false) => Ok(()),
            Ok(true) => {
                let words = format!("there are more items than expected; {}", expected(self.method));
                Err(is_json(text, self.method).err().unwrap_or_else(|| {
                    malformed(
                        StatusCode::UNPROCESSABLE_ENTITY,
                        format!("/{}", self.method.params.len()),
                        fault("invalid_length", &words),
                        self.method,
                    )
                }))
            }
            Err(fault) => Err(refuse(text.as_bytes(), &fault, self.method)),
        }
    }
}

/// A fault of the whole array.
fn fault(code: &'static str, words: &str) -> Fault {
    Fault::new(code, words)
}

/// The body that the method takes, in words: its arguments by name.
fn expected(method: &MethodSpec) -> String {
    let names: Vec<_> = method.params.iter().map(|param| param.name).collect();
    match names.len() {
        0 => "expected an empty array: the method takes no argument".to_owned(),
        1 => format!("expected an array of 1 argument: [{}]", names[0]),
        count => format!("expected an array of {count} arguments: [{}]", names.join(", ")),
    }
}

/// Whether the whole body is JSON: where it is not, that comes before whatever else is wrong.
fn is_json(text: &str, method: &MethodSpec) -> Result<(), Rejection> {
    json::is_sound(text).map_err(|fault| refuse(text.as_bytes(), &fault, method))
}

/// The refusal of JSON that is another array, or none; or of what is no JSON.
fn other(text: &str, fault: Fault, method: &MethodSpec) -> Rejection {
    is_json(text, method).err().unwrap_or_else(|| malformed(StatusCode::UNPROCESSABLE_ENTITY, String::new(), fault, method))
}

fn refuse(body: &[u8], fault: &json::Fault, method: &MethodSpec) -> Rejection {
    let (status, pointer, fault) = judged(body, fault);
    malformed(status, pointer, fault, method)
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
