//! Places where a rule does not hold yet. The list may only shrink: an exception that nothing needs is a fault itself.

use std::cell::RefCell;

use super::fault::Rule;

/// A rule, the file, and for a rule about imports the file that is imported.
type Known = (Rule, &'static str, &'static str);

/// Every known exception.
const KNOWN: &[Known] = &[
    (Rule::Direction, "runtime/src/server/body/read.rs", "runtime/src/server/serve/request_body.rs"),
    (Rule::Direction, "runtime/src/server/serve/mod.rs", "runtime/src/server/builder/server.rs"),
    (Rule::Face, "runtime/src/json/mod.rs", ""),
    (Rule::Face, "runtime/src/server/body/form/mod.rs", ""),
    (Rule::Face, "runtime/src/server/decode/mod.rs", ""),
    (Rule::Face, "runtime/src/server/schema/mod.rs", ""),
    (Rule::Face, "runtime/src/server/serve/mod.rs", ""),
    (Rule::Face, "runtime/src/server/webhooks/mod.rs", ""),
    (Rule::Face, "runtime/src/transport/mod.rs", ""),
    (Rule::Face, "runtime/src/upload/mod.rs", ""),
    (Rule::Face, "runtime/src/wire/mod.rs", ""),
    (Rule::Face, "macros/src/data/api_error/mod.rs", ""),
    (Rule::Face, "macros/src/data/mod.rs", ""),
    (Rule::Length, "tests/fixtures/pairs/src/edits.rs", ""),
];

/// The list while it is used.
#[derive(Debug)]
pub(super) struct Exceptions {
    known: &'static [Known],
    used: RefCell<Vec<bool>>,
}

impl Exceptions {
    /// Makes the list of the project.
    pub(super) fn known() -> Self {
        Self::of(KNOWN)
    }

    /// Makes an empty list.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self::of(&[])
    }

    fn of(known: &'static [Known]) -> Self {
        Self { known, used: RefCell::new(vec![false; known.len()]) }
    }

    /// Returns true if a rule need not hold there.
    pub(super) fn knows(&self, rule: Rule, file: &str, target: &str) -> bool {
        self.place(rule, file, target).is_some()
    }

    /// Returns true if a rule need not hold there, and notes that the exception is needed.
    pub(super) fn excuses(&self, rule: Rule, file: &str, target: &str) -> bool {
        let place = self.place(rule, file, target);
        if let Some(place) = place {
            self.used.borrow_mut()[place] = true;
        }
        place.is_some()
    }

    fn place(&self, rule: Rule, file: &str, target: &str) -> Option<usize> {
        self.known.iter().position(|known| known.0 == rule && known.1 == file && known.2 == target)
    }

    /// Exceptions that excused nothing.
    pub(super) fn unused(&self) -> Vec<Known> {
        let used = self.used.borrow();
        self.known.iter().zip(&*used).filter(|(_, used)| !**used).map(|(known, _)| *known).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_holds_for_its_own_place_and_is_missed_when_unused() {
        let exceptions = Exceptions::of(&[(Rule::Circle, "a.rs", "b.rs"), (Rule::Face, "f/mod.rs", "")]);
        assert!(exceptions.excuses(Rule::Circle, "a.rs", "b.rs"));
        assert!(!exceptions.excuses(Rule::Circle, "b.rs", "a.rs"));
        assert_eq!(exceptions.unused(), [(Rule::Face, "f/mod.rs", "")]);
    }
}
