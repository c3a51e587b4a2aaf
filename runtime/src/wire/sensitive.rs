//! Which parts of a value are secrets: known by the type alone, so also of a value that could not be read.
//!
//! In: `#[sensitive]`, through `#[model]`. Out: an answer for a path of wire names, and what a log shows in a secret's place.

use super::travel::Fits;
use std::fmt;

/// The steps from a value down to a part of it: wire names of fields, places in a sequence.
#[derive(Debug, Clone, Copy)]
pub struct Steps<'a> {
    steps: &'a [&'a str],
    /// How many more types may be asked in one place. A type that holds itself without a step between would ask for ever.
    questions: u8,
}

/// The most types that stand in one place: newtypes, pointers, flattened fields.
const MOST_QUESTIONS: u8 = 8;

/// Whether what lies at the end of some steps is a secret.
pub type IsSensitive = fn(Steps<'_>) -> bool;

/// A type with `#[sensitive]` fields whose `Debug`, if it has one, leaves them out. Generated code asks for [`Secretive`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` has a `#[sensitive]` field, and a `Debug` that would show it",
    label = "its secrets would be in every log",
    note = "derive `Debug` below `#[model]`, which then leaves the field out"
)]
pub trait HidesSecrets<const IS_DEBUG: bool> {
    /// [`Fits`].
    type Yes;
}

impl<T> HidesSecrets<false> for T {
    type Yes = Fits;
}

/// [`Fits`], of a type that shows no secrets.
pub type Secretive<T, const IS_DEBUG: bool> = <T as HidesSecrets<IS_DEBUG>>::Yes;

impl<'a> Steps<'a> {
    /// These steps.
    pub const fn new(steps: &'a [&'a str]) -> Self {
        Self { steps, questions: MOST_QUESTIONS }
    }

    /// Whether they lead to the field of this name, or below it.
    pub fn at(self, field: &str) -> bool {
        self.steps.first().is_some_and(|first| *first == field)
    }

    /// Whether they lead into the field of this name, and its type calls the rest a secret.
    pub fn below(self, field: &str, rest: IsSensitive) -> bool {
        self.at(field) && self.within(rest)
    }

    /// Whether a type that stands in the same place calls it a secret. What cannot be told counts as one.
    pub fn here(self, same: IsSensitive) -> bool {
        self.questions == 0 || same(Self { questions: self.questions - 1, ..self })
    }

    /// Whether the type of an item calls what comes after the first step a secret.
    pub fn within(self, rest: IsSensitive) -> bool {
        self.steps.split_first().is_some_and(|(_, steps)| rest(Steps::new(steps)))
    }
}

/// The answer of a type without secrets.
pub(super) fn nothing(_: Steps<'_>) -> bool {
    false
}

/// What `Debug` shows in the place of a secret.
#[derive(Clone, Copy)]
pub struct Sensitive;

impl fmt::Debug for Sensitive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<sensitive>")
    }
}

#[cfg(test)]
mod tests {
    use crate::wire::{Steps, Wire};
    use std::collections::BTreeMap;

    struct Card;

    impl Wire for Card {
        const FINGERPRINT: [u8; 16] = [7; 16];

        fn is_sensitive(steps: Steps<'_>) -> bool {
            steps.at("number")
        }
    }

    #[test]
    fn a_type_that_is_only_itself_ends() {
        struct Endless;

        impl Wire for Endless {
            const FINGERPRINT: [u8; 16] = [8; 16];

            fn is_sensitive(steps: Steps<'_>) -> bool {
                steps.here(<Option<Box<Self>>>::is_sensitive)
            }
        }

        assert!(Endless::is_sensitive(Steps::new(&["a"])), "the safe answer");
    }

    #[test]
    fn what_holds_a_secret_says_where() {
        assert!(Card::is_sensitive(Steps::new(&["number"])) && Card::is_sensitive(Steps::new(&["number", "0"])));
        assert!(!Card::is_sensitive(Steps::new(&["name"])) && !Card::is_sensitive(Steps::new(&[])));
        assert!(Option::<Box<Card>>::is_sensitive(Steps::new(&["number"])));
        assert!(Vec::<Card>::is_sensitive(Steps::new(&["3", "number"])) && !Vec::<Card>::is_sensitive(Steps::new(&["number"])));
        assert!(BTreeMap::<String, Card>::is_sensitive(Steps::new(&["mine", "number"])));
        assert!(<(u8, Card)>::is_sensitive(Steps::new(&["1", "number"])) && !<(u8, Card)>::is_sensitive(Steps::new(&["0", "number"])));
    }
}
