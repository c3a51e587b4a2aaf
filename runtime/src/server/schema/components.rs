//! The schemas of types with names.

use crate::wire::table::Name;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Schemas by name, and which type gave each.
#[derive(Debug, Default)]
pub(crate) struct Components {
    all: BTreeMap<String, (&'static str, Value)>,
    /// Other types of a name. They may look alike.
    rivals: BTreeMap<&'static str, (String, Value)>,
    /// The method whose types are being described.
    user: String,
    /// The methods that led to a type, by its path.
    users: BTreeMap<&'static str, BTreeSet<String>>,
}

/// Two types of one name that do not look alike.
#[derive(Debug)]
pub(crate) struct Clash {
    pub(crate) name: String,
    /// The path of each, and the methods that led to it.
    pub(crate) types: [(&'static str, Vec<String>); 2],
}

impl Components {
    /// Takes the types that follow for those of a method.
    pub(crate) fn of_method(&mut self, user: String) {
        self.user = user;
    }

    /// Notes a type under its name. True if its schema is still to be written.
    pub(super) fn note(&mut self, text: &str, name: &Name) -> bool {
        let path = (name.path)();
        if !self.user.is_empty() {
            self.users.entry(path).or_default().insert(self.user.clone());
        }
        match self.all.get(text) {
            None => self.all.insert(text.to_owned(), (path, Value::Null)).is_none(),
            Some((known, _)) if *known == path || self.rivals.contains_key(path) => false,
            Some(_) => self.rivals.insert(path, (text.to_owned(), Value::Null)).is_none(),
        }
    }

    /// Writes the schema of a type that was noted.
    pub(super) fn write(&mut self, text: &str, name: &Name, schema: Value) {
        let path = (name.path)();
        if let Some((_, rival)) = self.rivals.get_mut(path) {
            *rival = schema;
        } else if let Some((_, own)) = self.all.get_mut(text) {
            *own = schema;
        }
    }

    /// The schema of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.all.get(name).map(|(_, schema)| schema)
    }

    /// Two types of one name that do not look alike.
    pub(crate) fn clash(&self) -> Option<Clash> {
        let users = |path: &'static str| (path, self.users.get(path).into_iter().flatten().cloned().collect());
        self.rivals.iter().find_map(|(path, (name, schema))| {
            let (other, known) = self.all.get(name)?;
            (known != schema).then(|| Clash { name: name.clone(), types: [users(other), users(path)] })
        })
    }

    /// All of them.
    pub(crate) fn take(&mut self) -> impl Iterator<Item = (String, Value)> + use<> {
        std::mem::take(&mut self.all).into_iter().map(|(name, (_, schema))| (name, schema))
    }
}
