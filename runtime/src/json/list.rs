//! Arrays and maps.

use super::fault::Fault;
use super::leaf::TEXTS;
use super::notation::Notation;
use super::reader::{ReadFn, Reader};
use super::source::Source;
use serde::de::Error;

/// The items of an array, one after another.
#[derive(Debug)]
pub struct Items<'r, 'a> {
    reader: &'r mut Reader<'a>,
    walk: Walk,
    is_done: bool,
    /// Number of items that were read.
    count: usize,
}

impl Items<'_, '_> {
    /// Reads the next item.
    ///
    /// # Errors
    /// Its fault, or that there is none.
    pub fn next<T>(&mut self, read: ReadFn<T>) -> Result<T, Fault> {
        self.maybe(read)?.ok_or_else(|| wrong_length(self.count))
    }

    /// Reads the next item, if there is one.
    ///
    /// # Errors
    /// Its fault.
    pub fn maybe<T>(&mut self, read: ReadFn<T>) -> Result<Option<T>, Fault> {
        self.each(|reader| read(reader))
    }
}

impl<'a> Items<'_, 'a> {
    /// Reads the next item, if there is one.
    pub(super) fn each<T>(&mut self, read: impl FnOnce(&mut Reader<'a>) -> Result<T, Fault>) -> Result<Option<T>, Fault> {
        if self.is_done || !self.reader.next_of(&mut self.walk)? {
            self.is_done = true;
            return Ok(None);
        }
        self.count += 1;
        if self.reader.way.is_form() && self.reader.peek() == b'n' {
            let start = self.reader.at;
            self.reader.word("null")?;
            return self.reader.absent(read).map(Some).map_err(|fault| fault.absent_item().or_at(start));
        }
        read(self.reader).map(Some)
    }

    fn has_more(&mut self) -> Result<bool, Fault> {
        Ok(!self.is_done && self.reader.next_of(&mut self.walk)?)
    }
}

#[cold]
fn wrong_length(count: usize) -> Fault {
    Fault::invalid_length(count, &"a tuple of the right length")
}

impl<'a> Reader<'a> {
    /// Reads an array of any length.
    ///
    /// # Errors
    /// A value that is no array, and the fault of an item.
    pub fn list(&mut self, item: &mut dyn FnMut(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        let start = self.start();
        let Some(mut walk) = self.begin_list().map_err(|fault| fault.or_at(start))? else { return Ok(()) };
        let mut read = || {
            while self.next_of(&mut walk)? {
                if self.way.is_form() && self.peek() == b'n' { self.word("null")? } else { item(self)? }
            }
            Ok(())
        };
        read().map_err(|fault: Fault| fault.or_at(start))?;
        self.end_list(walk.back);
        Ok(())
    }

    /// Reads an array whose length its type knows.
    ///
    /// # Errors
    /// A value that is no array, one of another length, and the fault of an item.
    pub fn items<T>(&mut self, read: impl FnOnce(&mut Items<'_, 'a>) -> Result<T, Fault>) -> Result<T, Fault> {
        let start = self.start();
        let walk = self.begin_list().map_err(|fault| fault.or_at(start))?;
        let (is_done, walk) = (walk.is_none(), walk.unwrap_or(Walk::up_to(b']')));
        let back = walk.back;
        let mut items = Items { reader: self, walk, is_done, count: 0 };
        let value = read(&mut items).map_err(|fault| fault.or_at(start))?;
        if items.has_more()? {
            return Err(Fault::custom("invalid length: more items, expected fewer items").or_at(start));
        }
        self.end_list(back);
        Ok(value)
    }

    /// Goes to the next item.
    fn next_of(&mut self, walk: &mut Walk) -> Result<bool, Fault> {
        if walk.close == b']' { self.next_item(&mut walk.is_first, b']') } else { self.next_in_names(walk) }
    }

    /// Goes to the next item of a name with brackets, whose texts stand in arrays under its full names.
    #[inline(never)]
    fn next_in_names(&mut self, walk: &mut Walk) -> Result<bool, Fault> {
        loop {
            if let Some(is_first) = &mut walk.within {
                if self.next_item(is_first, b']')? {
                    return Ok(true);
                }
                walk.within = None;
            }
            if !self.next_item(&mut walk.is_first, walk.close)? {
                return Ok(false);
            }
            if self.name()?.is_empty() {
                return Err(self.unclear());
            }
            self.colon()?;
            self.open()?;
            walk.within = Some(true);
        }
    }

    /// Opens an array, unless it is not there, and so has no items.
    fn begin_list(&mut self) -> Result<Option<Walk>, Fault> {
        if !matches!(self.source, Source::Here) {
            return match self.source {
                Source::Absent if self.way.has_empty_lists() => Ok(None),
                _ => Err(self.other(&"a sequence")),
            };
        }
        #[cfg(feature = "server")]
        if let Notation::Header(members) = self.way {
            let start = self.at;
            self.skip()?;
            let back = std::mem::replace(&mut self.at, members);
            if self.peek() != b'[' {
                return Err(Fault::said("invalid_value", "has a malformed quoted string").or_at(start));
            }
            self.way = Notation::Query;
            self.open()?;
            return Ok(Some(Walk { back: Some((back, Notation::Header(members))), ..Walk::up_to(b']') }));
        }
        if self.way.is_form() && self.passes_blank()? {
            return Ok(None);
        }
        match self.peek() {
            b'[' => self.open().map(|()| Some(Walk::up_to(b']'))),
            b'{' if self.way.is_query() => self.open().map(|()| Some(Walk::up_to(b'}'))),
            b'n' if self.way.has_empty_lists() => Err(self.unclear()),
            _ if self.way.is_form() => Err(Fault::said("invalid_type", "expected a list: name it `name[]`")),
            _ => Err(self.other(&"a sequence")),
        }
    }

    fn end_list(&mut self, back: Option<(usize, Notation)>) {
        if let Some((at, way)) = back {
            (self.at, self.way) = (at, way);
        }
    }

    /// Reads an object with members of any name; among members that are shared, those that nobody took.
    ///
    /// # Errors
    /// A value that is no object, and the fault of a name or a value.
    pub fn entries(&mut self, entry: &mut dyn FnMut(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        let start = self.start();
        match std::mem::take(&mut self.source) {
            Source::Here => {}
            Source::Members(mut members) => {
                for member in members.rest() {
                    self.at = member.name_at;
                    entry(self)?;
                }
                (self.at, self.source) = (start, Source::Members(members));
                return Ok(());
            }
            Source::Absent if self.way.is_form() => {
                self.source = Source::Absent;
                return Ok(());
            }
            source @ (Source::Absent | Source::Bare) => {
                self.source = source;
                return Err(self.other(&"a map"));
            }
        }
        self.open_fields()?;
        let mut is_first = true;
        while self.next_item(&mut is_first, b'}')? {
            if self.way.is_query() && self.is_bracketed()? { self.bracketed(entry)? } else { entry(self)? }
        }
        Ok(())
    }

    /// Goes before the texts of the name that follows, if they stand under their full names; else stays.
    fn is_bracketed(&mut self) -> Result<bool, Fault> {
        let start = self.at;
        self.name()?;
        self.colon()?;
        let is_bracketed = self.peek() == b'{';
        if !is_bracketed {
            self.at = start;
        }
        Ok(is_bracketed)
    }

    /// The texts of a name with brackets, each as an entry of its own.
    fn bracketed(&mut self, entry: &mut dyn FnMut(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut is_first = true;
        self.open()?;
        while self.next_item(&mut is_first, b'}')? {
            if self.starts_with("\"\":null") {
                self.name()?;
                self.colon()?;
                self.word("null")?;
            } else {
                entry(self)?;
            }
        }
        Ok(())
    }

    /// Reads the name of a member as the key of a map.
    ///
    /// # Errors
    /// Its fault.
    pub fn key<K>(&mut self, read: ReadFn<K>) -> Result<K, Fault> {
        if self.peek() != b'"' {
            return Err(self.syntax("expected a name in quotes"));
        }
        let before = (self.way, self.texts);
        (self.way, self.texts) = (Notation::Key, Some(&TEXTS));
        let key = read(self)?;
        (self.way, self.texts) = before;
        self.colon()?;
        Ok(key)
    }
}

/// Progress within the items of an array.
#[derive(Debug)]
struct Walk {
    close: u8,
    is_first: bool,
    /// Of an array within, whether its first item is next.
    within: Option<bool>,
    /// The offset and the way to go on behind items that stand elsewhere.
    back: Option<(usize, Notation)>,
}

impl Walk {
    const fn up_to(close: u8) -> Self {
        Self { close, is_first: true, within: None, back: None }
    }
}
