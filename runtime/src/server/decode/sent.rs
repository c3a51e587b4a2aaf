//! Texts as they were sent, before a type asks anything of them.

use std::borrow::Cow;

/// The texts of one name.
#[derive(Debug, Clone)]
pub(in crate::server) struct Texts<'a> {
    pub(super) texts: Vec<Cow<'a, str>>,
    pub(super) kind: Kind,
}

/// How texts are to be understood where the type alone does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum Kind {
    /// Each is one value, and text where anything would do.
    Text,
    /// Each is one value, and a number or a boolean where anything would do and it looks like one: fields of `#[serde(flatten)]` do not say
    /// what they are.
    Guess,
    /// Items of a list, though it be one.
    List,
    /// Items of a list, and numbers or booleans where anything would do and they look like it.
    GuessedList,
    /// Each may be several, separated by commas.
    Header,
    /// What no type is said by: the brackets behind the name are of no list.
    Unclear,
}
