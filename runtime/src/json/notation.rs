//! Notation of scalars in a text: JSON's own numbers and booleans, or texts in their place.

/// Notation of scalars, and the meaning of an absent value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// As JSON has them.
    Json,
    /// The name of a member: a number or a boolean in quotes.
    Key,
    /// A path, a query: an array of texts, one of them for a scalar. An absent list is an empty one.
    #[cfg(feature = "server")]
    Query,
    /// A header: as in a query, and the members of a list stand at this offset.
    #[cfg(feature = "server")]
    Header(usize),
    /// A form: an array of texts, the last of them for a scalar. An absent box is unchecked, an absent list empty.
    #[cfg(feature = "server")]
    Form,
}

impl Notation {
    /// Returns true if scalars are texts.
    pub(super) const fn is_text(self) -> bool {
        !matches!(self, Self::Json)
    }

    pub(super) const fn is_form(self) -> bool {
        #[cfg(feature = "server")]
        return matches!(self, Self::Form);
        #[cfg(not(feature = "server"))]
        false
    }

    pub(super) const fn is_query(self) -> bool {
        #[cfg(feature = "server")]
        return matches!(self, Self::Query);
        #[cfg(not(feature = "server"))]
        false
    }

    /// Returns true if an absent list is an empty one.
    pub(super) const fn has_empty_lists(self) -> bool {
        self.is_text() && !matches!(self, Self::Key)
    }
}
