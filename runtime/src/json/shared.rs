//! Types that share the members of an object, values that are not there, and values that are read again as another type.

use super::fault::Fault;
use super::notation::Notation;
use super::reader::{MAX_DEPTH, Nesting, ReadFn, Reader, Texts};
use super::source::{Member, Members, Source};
use serde::de::Error;

/// A reader before a value that may have to be read again.
#[derive(Debug)]
pub(super) struct Before<'a> {
    at: usize,
    depth: u8,
    way: Notation,
    texts: Option<&'static Texts>,
    source: Source<'a>,
}

impl<'a> Reader<'a> {
    /// Reads a type of whose members others may be: each takes its own.
    ///
    /// # Errors
    /// A value that is no object, and what the type says.
    pub fn shared<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        let end = self.gather(false)?;
        let value = read(self)?;
        self.scatter(end);
        Ok(value)
    }

    /// Notes the members of the object that follows, unless that was done. The offset behind it.
    pub(super) fn gather(&mut self, is_whole: bool) -> Result<Option<usize>, Fault> {
        match self.source {
            Source::Members(_) => return Ok(None),
            Source::Absent if self.way.is_form() => {
                self.source = Source::Members(Members { list: Vec::new(), is_whole });
                self.depth += 1;
                return Ok(Some(self.at));
            }
            Source::Absent | Source::Bare => return Err(self.other(&"a map")),
            Source::Here => {}
        }
        let (start, mut is_first, mut list) = (self.start(), true, Vec::new());
        self.open_fields()?;
        while self.next_item(&mut is_first, b'}')? {
            let member = self.note(None)?;
            let is_group = self.way.is_query() && self.byte(member.at) == b'{';
            list.push(member);
            if is_group {
                self.gather_group(&mut list)?;
            }
        }
        self.source = Source::Members(Members { list, is_whole });
        self.depth += 1;
        Ok(Some(std::mem::replace(&mut self.at, start)))
    }

    /// Notes the names with brackets that stand in the member noted last.
    fn gather_group(&mut self, list: &mut Vec<Member<'a>>) -> Result<(), Fault> {
        let Some((place, group)) = list.iter_mut().enumerate().next_back() else { return Ok(()) };
        group.group = Some(place);
        let end = std::mem::replace(&mut self.at, group.at);
        let mut is_first = true;
        self.open()?;
        while self.next_item(&mut is_first, b'}')? {
            let member = self.note(Some(place))?;
            if !member.name.is_empty() {
                list.push(member);
            }
        }
        self.at = end;
        Ok(())
    }

    /// Passes a member, and notes it.
    fn note(&mut self, group: Option<usize>) -> Result<Member<'a>, Fault> {
        let name_at = self.start();
        let name = self.name()?;
        self.colon()?;
        let at = self.start();
        self.skip()?;
        Ok(Member { name, name_at, at, is_taken: false, group })
    }

    /// Goes behind the object.
    pub(super) fn scatter(&mut self, end: Option<usize>) {
        if let Some(end) = end {
            self.at = end;
            self.depth = self.depth.saturating_sub(1);
            self.source = Source::Here;
        }
    }

    /// Reads the value at an offset in the place of the members.
    pub(super) fn jump<T>(&mut self, at: usize, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        let (source, back) = (std::mem::take(&mut self.source), std::mem::replace(&mut self.at, at));
        let value = read(self)?;
        (self.source, self.at) = (source, back);
        Ok(value)
    }

    /// Reads a value that is not there.
    ///
    /// # Errors
    /// That it is missing, unless the type is content.
    pub(crate) fn absent<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.nowhere(Source::Absent, read)
    }

    /// The same of a value that stands nowhere for another reason.
    pub(super) fn nowhere<T>(&mut self, source: Source<'a>, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth == MAX_DEPTH {
            return Err(self.syntax("is nested too deep"));
        }
        let (text, at) = (std::mem::take(&mut self.text), std::mem::take(&mut self.at));
        let source = std::mem::replace(&mut self.source, source);
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        (self.text, self.at, self.source) = (text, at, source);
        value
    }

    /// Reads a type that must be there, though what it holds is optional: in JSON it may not be absent.
    ///
    /// # Errors
    /// It is absent, and the type's own.
    pub fn alone<T>(&mut self, read: ReadFn<T>) -> Result<T, Fault> {
        if matches!((&self.source, self.way), (Source::Absent, Notation::Json)) {
            return Err(self.other(&"a value"));
        }
        self.held(read)
    }

    /// Reads a value that another one is, at the same place. A type that holds itself so would do that without end.
    fn held<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        let outer = self.hold()?;
        let value = read(self);
        self.held = outer;
        value
    }

    /// Notes one more value at this place. What was noted before.
    fn hold(&mut self) -> Result<Nesting, Fault> {
        let (at, outer) = (self.start(), self.held);
        let times = if outer.at == at { outer.times + 1 } else { 1 };
        if times > MAX_DEPTH {
            return Err(Fault::said("invalid_value", "has a type that holds itself without end").or_at(at));
        }
        self.held = Nesting { at, times };
        Ok(outer)
    }

    /// Reads a value, whose place is that of a fault without one.
    ///
    /// # Errors
    /// The type's own.
    pub(crate) fn at_start<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        let start = self.start();
        read(self).map_err(|fault| fault.or_at(start))
    }

    /// Reads a value if it is of a type, and passes any other.
    ///
    /// # Errors
    /// A text that is no JSON.
    pub(crate) fn if_it_fits<T>(&mut self, read: ReadFn<T>) -> Result<Option<T>, Fault> {
        let before = self.before();
        match read(self) {
            Ok(value) => Ok(Some(value)),
            Err(_) => {
                self.back(before)?;
                self.skip().map(|()| None)
            }
        }
    }

    /// Reads a value of another type in the place of this one, which may refuse it.
    ///
    /// # Errors
    /// The other type's, and the refusal, which is told to nobody.
    pub fn converted<F, T, E: std::fmt::Display>(&mut self, read: ReadFn<F>, convert: impl FnOnce(F) -> Result<T, E>) -> Result<T, Fault> {
        self.at_start(|reader| convert(read(reader)?).map_err(Fault::custom))
    }

    /// An optional value: `None` of `null`, of nothing, and of members of which the type takes none.
    ///
    /// # Errors
    /// The type's own.
    pub fn option<T>(&mut self, read: ReadFn<T>) -> Result<Option<T>, Fault> {
        let mut value = None;
        let is_there = self.maybe(&mut |reader| {
            value = Some(read(reader)?);
            Ok(())
        })?;
        Ok(value.filter(|_| is_there))
    }

    /// Reads an optional value. False where it is `None`, whatever was read.
    fn maybe(&mut self, read: &mut dyn FnMut(&mut Self) -> Result<(), Fault>) -> Result<bool, Fault> {
        if self.is_none()? {
            return Ok(false);
        }
        let Source::Members(members) = &self.source else { return self.held(read).map(|()| true) };
        let (taken, before) = (members.taken(), self.before());
        match self.held(read) {
            Ok(()) => Ok(self.has_taken_more_than(taken)),
            Err(fault) => match &self.source {
                Source::Members(members) if members.taken() == taken => {
                    self.back(before)?;
                    Ok(false)
                }
                _ => Err(fault),
            },
        }
    }

    /// Returns false if the members that are shared were left to others, who took this many before.
    fn has_taken_more_than(&self, taken: usize) -> bool {
        !matches!(&self.source, Source::Members(members) if members.taken() == taken)
    }

    /// Passes `None`, if an optional value is that.
    pub(super) fn is_none(&mut self) -> Result<bool, Fault> {
        match self.source {
            Source::Absent => return Ok(true),
            Source::Bare | Source::Members(_) => return Ok(false),
            Source::Here => {}
        }
        match self.peek() {
            b'n' if !self.way.is_text() || self.way.is_form() => self.word("null").map(|()| true),
            _ if self.way.is_form() => self.passes_blank(),
            _ => Ok(false),
        }
    }

    /// Passes a form's field that was left empty.
    pub(super) fn passes_blank(&mut self) -> Result<bool, Fault> {
        let blank = ["[\"\"]", "\"\""].into_iter().find(|blank| self.starts_with(blank));
        self.at += blank.map_or(0, str::len);
        Ok(blank.is_some())
    }

    /// The first of several types that fits.
    ///
    /// # Errors
    /// None does, or too much was tried.
    pub fn first_of<T>(&mut self, reads: &[ReadFn<T>]) -> Result<T, Fault> {
        let start = self.start();
        for read in reads {
            let before = self.before();
            match self.held(read) {
                Ok(value) => return Ok(value),
                Err(fault) if fault.is_syntax() => return Err(fault),
                Err(_) => self.back(before)?,
            }
        }
        Err(Fault::custom("no variant fits").or_at(start))
    }

    pub(super) fn before(&self) -> Before<'a> {
        Before { at: self.at, depth: self.depth, way: self.way, texts: self.texts, source: self.source.clone() }
    }

    /// Goes back to read again. An untagged enum that holds itself would do so without end.
    pub(super) fn back(&mut self, before: Before<'a>) -> Result<(), Fault> {
        const FREE: usize = 1 << 16;
        self.wasted += 16 + self.at.saturating_sub(before.at);
        if self.wasted > FREE + 64 * self.text.len() {
            return Err(Fault::said("invalid_value", "has too many ambiguous values"));
        }
        Before { at: self.at, depth: self.depth, way: self.way, texts: self.texts, source: self.source } = before;
        Ok(())
    }
}
