//! The shape of a type's JSON form, built in constants.

use super::form_support::FormSupport;
use super::hash::{mix, text};
use super::text_form::TextForm;
pub use crate::json::Tagging;

/// What a type's JSON form looks like, as two 128-bit hashes.
///
/// The *wire* hash leaves out fields that may be absent; two versions with equal wire hashes can talk. The *strict* hash counts them
/// too, and tells a real decode error from two versions that drifted apart.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    wire: u128,
    strict: u128,
    optional: bool,
    whole: Whole,
    carry: FormSupport,
    words: TextForm,
}

/// What a value of a shape is where it is a whole body of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// JSON.
    Json,
    /// Its own bytes, of any content type ([`RawBody`](crate::RawBody)).
    Raw,
    /// Bytes with a type, a length and a name ([`Download`](crate::Download)).
    Download,
    /// Values that come one by one ([`EventStream`](crate::EventStream)).
    Events,
    /// JSON, with links to what comes before and after ([`Page`](crate::Page)).
    Page,
}

impl Whole {
    /// Returns true for what is one JSON value.
    pub const fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Page)
    }
}

impl PartialEq for Shape {
    /// Whether the JSON forms are alike. What a form can carry of them is another matter.
    fn eq(&self, other: &Self) -> bool {
        (self.wire, self.strict, self.optional) == (other.wire, other.strict, other.optional)
    }
}

impl Eq for Shape {}

impl Shape {
    /// A shape known by a name alone: a type that implements nothing of ours.
    pub const fn named(name: &str) -> Self {
        Self::of(mix(kind::NAMED, text(name))).said(TextForm::Opaque)
    }

    /// A scalar, known by its name.
    pub(super) const fn scalar(name: &str) -> Self {
        Self::named(name).said(TextForm::One)
    }

    /// A shape known by a fingerprint alone.
    pub const fn opaque(fingerprint: [u8; 16]) -> Self {
        Self::of(u128::from_le_bytes(fingerprint)).said(TextForm::Opaque)
    }

    /// The same shape, of a value that stands as a whole body in another way than as JSON alone.
    pub(crate) const fn whole(mut self, whole: Whole) -> Self {
        self.whole = whole;
        self
    }

    /// What a value is as a whole body.
    pub(crate) const fn as_body(self) -> Whole {
        self.whole
    }

    /// A JSON object with fields to follow. Their order does not count.
    pub const fn record() -> Self {
        Self::of(kind::RECORD).said(TextForm::Fields)
    }

    /// A JSON array with a fixed number of items to follow.
    pub const fn tuple() -> Self {
        Self::of(kind::TUPLE).said(TextForm::Several)
    }

    /// Shapes to follow that count together, such as what is written and what is read, of a type that is no array itself.
    pub const fn together() -> Self {
        Self::of(kind::TUPLE)
    }

    /// A newtype: serde writes the inner value alone. A field of it may not be absent, even if the inner value is an `Option`.
    pub const fn newtype(mut inner: Self) -> Self {
        inner.optional = false;
        inner.whole = Whole::Json;
        inner.carry = inner.carry.inside();
        // As a variant it is `{"V":null}`, and a variant without content `"V"`.
        if inner.wire == kind::UNIT { inner.known_as("newtype") } else { inner }
    }

    /// What functions write and read in the place of a type's own form: known by their paths and that type.
    pub const fn by(functions: &str, inner: Self) -> Self {
        let mut shape = inner.wrapped(mix(kind::BY, text(functions)));
        shape.carry = FormSupport::TEXT;
        shape.said(TextForm::Unknown)
    }

    /// The same shape, of a value that means something else: the name tells them apart.
    pub(super) const fn known_as(mut self, name: &str) -> Self {
        self.wire = mix(text(name), self.wire);
        self.strict = mix(text(name), self.strict);
        self
    }

    /// A unit struct: `null`.
    pub const fn unit() -> Self {
        Self::of(kind::UNIT)
    }

    /// A recursive type, seen from within.
    pub(super) const fn itself(place: usize) -> Self {
        Self::of(mix(kind::ITSELF, place as u128))
    }

    /// A scalar that a form's text must be turned into: a number, a boolean.
    pub(super) const fn typed(mut self) -> Self {
        self.carry = FormSupport::TYPED;
        self
    }

    /// What no form can say.
    pub(super) const fn never_in_forms(mut self) -> Self {
        self.carry = FormSupport::NEVER;
        self
    }

    /// A file, which travels as a part of its own.
    pub(crate) const fn file() -> Self {
        let mut shape = Self::named("trifold::Upload");
        shape.carry = FormSupport::FILE;
        shape
    }

    /// The same shape, of a value that text says in another way.
    pub(super) const fn said(mut self, words: TextForm) -> Self {
        self.words = words;
        self
    }

    /// Returns true if a field of it may be absent: an `Option`.
    pub(crate) const fn is_optional(&self) -> bool {
        self.optional
    }

    /// Form as text.
    pub(crate) const fn words(&self) -> TextForm {
        self.words
    }

    /// What a form can carry of it.
    pub(crate) const fn carry(&self) -> FormSupport {
        self.carry
    }

    /// An enum with variants to follow.
    pub const fn choice(tagging: Tagging) -> Self {
        let tag = match tagging {
            Tagging::External => 1,
            Tagging::Internal(tag) => mix(2, text(tag)),
            Tagging::Adjacent(tag, content) => mix(mix(3, text(tag)), text(content)),
            Tagging::Untagged => kind::UNTAGGED,
        };
        let mut shape = Self::of(mix(kind::CHOICE, tag));
        if !matches!(tagging, Tagging::External) {
            shape.carry = FormSupport::GATHERING;
        }
        shape.said(match tagging {
            Tagging::External => TextForm::One,
            Tagging::Internal(_) | Tagging::Adjacent(..) => TextForm::Fields,
            Tagging::Untagged => TextForm::Unknown,
        })
    }

    /// `Option`: a field of this shape may be absent.
    pub const fn option(inner: Self) -> Self {
        let mut shape = inner.wrapped(kind::OPTION);
        shape.optional = true;
        shape.carry = inner.carry;
        shape.said(inner.words)
    }

    /// A JSON array of any length.
    pub const fn sequence(item: Self) -> Self {
        item.wrapped(kind::SEQUENCE).said(item.words.listed())
    }

    /// A JSON array of exactly `length` items of one shape.
    pub const fn array(item: Self, length: usize) -> Self {
        let length = length as u128;
        Self {
            wire: mix(mix(kind::ARRAY, length), item.wire),
            strict: mix(mix(kind::ARRAY, length), item.strict),
            optional: false,
            whole: Whole::Json,
            carry: item.carry.inside(),
            words: item.words.listed(),
        }
    }

    /// A JSON object with keys of one shape and values of another.
    pub const fn map(key: Self, value: Self) -> Self {
        Self::of(kind::MAP).item(key).item(value).said(TextForm::Fields)
    }

    /// Adds a field of a record, by its wire name. An optional one may come and go.
    pub const fn field(self, name: &str, shape: Self) -> Self {
        self.member(name, shape, shape.optional)
    }

    /// Adds a field that has a default, and so may come and go.
    pub const fn defaulted(self, name: &str, shape: Self) -> Self {
        self.member(name, shape, true)
    }

    /// Refuses fields that it does not know, such as an optional one that came with the other version. The strict hash tells of it.
    pub const fn closed(mut self) -> Self {
        self.strict = mix(kind::CLOSED, self.strict);
        self
    }

    /// Is written with a tag, which who reads it passes over: `#[serde(tag = "..")]` on a struct. The strict hash tells of it.
    pub const fn tagged(mut self, tag: &str, name: &str) -> Self {
        self.strict = mix(mix(self.strict, text(tag)), text(name));
        self
    }

    /// Adds the fields of a `#[serde(flatten)]` field.
    pub const fn flattened(self, shape: Self) -> Self {
        Self {
            wire: self.wire.wrapping_add(mix(kind::FLATTEN, shape.wire)),
            strict: self.strict.wrapping_add(mix(kind::FLATTEN, shape.strict)),
            optional: false,
            whole: Whole::Json,
            carry: self.carry.with_flattened(shape.carry),
            words: self.words.with_flattened(shape.words),
        }
    }

    /// Adds the next item of a tuple. Order counts.
    pub const fn item(self, shape: Self) -> Self {
        Self {
            wire: mix(self.wire, shape.wire),
            strict: mix(self.strict, shape.strict),
            optional: false,
            whole: Whole::Json,
            carry: self.carry.with(shape.carry),
            words: self.words.with_item(shape.words),
        }
    }

    /// Adds a type that one known by its name is made of.
    pub const fn and(self, shape: Self) -> Self {
        self.item(shape)
    }

    /// Adds a variant of a choice, by its wire name.
    ///
    /// A variant that only one side knows could not be read by the other, so all of them count; their order counts where it decides
    /// (untagged).
    pub const fn variant(self, name: &str, shape: Self) -> Self {
        let name = mix(kind::VARIANT, text(name));
        Self {
            wire: self.wire.wrapping_add(mix(name, shape.wire)),
            strict: self.strict.wrapping_add(mix(name, shape.strict)),
            optional: false,
            whole: Whole::Json,
            carry: self.carry.with(shape.carry),
            words: self.words,
        }
    }

    /// Adds a variant of an untagged choice. Order counts, names do not.
    pub const fn alternative(self, shape: Self) -> Self {
        self.item(shape)
    }

    /// The fingerprint of the wire form.
    pub const fn fingerprint(self) -> [u8; 16] {
        self.wire.to_le_bytes()
    }

    /// The fingerprint that counts optional fields too.
    pub const fn strict_fingerprint(self) -> [u8; 16] {
        self.strict.to_le_bytes()
    }

    const fn of(hash: u128) -> Self {
        Self { wire: hash, strict: hash, optional: false, whole: Whole::Json, carry: FormSupport::TEXT, words: TextForm::Unknown }
    }

    const fn wrapped(self, kind: u128) -> Self {
        let (wire, strict) = (mix(kind, self.wire), mix(kind, self.strict));
        Self { wire, strict, optional: false, whole: Whole::Json, carry: self.carry.inside(), words: self.words }
    }

    /// Fields are summed, so that their order does not count.
    const fn member(self, name: &str, shape: Self, may_be_absent: bool) -> Self {
        let name = text(name);
        let wire = if may_be_absent { self.wire } else { self.wire.wrapping_add(mix(name, shape.wire)) };
        let strict = mix(mix(name, shape.strict), may_be_absent as u128);
        let (strict, carry) = (self.strict.wrapping_add(strict), self.carry.with(shape.carry));
        Self { wire, strict, optional: false, whole: Whole::Json, carry, words: self.words.with_field(shape.words) }
    }
}

/// What kind of JSON value a hash stands for.
mod kind {
    pub(super) const NAMED: u128 = 0x11;
    pub(super) const RECORD: u128 = 0x22;
    pub(super) const TUPLE: u128 = 0x33;
    pub(super) const UNIT: u128 = 0x44;
    pub(super) const CHOICE: u128 = 0x55;
    pub(super) const UNTAGGED: u128 = 0x66;
    pub(super) const OPTION: u128 = 0x77;
    pub(super) const SEQUENCE: u128 = 0x88;
    pub(super) const ARRAY: u128 = 0x99;
    pub(super) const MAP: u128 = 0xAA;
    pub(super) const FLATTEN: u128 = 0xBB;
    pub(super) const VARIANT: u128 = 0xCC;
    pub(super) const BY: u128 = 0xDD;
    pub(super) const ITSELF: u128 = 0xEE;
    pub(super) const CLOSED: u128 = 0xFF;
}

#[cfg(test)]
mod tests;
