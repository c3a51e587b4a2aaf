//! Enums, in each of serde's forms (<https://serde.rs/enum-representations.html>).
//!
//! In: the names of the variants and how they are told apart, and a function for each. Out: what the one for the variant that was sent reads.

use super::fault::Fault;
use super::reader::{ReadFn, Reader};
use super::source::Source;
use serde::de::Error;
use std::borrow::Cow;

/// Representation of an enum's variants in JSON, in serde's words.
///
/// Source: <https://serde.rs/enum-representations.html>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagging {
    /// `{"Variant": ..}`, and `"Variant"` for a unit variant.
    External,
    /// `#[serde(tag = "..")]`.
    Internal(&'static str),
    /// `#[serde(tag = "..", content = "..")]`: tag, then content.
    Adjacent(&'static str, &'static str),
    /// `#[serde(untagged)]`: the first variant that fits.
    Untagged,
}

/// The names of the variants of an enum, as they are read.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    tagging: Tagging,
    /// Each name, with the place of its variant.
    names: &'static [(&'static str, usize)],
    /// The place of the variant that any other name stands for.
    other: Option<usize>,
    /// True if members beside the tag and the content are refused.
    is_strict: bool,
}

impl Choice {
    /// An enum with variants of these names.
    pub const fn new(tagging: Tagging, names: &'static [(&'static str, usize)]) -> Self {
        Self { tagging, names, other: None, is_strict: false }
    }

    /// Reads any other name as this variant: `#[serde(other)]`.
    pub const fn other(self, place: usize) -> Self {
        Self { other: Some(place), ..self }
    }

    /// Refuses members beside the tag and the content: `#[serde(deny_unknown_fields)]`.
    pub const fn strict(self) -> Self {
        Self { is_strict: true, ..self }
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().find(|(known, _)| *known == name).map(|(_, place)| *place).or(self.other)
    }

    #[cold]
    fn unknown(&self) -> Fault {
        Fault::custom(format_args!("unknown variant `..`, expected {}", self.known()))
    }

    /// The names, in words.
    #[cold]
    fn known(&self) -> String {
        let (mut known, count) = (String::new(), self.names.len());
        for (place, (name, _)) in self.names.iter().enumerate() {
            known += match (place, count) {
                (0, 1 | 2) => "",
                (0, _) => "one of ",
                (_, 2) => " or ",
                _ => ", ",
            };
            known.extend(["`", name, "`"]);
        }
        if count == 0 { "nothing".to_owned() } else { known }
    }
}

impl<'a> Reader<'a> {
    /// Reads the variant that was sent.
    ///
    /// # Errors
    /// No variant, one that is not known, and the fault of what it holds.
    pub fn choose<T>(&mut self, choice: &Choice, variants: &[ReadFn<T>]) -> Result<T, Fault> {
        let (start, mut value) = (self.start(), None);
        let chosen = self.chosen(choice, &mut |reader, place| {
            value = variants.get(place).map(|read| read(reader)).transpose()?;
            Ok(())
        });
        chosen.map_err(|fault| fault.or_at(start))?;
        value.ok_or_else(|| choice.unknown().or_at(start))
    }

    /// Reads the variant that was sent, or else the first that fits of those without a name.
    ///
    /// # Errors
    /// As of [`choose`](Self::choose).
    pub fn choose_or<T>(&mut self, choice: &Choice, variants: &[ReadFn<T>], unnamed: &[ReadFn<T>]) -> Result<T, Fault> {
        let before = self.before();
        match self.choose(choice, variants) {
            Err(fault) if !fault.is_syntax() => {
                self.back(before)?;
                self.first_of(unnamed).map_err(|_| fault)
            }
            chosen => chosen,
        }
    }

    fn chosen(&mut self, choice: &Choice, read: &mut dyn FnMut(&mut Self, usize) -> Result<(), Fault>) -> Result<(), Fault> {
        match choice.tagging {
            Tagging::Internal(tag) => {
                let end = self.gather(true)?;
                let place = self.tag(choice, tag)?;
                read(self, place)?;
                self.scatter(end);
                Ok(())
            }
            Tagging::Adjacent(tag, content) => {
                let end = self.gather(true)?;
                let place = self.tag(choice, tag)?;
                let at = self.member(content)?;
                if choice.is_strict && end.is_some() {
                    self.nothing_else()?;
                }
                match at {
                    Some(at) => self.jump(at, |reader| read(reader, place))?,
                    None => self.nowhere(Source::Bare, |reader| read(reader, place)).map_err(|fault| fault.absent(content))?,
                }
                self.scatter(end);
                Ok(())
            }
            Tagging::External | Tagging::Untagged => self.external(choice, read),
        }
    }

    fn external(&mut self, choice: &Choice, read: &mut dyn FnMut(&mut Self, usize) -> Result<(), Fault>) -> Result<(), Fault> {
        match &mut self.source {
            Source::Here => {}
            Source::Absent | Source::Bare => return Err(self.other(&choice.known().as_str())),
            Source::Members(members) => {
                let known = |name: &str| choice.names.iter().find(|(known, _)| *known == name).map(|(_, place)| *place);
                let found =
                    members.untaken(&known).ok_or_else(|| Fault::said("missing", "has none of the members of which one is required"));
                let (index, at, place) = found?;
                members.take_at(index);
                if members.untaken(&known).is_some() {
                    return Err(Fault::said("invalid_value", "has two of the members of which one is required"));
                }
                return self.jump(at, |reader| read(reader, place));
            }
        }
        if self.peek() != b'{' {
            if self.peek() != b'"' && !self.way.is_text() {
                return Err(self.other(&choice.known().as_str()));
            }
            let start = self.at;
            let place = self.variant(choice, start)?;
            self.source = Source::Bare;
            read(self, place)?;
            self.source = Source::Here;
            return Ok(());
        }
        self.open()?;
        if !self.next_item(&mut true, b'}')? {
            return Err(Fault::invalid_length(0, &"an object of one member"));
        }
        let start = self.start();
        let name = self.name()?;
        let place = choice.place(&name).ok_or_else(|| choice.unknown().or_at(start))?;
        self.colon()?;
        read(self, place)?;
        if self.next_item(&mut false, b'}')? { Err(Fault::invalid_length(2, &"an object of one member")) } else { Ok(()) }
    }

    /// The variant that the name here stands for.
    fn variant(&mut self, choice: &Choice, start: usize) -> Result<usize, Fault> {
        let name = self.said_text()?;
        choice.place(&name).ok_or_else(|| choice.unknown().or_at(start))
    }

    /// The variant that a tag names.
    fn tag(&mut self, choice: &Choice, tag: &str) -> Result<usize, Fault> {
        let at = self.member(tag)?.ok_or_else(|| Fault::missing(tag))?;
        self.jump(at, |reader| reader.variant(choice, at))
    }

    /// Takes a member of those that are shared.
    fn member(&mut self, name: &str) -> Result<Option<usize>, Fault> {
        match &mut self.source {
            Source::Members(members) => members.take(name),
            _ => Ok(None),
        }
    }

    /// Refuses a member that nobody took.
    fn nothing_else(&self) -> Result<(), Fault> {
        match &self.source {
            Source::Members(members) => {
                members.list.iter().find(|member| !member.is_taken).map_or(Ok(()), |member| Err(Fault::unknown_field(&member.name, &[])))
            }
            _ => Ok(()),
        }
    }

    /// A text, also of one that stands for a scalar.
    pub(super) fn said_text(&mut self) -> Result<Cow<'a, str>, Fault> {
        if let Some(texts) = self.texts {
            return (texts.text)(self);
        }
        match self.peek() {
            b'"' => self.string(),
            _ => Err(self.other(&"a string")),
        }
    }

    /// A variant without content, whose name stands alone.
    ///
    /// # Errors
    /// There is a content.
    pub fn bare(&mut self) -> Result<(), Fault> {
        match self.source {
            Source::Bare => Ok(()),
            _ => Err(self.other(&"a string")),
        }
    }

    /// A variant without content, beside a tag: none, or `null`.
    ///
    /// # Errors
    /// There is a content.
    pub fn empty(&mut self) -> Result<(), Fault> {
        match self.source {
            Source::Here => self.null(),
            _ => Ok(()),
        }
    }

    /// A variant without content, beside a tag and nothing else: `#[serde(deny_unknown_fields)]`.
    ///
    /// # Errors
    /// There is a content, or another member.
    pub fn sole(&mut self) -> Result<(), Fault> {
        match &self.source {
            Source::Members(members) if members.is_whole => self.nothing_else(),
            _ => self.empty(),
        }
    }

    /// A variant that stands for any other, whatever it holds.
    ///
    /// # Errors
    /// A text that is no JSON.
    pub fn whatever(&mut self) -> Result<(), Fault> {
        match self.source {
            Source::Here => self.skip(),
            _ => Ok(()),
        }
    }

    /// `null`, or nothing where members are shared; a form has none to send.
    ///
    /// # Errors
    /// Another value.
    pub fn null(&mut self) -> Result<(), Fault> {
        let next = self.peek();
        match self.source {
            Source::Members(_) => Ok(()),
            Source::Absent if self.way.is_form() => Ok(()),
            Source::Here if self.way.is_form() => self.skip(),
            Source::Here if next == b'n' => self.word("null"),
            _ => Err(self.other(&"unit")),
        }
    }
}
