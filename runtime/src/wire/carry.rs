//! What an HTML form can carry of a type: known to the compiler, beside its shape.
//!
//! A form says everything as text. Where serde knows what it reads, text becomes numbers; where it gathers values first and looks at
//! them later (`flatten`, a tag among the fields, `untagged`), text stays text.

/// What a form can carry of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Carry(u8);

impl Carry {
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
