//! The description of a type: one constant table, written by `#[model]` from the item and its attributes.
//!
//! In: types. Out: a [`Type`] for each, with its children behind functions, so that recursion and generics need nothing special. What is
//! made of a type without a value at hand (the fields of a form, where its secrets are) is a walk over this table.

use super::Tagging;

/// A function that gives the description of a type.
pub type TypeFn = fn() -> &'static Type;

/// The JSON form of a type.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// `null`.
    Null,
    /// A boolean.
    Bool,
    /// A whole number, with its bounds where `f64` holds them exactly.
    Integer(Option<i64>, Option<i64>),
    /// A number with a fraction.
    Float,
    /// A text of some format.
    Text(Format),
    /// Any JSON value.
    Any,
    /// A file, which travels beside JSON.
    File,
    /// A value or `null`; as a field it may be absent.
    Option(TypeFn),
    /// An array of items of one type.
    List(TypeFn),
    /// An object with keys of any name, by the type of its values.
    Map(TypeFn),
    /// An array of items of their own types.
    Tuple(&'static [TypeFn]),
    /// A type of the user's, written by `#[model]`.
    Model(Model),
    /// A type that implements nothing of ours.
    Foreign,
}

/// The format of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Any text.
    Plain,
    /// One character.
    Char,
    /// A UUID (RFC 9562).
    Uuid,
    /// An absolute URL.
    Url,
    /// A date: `2026-11-30`.
    Date,
    /// A time of day without a zone: `12:30:00`.
    Time,
    /// A date and a time of day without a zone: `2026-11-30T12:30:00`.
    DateTime,
    /// A text with a grammar of its own.
    Other,
}

/// A struct or an enum.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    /// Its doc comment.
    pub docs: &'static str,
    /// Its parts.
    pub content: Content,
}

/// The parts of a struct, or of a variant.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// None: `null`, or a variant's name.
    Unit,
    /// The one field, written alone.
    Inner(Field),
    /// Fields in an array.
    Tuple(&'static [Field]),
    /// Fields in an object.
    Record(&'static [Field]),
    /// One of several variants.
    Choice(Tagging, &'static [Variant]),
    /// Another type, read in place of the parts.
    Converted(TypeFn, &'static Content),
}

/// A field of a struct or a variant.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The wire name, as it is read.
    pub name: &'static str,
    /// Other names that are read.
    pub aliases: &'static [&'static str],
    /// Whether it may be absent.
    pub presence: Presence,
    /// `#[sensitive]`: shown in no log and no form.
    pub is_secret: bool,
    /// The doc comment.
    pub docs: &'static str,
    /// The rules of its value.
    pub rules: &'static [Rule],
    /// The rules of each item of a list, or of the value of an option.
    pub inner: &'static [Rule],
    /// The type.
    pub ty: TypeFn,
}

/// Whether a field may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must be there, unless its type is an option.
    Required,
    /// It has a default.
    Defaulted,
    /// The fields of its type stand in its place.
    Flattened,
}

/// A variant of an enum.
#[derive(Debug, Clone, Copy)]
pub struct Variant {
    /// The wire name, as it is read; none for an untagged variant.
    pub name: Option<&'static str>,
    /// Its parts.
    pub content: Content,
}

/// A `#[garde(..)]` rule that a form can state. Bounds are functions, since an expression of the user's need not be constant.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// `required`.
    Required,
    /// `email`.
    Email,
    /// `url`.
    Url,
    /// `pattern("..")`.
    Pattern(&'static str),
    /// `length(..)`: what is counted, the least and the most.
    Length(Count, Option<fn() -> usize>, Option<fn() -> usize>),
    /// `range(..)`: the least and the most, as they are written in HTML.
    Range(Option<fn() -> String>, Option<fn() -> String>),
}

/// The unit of a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Characters (Unicode scalar values) of a text, items of a list.
    Chars,
    /// Bytes of UTF-8.
    Bytes,
    /// Grapheme clusters.
    Graphemes,
    /// UTF-16 code units.
    Utf16,
}

impl Type {
    /// The description of what implements nothing of ours.
    pub(crate) fn foreign() -> &'static Self {
        &Self::Foreign
    }
}

impl Field {
    /// A required field without rules.
    pub const fn new(name: &'static str, ty: TypeFn) -> Self {
        Self { name, aliases: &[], presence: Presence::Required, is_secret: false, docs: "", rules: &[], inner: &[], ty }
    }
}
