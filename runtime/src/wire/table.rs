//! The description of a type: one constant table, written by `#[model]` from the item and its attributes.
//!
//! In: types. Out: a [`Type`] for each, with its children behind functions, so that recursion and generics need nothing special. What is
//! made of a type without a value at hand (JSON Schema, the fields of a form, where its secrets are) is a walk over this table.

use super::Tagging;
use super::extra::Extra;
#[cfg(feature = "server")]
use crate::json::Fault;

/// A function that gives the description of a type.
pub type TypeFn = fn() -> &'static Type;

/// The JSON form of a type.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// `null`.
    Null,
    /// A boolean.
    Bool,
    /// A whole number.
    Integer(Integer),
    /// A number with a fraction: `double` or `float`.
    Float(&'static str),
    /// A text of some format.
    Text(Format),
    /// Any JSON value.
    Any,
    /// An array of bytes, which is read from a text too.
    Bytes,
    /// A file, which travels beside JSON.
    File,
    /// A value or `null`; as a field it may be absent.
    Option(TypeFn),
    /// A value or `null`; as a field it must be there.
    Nullable(TypeFn),
    /// An array of items of one type.
    List(TypeFn),
    /// An array of so many items of one type.
    Array(TypeFn, usize),
    /// An object with keys of any name: the types of its keys and its values.
    Map(TypeFn, TypeFn),
    /// An array of items of their own types.
    Tuple(&'static [TypeFn]),
    /// A type of the user's, written by `#[model]`.
    Model(&'static Model),
    /// A type that implements nothing of ours.
    Foreign,
}

/// The bounds of a type of whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Integer {
    /// Its name among the formats of OpenAPI: `uint8`.
    pub format: &'static str,
    /// The least number.
    pub least: i128,
    /// The greatest number.
    pub most: u128,
    /// Whether zero is one of the numbers.
    pub has_zero: bool,
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
    Date(Grammar),
    /// A time of day without a zone: `12:30:00`.
    Time(Grammar),
    /// A date and a time of day without a zone: `2026-11-30T12:30:00`.
    DateTime(Grammar),
    /// A decimal number, which is read from a number too.
    Decimal,
    /// A text with a grammar of its own.
    Other(Grammar),
}

/// What texts of a format look like. Only a document says so: elsewhere it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grammar {
    /// The formats of JSON Schema for just these texts.
    pub formats: &'static [&'static str],
    /// A pattern of the whole text.
    pub pattern: &'static str,
    /// The words for whoever sent another text: `expected a length of time such as PT1H30M`.
    pub expected: &'static str,
}

impl Grammar {
    /// Nothing can be said.
    pub const ANY: Self = Self { formats: &[], pattern: "", expected: "" };

    /// Texts of any of these formats.
    pub const fn formats(formats: &'static [&'static str]) -> Self {
        if cfg!(feature = "server") { Self { formats, ..Self::ANY } } else { Self::ANY }
    }

    /// Texts of a pattern.
    pub const fn pattern(pattern: &'static str) -> Self {
        if cfg!(feature = "server") { Self { pattern, ..Self::ANY } } else { Self::ANY }
    }

    /// The same with the words for whoever sent another text.
    #[must_use]
    pub const fn expected(self, expected: &'static str) -> Self {
        if cfg!(feature = "server") { Self { expected, ..self } } else { self }
    }
}

#[cfg(feature = "server")]
impl Format {
    /// The words for whoever sent another text; empty where serde's own are as good.
    const fn expected(self) -> &'static str {
        match self {
            Self::Plain | Self::Char => "",
            Self::Uuid => "expected a UUID such as 0198f3b2-6c1d-7e6a-9d0e-3f2a1b4c5d6e",
            Self::Url => "expected a URL such as https://example.org/page",
            Self::Date(_) => "expected a date such as 2026-11-30",
            Self::Time(_) => "expected a time such as 14:30:00",
            Self::DateTime(_) => "expected a date and a time such as 2026-11-30T14:30:00",
            Self::Decimal => "expected a decimal number such as 12.50",
            Self::Other(grammar) => grammar.expected,
        }
    }
}

#[cfg(feature = "server")]
impl Type {
    /// A fault of a value of this type, in words that say what was expected.
    #[cold]
    pub(super) fn explain(&self, fault: Fault) -> Fault {
        match self {
            Self::Text(format) if !format.expected().is_empty() => fault.in_words(format.expected()),
            _ => fault,
        }
    }
}

/// A struct or an enum.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    /// Its doc comment.
    pub docs: &'static str,
    /// Its name in a document; none for a type that is written out wherever it stands.
    pub name: Option<Name>,
    /// Its parts.
    pub content: Content,
    /// Whether unknown members are refused.
    pub is_strict: bool,
    /// The member that a struct is written with, and its value: `#[serde(tag = "..")]`.
    pub tag: Option<(&'static str, &'static str)>,
    /// Further parts of its schema in a document.
    pub extra: Extra,
}

/// The name of a type in a document.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    /// The name, with `{}` for each parameter: `List_of_{}`.
    pub text: &'static str,
    /// The names of the parameters.
    pub parameters: &'static [fn() -> String],
    /// The path of the type in Rust, which tells it from another of its name.
    pub path: fn() -> &'static str,
}

/// The parts of a struct, or of a variant.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// None: `null`, or a variant's name.
    Unit,
    /// The one field, written alone.
    Inner(Field),
    /// The same, which may be absent where the field's type may.
    Transparent(Field),
    /// Fields in an array.
    Tuple(&'static [Field]),
    /// Fields in an object.
    Record(&'static [Field]),
    /// One of several variants.
    Choice(Tagging, &'static [Variant]),
    /// Other types in place of the parts.
    Converted(Converted),
}

/// The types that travel in a type's place; where there is none, its own parts do.
#[derive(Debug, Clone, Copy)]
pub struct Converted {
    /// What is written: `#[serde(into = "..")]`.
    pub written: Option<&'static Field>,
    /// What is read: `#[serde(from = "..")]`.
    pub read: Option<&'static Field>,
    /// The parts.
    pub own: &'static Content,
}

#[cfg(feature = "server")]
impl Converted {
    /// The type that is read, if it is not of these parts.
    pub(crate) fn read(&self) -> Result<TypeFn, &'static Content> {
        self.read.map(|field| field.ty).ok_or(self.own)
    }
}

/// A field of a struct or a variant.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The wire name, as it is read.
    pub name: &'static str,
    /// The wire name, as it is written; empty if it never is.
    pub written: &'static str,
    /// Other names that are read.
    pub aliases: &'static [&'static str],
    /// Whether it may be absent.
    pub presence: Presence,
    /// Whether it may be left out when it is written.
    pub is_left_out: bool,
    /// Whether it is read.
    pub is_read: bool,
    /// What decides its form, if not its type alone.
    pub by: By,
    /// `#[sensitive]`: shown in no log and no form.
    pub is_secret: bool,
    /// `#[sensitive(password)]`: people type it unseen.
    pub is_password: bool,
    /// The doc comment.
    pub docs: &'static str,
    /// The rules of its value.
    pub rules: &'static [Rule],
    /// The rules of each item of a list, or of the value of an option.
    pub inner: &'static [Rule],
    /// The type.
    pub ty: TypeFn,
    /// Further parts of its schema in a document.
    pub extra: Extra,
}

/// What decides the form of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Its type.
    Type,
    /// Its type, and a function reads it: so it must be there.
    Reader,
    /// A module's functions, which may write anything: `#[serde(with = "..")]`.
    Module,
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
    /// Other names that are read.
    pub aliases: &'static [&'static str],
    /// The wire name, as it is written; empty for a variant that never is.
    pub written: &'static str,
    /// Its doc comment.
    pub docs: &'static str,
    /// Its parts.
    pub content: Content,
    /// The mark of a variant that is read from any other name: `#[serde(other)]`.
    pub is_other: bool,
    /// Further parts of its schema in a document.
    pub extra: Extra,
}

/// A `#[garde(..)]` rule that a form or a document can state. Bounds are functions, since an expression of the user's need not be constant.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// `required`.
    Required,
    /// `email`.
    Email,
    /// `url`.
    Url,
    /// `ip`, `ipv4`, `ipv6`: as it is named.
    Ip(&'static str),
    /// `contains(..)`, `prefix(..)`, `suffix(..)`.
    Has(Part, fn() -> String),
    /// `pattern("..")`.
    Pattern(&'static str),
    /// `length(..)`: what is counted, the least and the most.
    Length(Count, Option<fn() -> usize>, Option<fn() -> usize>),
    /// `range(..)`: the least and the most, as they are written in HTML.
    Range(Option<fn() -> String>, Option<fn() -> String>),
}

/// The place of a text within another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `contains`.
    Anywhere,
    /// `prefix`.
    Start,
    /// `suffix`.
    End,
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
    pub fn foreign() -> &'static Self {
        &Self::Foreign
    }
}

/// A text that a document shows, and nothing else: so it is in no other build than a server's.
pub const fn for_documents(text: &'static str) -> &'static str {
    if cfg!(feature = "server") { text } else { "" }
}

impl Name {
    /// The name of a type without parameters. No other build than a server's has it.
    pub const fn new(text: &'static str, path: fn() -> &'static str) -> Self {
        const fn nowhere() -> &'static str {
            ""
        }

        let path = if cfg!(feature = "server") { path } else { nowhere };
        Self { text: for_documents(text), parameters: &[], path }
    }
}

impl Model {
    /// A type without parts and without a name.
    pub const UNIT: Self = Self { docs: "", name: None, content: Content::Unit, is_strict: false, tag: None, extra: Extra::NOTHING };
}

impl Field {
    /// A required field without rules.
    pub const fn new(name: &'static str, ty: TypeFn) -> Self {
        Self {
            name,
            written: name,
            aliases: &[],
            presence: Presence::Required,
            is_left_out: false,
            is_read: true,
            by: By::Type,
            is_secret: false,
            is_password: false,
            docs: "",
            rules: &[],
            inner: &[],
            ty,
            extra: Extra::NOTHING,
        }
    }
}

impl Variant {
    /// Every name that is read; none of an untagged variant.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.name.into_iter().chain(self.aliases.iter().copied())
    }

    /// A variant of one name in both directions, without parts.
    pub const fn new(name: &'static str) -> Self {
        Self { name: Some(name), aliases: &[], written: name, docs: "", content: Content::Unit, is_other: false, extra: Extra::NOTHING }
    }
}
