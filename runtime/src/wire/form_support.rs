//! What an HTML form can carry of a type: known to the compiler, beside its shape.
//!
//! A form says everything as text. Where serde knows what it reads, text becomes numbers; where it gathers values first and looks at
//! them later (`flatten`, a tag among the fields, `untagged`), text stays text.

/// What a form can carry of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FormSupport(u8);

impl FormSupport {
    /// Text, or what is made of it, wherever it stands.
    pub(super) const TEXT: Self = Self(0);
    /// Numbers or booleans, where serde knows that it reads them.
    pub(super) const TYPED: Self = Self(1);
    /// What no form can say.
    pub(super) const NEVER: Self = Self(2);
    /// A file: an argument of its own.
    pub(super) const FILE: Self = Self(4);
    /// A file within something else.
    pub(super) const MISPLACED: Self = Self(8);
    /// What looks at its content later.
    pub(super) const GATHERING: Self = Self(16);

    /// Whether no form can carry the type.
    pub(crate) const fn is_never(self) -> bool {
        self.has(Self::NEVER)
    }

    /// Whether it is a file.
    pub(crate) const fn is_file(self) -> bool {
        self.has(Self::FILE)
    }

    /// Whether it holds a file, and so cannot travel at all.
    pub(crate) const fn is_misplaced(self) -> bool {
        self.has(Self::MISPLACED)
    }

    /// With a part of this kind.
    pub(super) const fn with(self, part: Self) -> Self {
        let part = part.inside();
        let lost = self.has(Self::GATHERING) && part.has(Self::TYPED);
        Self(self.0 | part.0 | if lost { Self::NEVER.0 } else { 0 })
    }

    /// With the fields of a flattened part.
    pub(super) const fn with_flattened(self, part: Self) -> Self {
        let gathered = Self::GATHERING.with(part);
        Self(self.0 | (gathered.0 & !Self::GATHERING.0))
    }

    /// As a part of something.
    pub(super) const fn inside(self) -> Self {
        let kept = self.0 & (Self::TYPED.0 | Self::NEVER.0 | Self::MISPLACED.0);
        Self(if self.has(Self::FILE) { kept | Self::MISPLACED.0 } else { kept })
    }

    const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use crate::wire::{Shape, Tagging};

    const TEXT: Shape = Shape::scalar("string");
    const NUMBER: Shape = Shape::scalar("u8").typed();
    const ANY: Shape = Shape::named("any").never_in_forms();
    const TAGGED: Shape = Shape::choice(Tagging::Internal("t"));
    const WORD: Shape = Shape::record().field("a", TEXT);
    const COUNT: Shape = Shape::record().field("a", NUMBER);

    /// Every way of being within something.
    fn around(part: Shape) -> [Shape; 11] {
        let record = Shape::record();
        [
            Shape::newtype(part),
            Shape::sequence(part),
            Shape::array(part, 2),
            Shape::map(TEXT, part),
            Shape::tuple().item(part).item(TEXT),
            record.field("a", part).field("b", TEXT),
            record.defaulted("a", part),
            record.field("a", Shape::option(Shape::sequence(part))),
            record.flattened(part),
            Shape::choice(Tagging::External).variant("a", part),
            Shape::choice(Tagging::Untagged).alternative(part),
        ]
    }

    #[test]
    fn a_form_carries_text_and_what_serde_knows_to_be_a_number() {
        let beside = [WORD.flattened(WORD).field("b", NUMBER), WORD.field("b", TAGGED.variant("a", WORD)).field("c", NUMBER)];
        let apart = [Shape::by("f", ANY), Shape::by("f", NUMBER)];
        let external = Shape::choice(Tagging::External).variant("a", COUNT);
        let numbers = [NUMBER, Shape::option(NUMBER), Shape::sequence(NUMBER), Shape::map(TEXT, NUMBER), COUNT, external];
        for carried in around(TEXT).into_iter().chain(numbers).chain(beside).chain(apart) {
            assert!(!carried.carry().is_never(), "{carried:?}");
        }
    }

    #[test]
    fn no_form_carries_json_or_a_number_that_serde_looks_at_later() {
        for lost in around(ANY).into_iter().chain([ANY, Shape::option(ANY)]) {
            assert!(lost.carry().is_never(), "{lost:?}");
        }
        for part in around(NUMBER).into_iter().chain([COUNT, Shape::option(COUNT)]) {
            for later in [Tagging::Internal("t"), Tagging::Adjacent("t", "c"), Tagging::Untagged] {
                assert!(Shape::choice(later).variant("a", part).carry().is_never(), "{part:?}");
            }
            assert!(Shape::record().flattened(part).carry().is_never(), "{part:?}");
        }
    }

    #[test]
    fn a_file_is_an_argument_of_its_own() {
        for file in [Shape::file(), Shape::option(Shape::file())] {
            assert!(file.carry().is_file() && !file.carry().is_misplaced());
            for within in around(file).into_iter().chain(around(Shape::sequence(file))) {
                assert!(within.carry().is_misplaced() && !within.carry().is_file(), "{within:?}");
            }
        }
    }
}
