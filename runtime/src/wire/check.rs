//! Faults in values, each at its place.
//!
//! In: the outcome of a rule and where it stands. Out: [`FieldError`]s. Nothing is allocated for a value without faults.

use super::{FieldError, step};
use std::fmt::{self, Display};

/// Where a check stands within a value, and what it has found so far.
pub struct Faults<'a> {
    at: Place<'a>,
    found: &'a mut Vec<FieldError>,
}

#[derive(Clone, Copy)]
enum Place<'a> {
    Root,
    Field(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
    /// Below a key of a map, which is asked for its name once there is a fault.
    Key(&'a Place<'a>, &'a dyn Fn() -> Option<String>),
}

/// Most bytes of a key that are repeated, since a peer may have chosen it.
const MAX_KEY: usize = 64;

impl<'a> Faults<'a> {
    /// At the top of a value.
    pub fn root(found: &'a mut Vec<FieldError>) -> Self {
        Self { at: Place::Root, found }
    }

    /// At the field of this wire name.
    pub fn at<'b>(&'b mut self, field: &'b str) -> Faults<'b> {
        Faults { at: Place::Field(&self.at, field), found: self.found }
    }

    /// At an item of a sequence, counted from 0.
    pub fn index(&mut self, index: usize) -> Faults<'_> {
        Faults { at: Place::Index(&self.at, index), found: self.found }
    }

    /// At the value of a map's key, if that has a name in JSON; else at the map.
    pub(super) fn key<'b>(&'b mut self, name: &'b dyn Fn() -> Option<String>) -> Faults<'b> {
        Faults { at: Place::Key(&self.at, name), found: self.found }
    }

    /// At what lies somewhere within: a fault of it stands here.
    pub(super) fn within(&mut self) -> Faults<'_> {
        self.key(&|| None)
    }

    /// Adds a fault here if the rule refused: `code` is the rule's name, `outcome` its answer.
    pub fn refuse<E: Display>(&mut self, code: &str, outcome: Result<(), E>) {
        if let Err(error) = outcome {
            self.push(code, error.to_string());
        }
    }

    /// [`Faults::refuse`] at the field of this wire name.
    pub fn rule<E: Display>(&mut self, field: &str, code: &str, outcome: Result<(), E>) {
        self.at(field).refuse(code, outcome);
    }

    fn push(&mut self, code: &str, message: String) {
        let mut pointer = String::new();
        self.at.write(&mut pointer);
        self.found.push(FieldError { pointer: Some(pointer), parameter: None, code: code.to_owned(), message });
    }
}

impl Place<'_> {
    /// Writes a JSON pointer (RFC 6901), as far as each step has a name. False if one has none.
    fn write(self, pointer: &mut String) -> bool {
        let (parent, name) = match self {
            Place::Root => return true,
            Place::Field(parent, name) => (parent, Some(step(name))),
            Place::Index(parent, index) => (parent, Some(index.to_string())),
            Place::Key(parent, name) => (parent, name().map(|name| step(&name.chars().take(MAX_KEY).collect::<String>()))),
        };
        let (true, Some(name)) = (parent.write(pointer), name) else { return false };
        pointer.extend(["/", name.as_str()]);
        true
    }
}

impl fmt::Debug for Faults<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Faults").field(&self.found).finish()
    }
}

/// What is wrong with the arguments of one call.
#[derive(Debug, Default)]
pub struct Report {
    faults: Vec<(&'static str, FieldError)>,
}

impl Report {
    /// Nothing is wrong so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at the argument of this name; pointers are relative to it.
    pub(crate) fn look(&mut self, name: &'static str, check: impl FnOnce(&mut Faults<'_>)) {
        let mut found = Vec::new();
        check(&mut Faults::root(&mut found));
        if !found.is_empty() {
            self.faults.extend(found.into_iter().map(|fault| (name, fault)));
        }
    }

    /// Whether the call may go ahead.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// The faults, each with the name of its argument.
    pub fn into_faults(self) -> Vec<(&'static str, FieldError)> {
        self.faults
    }

    /// The faults as an action shows them: `/argument/field`.
    pub fn into_field_errors(self) -> Vec<FieldError> {
        let under = |(name, fault): (&str, FieldError)| fault.below(name);
        self.faults.into_iter().map(under).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_carries_its_pointer() {
        let mut found = Vec::new();
        let mut faults = Faults::root(&mut found);
        faults.at("tags").index(2).refuse("length", Err("too long"));
        faults.rule("a/b~c", "ascii", Err("not ascii"));
        faults.rule("fine", "ascii", Ok::<(), &str>(()));
        let pointers: Vec<_> = found.iter().filter_map(|fault| fault.pointer.as_deref()).collect();
        assert_eq!(pointers, ["/tags/2", "/a~1b~0c"]);
    }

    #[test]
    fn a_report_puts_the_argument_in_front() {
        let mut report = Report::new();
        report.look("new", |faults| faults.rule("title", "length", Err("too short")));
        let errors = report.into_field_errors();
        assert_eq!(errors[0].pointer.as_deref(), Some("/new/title"));
    }
}
