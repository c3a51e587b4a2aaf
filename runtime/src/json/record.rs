//! Structs: an object whose members are known.
//!
//! In: a table of names, and a slot for each field. Out: filled slots. Compiled once, whatever the struct.

use super::fault::Fault;
use super::reader::{ReadFn, Reader};
use super::source::{Members, Source};
use serde::de::Error;

/// The names of the fields of a struct, as they are read.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    names: &'static [&'static str],
    /// Further names, each with the place of its field.
    aliases: &'static [(&'static str, usize)],
    /// True if a name has to be escaped.
    is_escaped: bool,
    /// A member that is passed over: the tag of the struct.
    tag: &'static str,
    is_strict: bool,
}

impl Record {
    /// A struct with fields of these names, in the order of their slots.
    pub const fn new(names: &'static [&'static str]) -> Self {
        Self { names, aliases: &[], is_escaped: false, tag: "", is_strict: false }
    }

    /// Adds names by which fields are read too.
    pub const fn aliases(self, aliases: &'static [(&'static str, usize)]) -> Self {
        Self { aliases, ..self }
    }

    /// Has a name with a quote, a backslash or a control character.
    pub const fn escaped(self) -> Self {
        Self { is_escaped: true, ..self }
    }

    /// Passes over a tag.
    pub const fn tagged(self, tag: &'static str) -> Self {
        Self { tag, ..self }
    }

    /// Refuses members that it does not know: `#[serde(deny_unknown_fields)]`.
    pub const fn strict(self) -> Self {
        Self { is_strict: true, ..self }
    }

    fn place(&self, name: &str) -> Option<usize> {
        let field = self.names.iter().position(|field| *field == name);
        field.or_else(|| self.aliases.iter().find(|(alias, _)| *alias == name).map(|(_, place)| *place))
    }

    /// The name of the field at a place, where a text has it as it is. In a page this is not looked at: it would save less time than it has bytes.
    fn plain_name(&self, place: usize) -> Option<&'static str> {
        self.names.get(place).copied().filter(|_| cfg!(feature = "server") && !self.is_escaped)
    }

    /// Refuses a member that is no field, or passes over it.
    fn unknown(&self, name: &str) -> Result<(), Fault> {
        if self.is_strict && (name != self.tag || name.is_empty()) { Err(Fault::unknown_field(name, &[])) } else { Ok(()) }
    }
}

/// The value of a field, once it is read.
#[derive(Debug)]
pub struct Slot<T> {
    value: Option<T>,
    read: ReadFn<T>,
    absence: Absence,
}

/// The fate of a field that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// Its type may be content with nothing.
    Asked,
    /// It is missing.
    Missing,
    /// Its struct knows a default.
    Defaulted,
}

impl<T> Slot<T> {
    /// A field that its type reads.
    pub const fn new(read: ReadFn<T>) -> Self {
        Self { value: None, read, absence: Absence::Asked }
    }

    /// A field that a function reads: it must be there.
    pub const fn by(read: ReadFn<T>) -> Self {
        Self { value: None, read, absence: Absence::Missing }
    }

    /// A field with a default.
    pub const fn defaulted(read: ReadFn<T>) -> Self {
        Self { value: None, read, absence: Absence::Defaulted }
    }

    /// The value.
    ///
    /// # Errors
    /// There is none, of a field that its struct has not read.
    pub fn take(self) -> Result<T, Fault> {
        self.value.ok_or_else(|| Fault::custom("a field has no value"))
    }

    /// The value, or the default of its type.
    pub fn or_default(self) -> T
    where
        T: Default,
    {
        self.value.unwrap_or_default()
    }

    /// The value, or this one.
    pub fn or(self, default: T) -> T {
        self.value.unwrap_or(default)
    }

    /// The value, or what a function gives.
    pub fn or_else(self, default: impl FnOnce() -> T) -> T {
        self.value.unwrap_or_else(default)
    }
}

/// A slot whose type is forgotten. What is asked of it for each type is as little as can be.
pub trait Fill {
    /// The fate of the field while the slot has no value; nothing once it has one.
    fn lack(&self) -> Option<Absence>;

    /// Reads the value.
    ///
    /// # Errors
    /// Its fault.
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault>;
}

impl<T> Fill for Slot<T> {
    fn lack(&self) -> Option<Absence> {
        if self.value.is_some() { None } else { Some(self.absence) }
    }

    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        self.value = Some((self.read)(reader)?);
        Ok(())
    }
}

impl<'a> Reader<'a> {
    /// Reads the fields of a struct, each into its slot.
    ///
    /// # Errors
    /// A value that is no object; the fault of a field, or one that is missing, given twice or unknown.
    pub fn record(&mut self, record: &Record, slots: &mut [&mut dyn Fill]) -> Result<(), Fault> {
        let start = self.start();
        let read = match std::mem::take(&mut self.source) {
            Source::Here => self.walk(record, slots),
            Source::Members(members) => self.pick(record, slots, members),
            Source::Absent if self.way.is_form() => {
                self.source = Source::Absent;
                Ok(())
            }
            source @ (Source::Absent | Source::Bare) => {
                self.source = source;
                return Err(self.other(&"a map"));
            }
        };
        read.and_then(|()| self.complete(record, slots)).map_err(|fault| fault.or_at(start))
    }

    /// Reads an object of which these members are texts, where they are: one that is of another kind is passed over (RFC 9457, section 3.1). What
    /// has another name is read, or passed over, by a function.
    ///
    /// # Errors
    /// A value that is no object, and one that has a member twice.
    pub(crate) fn text_members(
        &mut self,
        names: &[&str],
        texts: &mut [Option<String>],
        other: &mut dyn FnMut(&mut Self, &str) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.open_fields()?;
        let mut is_first = true;
        while self.next_item(&mut is_first, b'}')? {
            let name = self.name()?;
            self.colon()?;
            let text = names.iter().position(|known| *known == name).and_then(|place| texts.get_mut(place));
            match text {
                Some(Some(_)) => return Err(Fault::twice(&name)),
                Some(text) => *text = self.if_it_fits(|reader| reader.owned())?,
                None => other(self, &name)?,
            }
        }
        Ok(())
    }

    /// Opens an object.
    pub(super) fn open_fields(&mut self) -> Result<(), Fault> {
        match self.peek() {
            b'{' => self.open(),
            _ if self.way.is_form() => Err(Fault::said("invalid_type", "expected fields of its own").or_at(self.at)),
            _ => Err(self.other(&"a map")),
        }
    }

    fn walk(&mut self, record: &Record, slots: &mut [&mut dyn Fill]) -> Result<(), Fault> {
        self.open_fields()?;
        let (mut is_first, mut next) = (true, 0);
        while self.next_item(&mut is_first, b'}')? {
            // A peer that has the same type writes its fields in their order.
            if let Some(name) = record.plain_name(next)
                && let Some(slot) = slots.get_mut(next)
                && self.passes_name(name)
            {
                self.fill(*slot, name)?;
                next += 1;
                continue;
            }
            let name = self.name()?;
            self.colon()?;
            let place = record.place(&name);
            next = place.map_or(next, |place| place + 1);
            match place.and_then(|place| slots.get_mut(place)) {
                Some(slot) => self.fill(*slot, &name)?,
                // A field whose own name has brackets.
                None if self.way.is_query() && self.peek() == b'{' => self.walk(record, slots)?,
                None if name.is_empty() && self.way.is_query() => self.skip()?,
                None => {
                    record.unknown(&name)?;
                    self.skip()?;
                }
            }
        }
        Ok(())
    }

    /// Passes `"name":`, if that is what follows. The name is plain.
    fn passes_name(&mut self, name: &str) -> bool {
        let rest = self.rest().strip_prefix(b"\"").and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let follows = rest.is_some_and(|rest| rest.starts_with(b"\":"));
        self.at += if follows { name.len() + 3 } else { 0 };
        follows
    }

    /// Takes its own of the members that it shares with others.
    fn pick(&mut self, record: &Record, slots: &mut [&mut dyn Fill], mut members: Members<'a>) -> Result<(), Fault> {
        let back = self.at;
        let mut read = Ok(());
        if !record.tag.is_empty() {
            members.take(record.tag)?;
        }
        for place in 0..members.list.len() {
            let is_group = members.is_group(place);
            let Some(member) = members.list.get(place).filter(|member| !member.is_taken) else { continue };
            let Some(slot) = record.place(&member.name).and_then(|place| slots.get_mut(place)) else {
                if members.is_whole && !is_group {
                    record.unknown(&member.name)?;
                }
                continue;
            };
            self.at = member.at;
            let name = member.name.clone();
            members.take_at(place);
            read = self.fill(*slot, &name);
            if read.is_err() {
                break;
            }
        }
        if read.is_ok() {
            self.at = back;
            self.source = Source::Members(members);
        }
        read
    }

    /// Reads the value of a field, unless it was there before.
    fn fill(&mut self, slot: &mut dyn Fill, name: &str) -> Result<(), Fault> {
        if slot.lack().is_none() {
            return Err(Fault::twice(name));
        }
        self.at_start(|reader| slot.fill(reader))
    }

    fn complete(&mut self, record: &Record, slots: &mut [&mut dyn Fill]) -> Result<(), Fault> {
        for (slot, name) in slots.iter_mut().zip(record.names) {
            match slot.lack() {
                Some(Absence::Asked) => self.absent(|reader| slot.fill(reader)).map_err(|fault| fault.absent(name))?,
                Some(Absence::Missing) => return Err(Fault::missing(name)),
                Some(Absence::Defaulted) | None => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read_by;

    fn read(record: Record, text: &str) -> Option<(u8, u8)> {
        let (mut first, mut second) = (Slot::<u8>::new(crate::Wire::read), Slot::<u8>::new(crate::Wire::read));
        read_by(text, |reader| reader.record(&record, &mut [&mut first, &mut second])).ok()?;
        Some((first.take().ok()?, second.take().ok()?))
    }

    #[test]
    fn fields_are_read_in_any_order_and_spelling_and_once() {
        let record = Record::new(&["a", "ab"]).aliases(&[("x", 1)]);
        for text in [
            r#"{"a":1,"ab":2}"#,
            r#"{"ab":2,"a":1}"#,
            r#"{ "a" : 1 , "ab" : 2 }"#,
            r#"{"\u0061":1,"a\u0062":2}"#,
            r#"{"a":1,"x":2}"#,
            r#"{"x":2,"a":1}"#,
            r#"{"":0,"a":1,"b":{"a":3},"ab":2,"abc":4}"#,
        ] {
            assert_eq!(read(record, text), Some((1, 2)), "{text}");
        }
        for text in [
            r#"{"a":1}"#,
            r#"{"a":1,"ab":2,"a":1}"#,
            r#"{"ab":2,"a":1,"ab":2}"#,
            r#"{"a":1,"ab":2,"x":2}"#,
            r#"{"a":1,"ab";2}"#,
            r#"{"a":1,"ab":2"#,
            r#"{"a":1"ab":2}"#,
        ] {
            assert_eq!(read(record, text), None, "{text}");
        }
    }

    #[test]
    fn a_name_that_is_escaped_is_no_text_as_it_is() {
        let record = Record::new(&["a\"b", "c\\d"]).escaped();
        assert_eq!(read(record, r#"{"a\"b":1,"c\\d":2}"#), Some((1, 2)));
        for text in [r#"{"a"b":1,"c\\d":2}"#, r#"{"a\"b":1,"c\d":2}"#] {
            assert_eq!(read(record, text), None, "{text}");
        }
    }
}
