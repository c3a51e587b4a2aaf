//! Where text can say a value: in a path segment, a parameter or a header, and in a query as a whole. Known to the compiler, beside its shape.
//!
//! In: what a shape is built of. Out: answers for `spec::input`, which refuses what every call would fail at.

/// What is known of how text says a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextForm {
    /// Nothing: the type is not ours.
    Opaque,
    /// Nothing: the type decides when it is read.
    Unknown,
    /// One text says it.
    One,
    /// As many texts as it has items.
    Several,
    /// A name and a text for each field.
    Fields,
    /// Fields that have fields themselves.
    Nested,
    /// A list of what has fields.
    Lists,
}

impl TextForm {
    /// Whether one text may be enough.
    pub(crate) const fn may_be_one(self) -> bool {
        matches!(self, Self::Opaque | Self::Unknown | Self::One)
    }

    /// Whether texts of one name may be enough.
    pub(crate) const fn may_be_of_one_name(self) -> bool {
        matches!(self, Self::Opaque | Self::Unknown | Self::One | Self::Several)
    }

    /// Whether it may have fields.
    pub(crate) const fn may_have_fields(self) -> bool {
        matches!(self, Self::Opaque | Self::Unknown | Self::Fields | Self::Nested)
    }

    /// Whether some field is certain to have fields of its own.
    pub(crate) const fn is_nested(self) -> bool {
        matches!(self, Self::Nested)
    }

    /// Whether it may be spread over a query: one value of a type that is not ours would be taken for fields.
    pub(crate) const fn may_be_spread(self) -> bool {
        matches!(self, Self::Unknown | Self::Fields)
    }

    /// A list of these.
    pub(super) const fn listed(self) -> Self {
        if self.may_be_of_one_name() { Self::Several } else { Self::Lists }
    }

    /// With one more field, if these are fields.
    pub(super) const fn with_field(self, field: Self) -> Self {
        match self {
            Self::Fields if !field.may_be_of_one_name() => Self::Nested,
            other => other,
        }
    }

    /// With the fields of a `#[serde(flatten)]` field.
    pub(super) const fn with_flattened(self, fields: Self) -> Self {
        if self.may_have_fields() && fields.is_nested() { Self::Nested } else { self }
    }

    /// With one more item, if this is a list.
    pub(super) const fn with_item(self, item: Self) -> Self {
        match self {
            Self::Several => item.listed(),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TextForm::{self, Fields, Lists, Nested, One, Opaque, Several, Unknown};

    #[test]
    fn what_is_not_known_may_be_anything_and_what_is_known_fits_its_places() {
        let fits = |answer: fn(TextForm) -> bool| [Opaque, Unknown, One, Several, Fields, Nested, Lists].map(answer);
        assert_eq!(fits(TextForm::may_be_one), [true, true, true, false, false, false, false]);
        assert_eq!(fits(TextForm::may_be_of_one_name), [true, true, true, true, false, false, false]);
        assert_eq!(fits(TextForm::may_have_fields), [true, true, false, false, true, true, false]);
        assert_eq!(fits(TextForm::may_be_spread), [false, true, false, false, true, false, false]);
        assert_eq!(fits(TextForm::is_nested), [false, false, false, false, false, true, false]);
    }
}
