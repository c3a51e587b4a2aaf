//! A form of maps of structs: a text of fields in which each `*` is a number, said again for so many numbers.
//!
//! Each value is read once, however many entries a map has, also to find the fields that the form leaves out. So the work is bounded by the form, and not
//! by its square.

use super::targets::{SERVICE, is_decent, read_as};
use crate::model;
use crate::server::body::receive::{Fields, urlencoded};
use crate::server::problem::rejection::Rejection;
use crate::spec::{MethodSpec, Param, Place};
use crate::wire::Shape;
use serde::{Deserialize, Deserializer};
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

const ANY: Shape = Shape::unit();
const METHOD: MethodSpec = SERVICE.method("settings", "").takes(&[Param::new("all", Place::Action, ANY)]).fails(ANY);

/// Most fields of a form that is tried.
const MAX: usize = 1000;

thread_local!(static READ: Cell<usize> = const { Cell::new(0) });

/// Much that a form may leave out, in a map of itself, and something that is counted when it is read.
#[model(crate = "crate")]
#[derive(Debug, PartialEq)]
struct Flags {
    #[serde(default, deserialize_with = "counted")]
    read: Option<u8>,
    on: bool,
    off: bool,
    #[serde(default)]
    words: Vec<String>,
    numbers: Option<u16>,
    kind: Option<Kind>,
    #[serde(default)]
    below: BTreeMap<String, Flags>,
    #[serde(default)]
    rows: Vec<Flags>,
}

#[model(crate = "crate")]
#[derive(Debug, PartialEq)]
enum Kind {
    Plain,
    With { flags: HashMap<u8, Small>, on: bool },
}

#[model(crate = "crate")]
#[derive(Debug, PartialEq)]
struct Small {
    on: bool,
    off: bool,
}

fn counted<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    READ.set(READ.get() + 1);
    Option::deserialize(deserializer)
}

/// The first byte says how many numbers there are.
pub(crate) fn maps(input: &[u8]) {
    let Some((copies, text)) = input.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let fields = text.split('&').count();
    let copies = (usize::from(*copies) * 4 + 1).min(MAX / fields);
    let body = (0..copies).map(|number| text.replace('*', &number.to_string())).collect::<Vec<_>>().join("&");
    READ.set(0);
    let read = settings(&body);
    // A value that is no map is looked at once more for words about it.
    assert!(READ.get() <= 2 * fields * copies, "{} values of {} fields were read", READ.get(), fields * copies);
    match read {
        Ok(read) => reads_back(&read),
        Err(rejection) => is_decent(rejection),
    }
}

fn settings(body: &str) -> Result<HashMap<String, Flags>, Rejection> {
    let mut fields = Fields::from(urlencoded(body.as_bytes())?);
    fields.allow_short_names(METHOD.params.iter());
    read_as(|blank| fields.fill(&METHOD.params[0], blank))
}

fn reads_back(read: &HashMap<String, Flags>) {
    let json = crate::json::write_by(|writer| crate::wire::Wire::write(read, writer)).expect("JSON can carry it");
    let again = crate::json::read::<HashMap<String, Flags>>(&json).unwrap_or_else(|fault| panic!("{json}: {fault}"));
    assert_eq!(*read, again, "{json}");
}
