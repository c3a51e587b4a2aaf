//! The captures of a route's path.

use std::sync::Arc;

/// The captures of a route's path, percent-decoded, by name; a request extension that every `#[context]` extractor can read.
///
/// So a context can look at what the path names before the body is read: does it exist, is it the caller's. An action has no captures:
/// there the method looks.
#[derive(Debug, Clone, Default)]
pub struct Captures {
    /// Those of the template, in its order.
    names: Arc<[String]>,
    values: Vec<String>,
}

impl Captures {
    /// The capture of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let place = self.names.iter().position(|known| known == name)?;
        self.values.get(place).map(String::as_str)
    }
}

/// The captures of a request. They keep the path that was matched: a layer or an extractor may have written another one since.
#[derive(Debug, Clone)]
pub(in crate::server) struct Found {
    names: Arc<[String]>,
    values: Values,
}

/// The values, in the order of the template.
#[derive(Debug, Clone)]
enum Values {
    /// Parts of the path, which has no escapes: where each begins and ends.
    Parts(Box<str>, [(usize, usize); Found::MAX_PARTS]),
    /// Any others, decoded.
    Texts(Vec<String>),
}

impl Found {
    /// The most parts that are not texts of their own.
    pub(in crate::server) const MAX_PARTS: usize = 2;

    /// Pairs names with parts of a path.
    pub(in crate::server) fn parts(names: Arc<[String]>, path: &str, parts: [(usize, usize); Self::MAX_PARTS]) -> Self {
        Self { names, values: Values::Parts(path.into(), parts) }
    }

    /// Pairs names with texts.
    pub(in crate::server) fn texts(names: Arc<[String]>, texts: Vec<String>) -> Self {
        Self { names, values: Values::Texts(texts) }
    }

    /// The capture of this name.
    pub(in crate::server) fn get(&self, name: &str) -> Option<&str> {
        self.at(self.names.iter().position(|known| known == name)?)
    }

    fn at(&self, place: usize) -> Option<&str> {
        match &self.values {
            Values::Parts(path, parts) => parts.get(place).and_then(|(begin, end)| path.get(*begin..*end)),
            Values::Texts(texts) => texts.get(place).map(String::as_str),
        }
    }

    /// The same for the application.
    pub(in crate::server) fn captures(&self) -> Captures {
        let values = (0..self.names.len()).map(|place| self.at(place).unwrap_or_default().to_owned());
        Captures { names: self.names.clone(), values: values.collect() }
    }
}
