//! Form fields as JSON, from which a type reads texts as what it asks for.
//!
//! | the type asks for | the form says |
//! |---|---|
//! | a boolean | `on`, `true`, `1`: true; `off`, `false`, `0`, empty or absent: false |
//! | a number, a character, a string, a unit variant | its text |
//! | an `Option` | `None` when absent or empty |
//! | a list | `name[]`, `name[0]`, or `name` several times; empty when absent, and when it is one empty text |
//! | a struct | `name.field` |

use super::blank::Blank;
use super::fault::{Fault, describe};
use super::place::pointer_before;
use crate::error::FieldError;
use crate::json::{self, Notation, Reader, What};
use bytes::Bytes;
use std::collections::BTreeMap;

/// Most items that may be left out of a list so that those behind them keep their places: as many as a tuple has.
const MAX_GAP: usize = 16;

/// A part of a form.
#[derive(Debug, Clone)]
pub(in crate::server) enum Node {
    /// What fields of one name say: at least one text.
    Texts(Vec<String>),
    /// A whole argument, as a client that is no browser sends it beside a file.
    Json(Bytes),
    List(BTreeMap<usize, Node>),
    Fields(BTreeMap<String, Node>),
}

impl Node {
    fn write(&self, out: &mut String) {
        match self {
            Self::Texts(texts) => *out += &json::texts(texts),
            Self::Json(_) => *out += "null",
            Self::List(items) => {
                out.push('[');
                let mut next = 0;
                for (index, node) in items {
                    let gap = if index - next <= MAX_GAP { index - next } else { 0 };
                    (0..gap).for_each(|_| *out += "null,");
                    node.write(out);
                    out.push(',');
                    next = index + 1;
                }
                close(out, ']');
            }
            Self::Fields(fields) => {
                out.push('{');
                for (name, node) in fields {
                    *out += &json::string(name);
                    out.push(':');
                    node.write(out);
                    out.push(',');
                }
                close(out, '}');
            }
        }
    }
}

/// Closes a bracket in the place of the last comma.
fn close(out: &mut String, bracket: char) {
    if out.ends_with(',') {
        out.pop();
    }
    out.push(bracket);
}

/// The argument of this name, of what was sent for it.
///
/// # Errors
/// The first value that cannot be read, at its pointer.
pub(in crate::server) fn field(name: &str, sent: Option<&Node>, blank: &mut Blank<'_>) -> Result<(), FieldError> {
    let mut text = String::new();
    let read = match sent {
        Some(node) => {
            node.write(&mut text);
            blank.read(&mut Reader::new(&text).by(Notation::Form))
        }
        None => blank.absent(Notation::Form),
    };
    let at = format!("/{}", crate::wire::step(name));
    read.map_err(|fault| match (sent, fault.what()) {
        (Some(_), what) => describe(what).at(at + &pointer_before(text.as_bytes(), fault.at())),
        (None, what @ What::Member(..)) => describe(what).at(at),
        (None, _) => Fault::new("missing", "is required").at(at),
    })
}
