//! The attributes of serde.
//!
//! In: the attributes of an item, a variant or a field. Out: [`Serde`], with every key that serde knows. An attribute that cannot be read is an
//! error, so that it never decides an id or a secret.

use super::attrs::Both;
use crate::diag::{Error, Result, bail, err};
use crate::names;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{Attribute, DeriveInput, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue, Path, Token, Type};

/// The value behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Nothing.
    Word,
    /// Text.
    Text,
    /// Nothing or text.
    WordOrText,
    /// Text, or one for each direction.
    Directions,
    /// A type, as text.
    Type,
}

impl Takes {
    /// A key as it is written.
    fn written(self, key: &str) -> String {
        match self {
            Self::Word | Self::WordOrText => key.to_owned(),
            Self::Text | Self::Directions => format!("{key} = \"..\""),
            Self::Type => format!("{key} = \"Type\""),
        }
    }
}

/// What a key is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counts {
    /// It decides what travels, and is read.
    Read,
    /// It decides only how serde's code is made.
    Never,
    /// It makes code for something else than a type that travels.
    Refused(&'static str),
}

/// Every key of serde's, on items, variants and fields: `serde_derive`'s `internals/symbol.rs`. Where each may stand, serde knows.
const KEYS: [(&str, Takes, Counts); 30] = [
    ("alias", Takes::Text, Counts::Read),
    ("borrow", Takes::WordOrText, Counts::Never),
    ("bound", Takes::Directions, Counts::Never),
    ("content", Takes::Text, Counts::Read),
    ("crate", Takes::Text, Counts::Never),
    ("default", Takes::WordOrText, Counts::Read),
    ("deny_unknown_fields", Takes::Word, Counts::Read),
    ("deserialize_with", Takes::Text, Counts::Read),
    ("expecting", Takes::Text, Counts::Never),
    ("field_identifier", Takes::Word, Counts::Refused("it reads names of fields, and not what is written")),
    ("flatten", Takes::Word, Counts::Read),
    ("from", Takes::Type, Counts::Read),
    ("getter", Takes::Text, Counts::Refused("it belongs to `remote`, which makes no type travel")),
    ("into", Takes::Type, Counts::Read),
    // What both sides know they read alike.
    ("other", Takes::Word, Counts::Never),
    ("remote", Takes::Text, Counts::Refused("it makes functions for another type, and none travels")),
    ("rename", Takes::Directions, Counts::Read),
    ("rename_all", Takes::Directions, Counts::Read),
    ("rename_all_fields", Takes::Directions, Counts::Read),
    ("serialize_with", Takes::Text, Counts::Read),
    ("skip", Takes::Word, Counts::Read),
    ("skip_deserializing", Takes::Word, Counts::Read),
    ("skip_serializing", Takes::Word, Counts::Read),
    ("skip_serializing_if", Takes::Text, Counts::Read),
    ("tag", Takes::Text, Counts::Read),
    ("transparent", Takes::Word, Counts::Read),
    ("try_from", Takes::Type, Counts::Read),
    ("untagged", Takes::Word, Counts::Read),
    ("variant_identifier", Takes::Word, Counts::Refused("it reads names of variants, and not what is written")),
    ("with", Takes::Text, Counts::Read),
];

/// The attributes of serde at one place.
#[derive(Debug, Default)]
pub(super) struct Serde(Vec<Meta>);

/// Why it cannot be read.
#[derive(Debug)]
pub(super) enum Unread {
    /// serde cannot read it either, and says so.
    Malformed(Error),
    /// serde takes it.
    Refused(Error),
}

impl Unread {
    /// The error, whoever may speak of it too.
    pub(super) fn error(self) -> Error {
        match self {
            Self::Malformed(error) | Self::Refused(error) => error,
        }
    }
}

impl Serde {
    /// Reads `#[serde(..)]` wherever it stands among these attributes.
    pub(super) fn read(attributes: &[Attribute]) -> std::result::Result<Self, Unread> {
        let mut all = Vec::new();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            let words = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            all.extend(words.map_err(|error| Unread::Malformed(error.into()))?);
        }
        all.iter().try_for_each(is_known)?;
        Ok(Self(all))
    }

    /// Where a key is written.
    pub(super) fn at(&self, key: &str) -> Option<&Path> {
        self.all(key).next().map(Meta::path)
    }

    /// Whether a key is there.
    pub(super) fn says(&self, key: &str) -> bool {
        self.at(key).is_some()
    }

    /// The text of each word with this key.
    pub(super) fn texts(&self, key: &str) -> impl Iterator<Item = String> {
        self.all(key).filter_map(text).map(|text| text.value())
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.texts(key).next()
    }

    /// The text of a key, where it is written.
    pub(super) fn literal(&self, key: &str) -> Option<&LitStr> {
        self.all(key).find_map(text)
    }

    /// The type that a key names.
    pub(super) fn ty(&self, key: &str) -> Option<Type> {
        self.all(key).filter_map(text).find_map(|text| text.parse().ok())
    }

    /// What a key says for each direction: the first that is read is the name, the others are read too.
    pub(super) fn both(&self, key: &str) -> Option<Both> {
        let [written, read] = self.names(key);
        let [written, read] = [written, read].map(|names| names.into_iter().next());
        (written.is_some() || read.is_some()).then_some(Both { written, read })
    }

    /// Further names that are read, each once.
    pub(super) fn aliases(&self) -> Vec<String> {
        let [_, read] = self.names("rename");
        let mut aliases = Vec::new();
        for alias in read.into_iter().skip(1).chain(self.texts("alias")) {
            if !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        aliases
    }

    /// What a key says to be written, and to be read.
    fn names(&self, key: &str) -> [Vec<String>; 2] {
        let mut names = [Vec::new(), Vec::new()];
        for meta in self.all(key) {
            for (direction, text) in directions(meta).into_iter().flatten() {
                let ways = names.iter_mut().zip([Direction::Written, Direction::Read]);
                ways.filter(|(_, way)| direction == Direction::Both || direction == *way).for_each(|(names, _)| names.push(text.value()));
            }
        }
        names
    }

    fn all(&self, key: &str) -> impl Iterator<Item = &Meta> {
        self.0.iter().filter(move |meta| meta.path().is_ident(key))
    }
}

/// Takes rules of names off an item that is wrong anyway: serde's derive panics at a name that it cannot recase.
pub(super) fn without_casings(item: &mut DeriveInput) {
    struct Without;
    impl VisitMut for Without {
        fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
            let Ok(Serde(words)) = Serde::read(std::slice::from_ref(attribute)) else { return };
            if let (false, Meta::List(list)) = (words.is_empty(), &mut attribute.meta) {
                let words = words.iter().filter(|word| !word.path().is_ident("rename_all") && !word.path().is_ident("rename_all_fields"));
                list.tokens = quote!(#(#words),*);
            }
        }
    }
    Without.visit_derive_input_mut(item);
}

/// Whether a word is one that serde takes, and that makes a type travel.
fn is_known(meta: &Meta) -> std::result::Result<(), Unread> {
    let key = KEYS.iter().find(|(key, ..)| meta.path().is_ident(key));
    let Some((name, takes, counts)) = key else {
        return Err(Unread::Malformed(err!(meta.path(), "`#[serde]` has no key `{}`; remove it", names::written(meta.path()))));
    };
    let is_well_formed = match takes {
        Takes::Word => matches!(meta, Meta::Path(_)),
        Takes::Text => text(meta).is_some(),
        Takes::WordOrText => matches!(meta, Meta::Path(_)) || text(meta).is_some(),
        Takes::Directions => directions(meta).is_ok(),
        Takes::Type => text(meta).is_some_and(|text| text.parse::<Type>().is_ok()),
    };
    match counts {
        _ if !is_well_formed => Err(Unread::Malformed(err!(meta.path(), "`{name}` is not read so; write `{}`", takes.written(name)))),
        Counts::Refused(why) => Err(Unread::Refused(err!(meta.path(), "`{name}` does not suit a type that travels: {why}; take it off"))),
        Counts::Read | Counts::Never => Ok(()),
    }
}

/// `key = ".."`, also where a macro put the text.
fn text(meta: &Meta) -> Option<&LitStr> {
    let Meta::NameValue(MetaNameValue { value, .. }) = meta else { return None };
    let mut value = value;
    while let Expr::Group(group) = value {
        value = &group.expr;
    }
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Written,
    Read,
    Both,
}

/// `key = ".."`, or `key(serialize = "..", deserialize = "..")`.
fn directions(meta: &Meta) -> Result<Vec<(Direction, LitStr)>> {
    if let Some(text) = text(meta) {
        return Ok(vec![(Direction::Both, text.clone())]);
    }
    let words = meta.require_list()?.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)?;
    let direction = |word: &Meta| {
        let direction = match () {
            () if word.path().is_ident("serialize") => Direction::Written,
            () if word.path().is_ident("deserialize") => Direction::Read,
            () => bail!(word.path(), "a direction is `serialize` or `deserialize`"),
        };
        let text = text(word).ok_or_else(|| err!(word, "a name is text"))?;
        Ok((direction, text.clone()))
    };
    words.iter().map(direction).collect()
}
