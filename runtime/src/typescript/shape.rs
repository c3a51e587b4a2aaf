//! The JSON form of a type in one direction, as far as TypeScript can say it.
//!
//! Between the table of a type and what is printed of it: a type in TypeScript, and a function that reads its values.

use crate::server::Described;
use serde_json::Value;

/// The form of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Any value.
    Unknown,
    /// No value.
    Never,
    Null,
    Boolean,
    /// A number that JavaScript holds without loss.
    Number,
    /// A whole number of 64 or 128 bits that is kept within 2⁵³.
    Integer,
    /// A whole number of 64 or 128 bits.
    BigInt,
    /// A text; of a format that has a name, by that name.
    Text(Option<Alias>),
    /// This text, and no other.
    Literal(String),
    /// A text other than these, which other alternatives stand for.
    AnyOther,
    List(Box<Shape>),
    Tuple(Vec<Shape>),
    /// An object with keys of any name, or of these.
    Map(Option<Vec<String>>, Box<Shape>),
    Object(Object),
    /// One of these. With a tag, it is a member with another literal in each.
    OneOf(Option<String>, Vec<Shape>),
    /// A value or `null`.
    Nullable(Box<Shape>),
    /// A type with a name of its own.
    Named(String),
}

/// An object.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Object {
    pub(super) members: Vec<Member>,
    /// The values of further members, where they are known.
    pub(super) rest: Option<Box<Shape>>,
    /// Choices of several sets of members, among the members.
    pub(super) and: Vec<Shape>,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) shape: Shape,
    /// True if it may be absent, and so has a `?`.
    pub(super) is_optional: bool,
    /// The value that stands in its place where another build left it out.
    pub(super) default: Option<Value>,
    pub(super) about: About,
}

/// The words about a type, a member or a function.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct About {
    pub(super) docs: String,
    pub(super) deprecated: Option<String>,
}

/// A text of a format that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alias {
    DateTime,
    Decimal,
    PlainDate,
    PlainDateTime,
    PlainTime,
    Url,
    Uuid,
}

/// A type with a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Declaration {
    pub(super) shape: Shape,
    pub(super) about: About,
}

impl Alias {
    /// Each, with what it documents.
    pub(super) const EACH: [(Self, &'static str); 7] = [
        (Self::DateTime, "A date and a time with its offset from UTC (RFC 3339): `2026-11-30T12:30:00Z`."),
        (Self::Decimal, "A decimal number, as a text: `12.50`."),
        (Self::PlainDate, "A date: `2026-11-30`."),
        (Self::PlainDateTime, "A date and a time of day without a zone: `2026-11-30T12:30:00`."),
        (Self::PlainTime, "A time of day without a zone: `12:30:00`."),
        (Self::Url, "An absolute URL."),
        (Self::Uuid, "A UUID (RFC 9562)."),
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::DateTime => "DateTime",
            Self::Decimal => "Decimal",
            Self::PlainDate => "PlainDate",
            Self::PlainDateTime => "PlainDateTime",
            Self::PlainTime => "PlainTime",
            Self::Url => "Url",
            Self::Uuid => "Uuid",
        }
    }
}

impl Shape {
    pub(super) fn list(item: Self) -> Self {
        Self::List(Box::new(item))
    }

    /// The value or `null`.
    pub(super) fn nullable(self) -> Self {
        match self {
            Self::Null | Self::Unknown | Self::Nullable(_) => self,
            other => Self::Nullable(Box::new(other)),
        }
    }

    /// The shapes within, one step down.
    pub(super) fn children(&self) -> Vec<&Self> {
        match self {
            Self::List(item) | Self::Map(_, item) | Self::Nullable(item) => vec![item],
            Self::Tuple(items) | Self::OneOf(_, items) => items.iter().collect(),
            Self::Object(Object { members, rest, and }) => {
                members.iter().map(|member| &member.shape).chain(rest.as_deref()).chain(and).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Looks at the shape and at all within it.
    pub(super) fn each<'a>(&'a self, look: &mut dyn FnMut(&'a Self)) {
        look(self);
        self.children().into_iter().for_each(|child| child.each(look));
    }

    /// Gives other names to the types that it refers to.
    pub(super) fn rename(&mut self, name: &dyn Fn(&str) -> String) {
        match self {
            Self::Named(own) => *own = name(own),
            Self::List(item) | Self::Map(_, item) | Self::Nullable(item) => item.rename(name),
            Self::Tuple(items) | Self::OneOf(_, items) => items.iter_mut().for_each(|item| item.rename(name)),
            Self::Object(Object { members, rest, and }) => {
                let members = members.iter_mut().map(|member| &mut member.shape);
                members.chain(rest.as_deref_mut()).chain(and).for_each(|shape| shape.rename(name));
            }
            _ => {}
        }
    }

    /// The names of types that it refers to.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.each(&mut |shape| {
            if let Self::Named(name) = shape {
                names.push(name.as_str());
            }
        });
        names
    }
}

impl Member {
    /// A member that is there.
    pub(super) fn new(name: &str, shape: Shape) -> Self {
        Self { name: name.to_owned(), shape, is_optional: false, default: None, about: About::default() }
    }
}

impl About {
    pub(super) fn docs(docs: &str) -> Self {
        Self { docs: docs.trim().to_owned(), deprecated: None }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.docs.is_empty() && self.deprecated.is_none()
    }
}

impl Described for Declaration {
    fn refers(&self, is: &dyn Fn(&str) -> bool) -> bool {
        self.shape.names().into_iter().any(is)
    }
}
