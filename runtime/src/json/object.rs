//! Arrays, objects and variants, written.
//!
//! A value of ours writes itself without an error: what JSON cannot say is noted, and told at the end.

use super::choice::Tagging;
use super::fault::Fault;
use super::writer::Writer;
use serde::ser::Error;

/// The state of the writer before an object began.
#[derive(Debug)]
#[must_use = "the object has to be closed"]
pub struct Outer {
    begin: usize,
    /// Text that ends the object.
    close: &'static str,
    /// That of the object around this one.
    compare: Option<fn(&mut Writer)>,
}

impl Writer {
    /// Opens an object, or goes on with the one of which its members are a part.
    pub fn open(&mut self) -> Outer {
        if std::mem::take(&mut self.is_flat) {
            return Outer { begin: self.begin, close: "", compare: None };
        }
        self.out.push('{');
        let begin = std::mem::replace(&mut self.begin, self.out.len());
        Outer { begin, close: "}", compare: self.compare.take() }
    }

    /// Closes an object, an array or a variant.
    pub fn close(&mut self, outer: Outer) {
        if !outer.close.is_empty() && std::mem::take(&mut self.is_flat) {
            self.fail(Fault::custom("a tag stands before a struct or a map"));
        }
        self.out.push_str(outer.close);
        if outer.close == "}"
            && let Some(compare) = std::mem::replace(&mut self.compare, outer.compare)
        {
            compare(self);
        }
        self.begin = outer.begin;
    }

    /// Refuses the object that was closed last if a key of a map has the name of another member.
    #[cold]
    pub(super) fn names_differ(&mut self) {
        let object = self.out.get(self.begin.saturating_sub(1)..).unwrap_or_default();
        if let Err(fault) = super::members(object) {
            self.fail(fault);
        }
    }

    /// Opens an array.
    pub fn open_list(&mut self) -> Outer {
        let outer = Outer { begin: self.begin, close: "]", compare: None };
        if std::mem::take(&mut self.is_flat) {
            self.fail(Fault::custom("an array cannot be written as members of an object"));
        }
        self.out.push('[');
        self.begin = self.out.len();
        outer
    }

    /// Writes what comes before an item.
    pub fn item(&mut self) -> &mut Self {
        self.separate(self.begin);
        self
    }

    /// Writes the name of a member, which has nothing to escape.
    pub fn name(&mut self, name: &str) -> &mut Self {
        self.separate(self.begin);
        self.out.reserve(name.len() + 3);
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
        self
    }

    /// Writes the name of a member, whatever is in it.
    pub fn escaped_name(&mut self, name: &str) -> &mut Self {
        self.separate(self.begin);
        self.text(name);
        self.out.push(':');
        self
    }

    /// Writes the name of a member that is the key of a map, which [`open`](Self::open) opened.
    pub(crate) fn key(&mut self, map: &Outer, write: impl FnOnce(&mut Self)) -> &mut Self {
        if map.close.is_empty() {
            self.compare = Some(Self::names_differ);
        }
        self.separate(self.begin);
        let begin = self.out.len();
        write(self);
        if let Err(fault) = self.name_since(begin) {
            self.fail(fault);
        }
        self.out.push(':');
        self
    }

    /// Writes the next value as members of the object that is open.
    pub fn flat(&mut self, write: impl FnOnce(&mut Self)) {
        let before = self.out.len();
        self.is_flat = true;
        write(self);
        if std::mem::take(&mut self.is_flat) && self.out.len() > before {
            self.fail(Fault::custom("only a struct or a map can be written as members of another"));
        }
    }

    /// Opens a variant, up to what it holds.
    pub fn variant(&mut self, tagging: Tagging, name: &str) -> Outer {
        match tagging {
            Tagging::Untagged => Outer { begin: self.begin, close: "", compare: None },
            Tagging::External => {
                let outer = self.open();
                self.escaped_name(name);
                outer
            }
            Tagging::Internal(tag) => {
                let outer = self.open();
                self.escaped_name(tag).text(name);
                self.is_flat = true;
                outer
            }
            Tagging::Adjacent(tag, content) => {
                let outer = self.open();
                self.escaped_name(tag).text(name);
                self.escaped_name(content);
                outer
            }
        }
    }

    /// Writes a variant that holds nothing.
    pub fn unit(&mut self, tagging: Tagging, name: &str) {
        match tagging {
            Tagging::Untagged => self.null(),
            Tagging::External => self.text(name),
            Tagging::Internal(tag) | Tagging::Adjacent(tag, _) => {
                let outer = self.open();
                self.escaped_name(tag).text(name);
                self.close(outer);
            }
        }
    }

    /// Writes a variant that never travels.
    pub fn unwritten(&mut self) {
        self.fail(Fault::custom("this variant is never written"));
    }
}
