//! The attributes of serde.
//!
//! In: the attributes of an item, a variant or a field. Out: [`Serde`], with every key that serde knows. An attribute that cannot be read is an
//! error, so that it never decides an id or a secret.

use super::attrs::Both;
use super::casing::Casing;
use crate::diag::{Result, bail, err};
use crate::names;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, ExprPath, Ident, Lit, LitStr, Meta, MetaNameValue, Path, Token, Type, parse_quote};

/// The item above which an attribute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Type,
    Variant,
    Field,
}

impl Place {
    const ALL: [Self; 3] = [Self::Type, Self::Variant, Self::Field];

    fn letter(self) -> char {
        match self {
            Self::Type => 'T',
            Self::Variant => 'V',
            Self::Field => 'F',
        }
    }

    fn shown(self) -> &'static str {
        match self {
            Self::Type => "a type",
            Self::Variant => "a variant",
            Self::Field => "a field",
        }
    }
}

/// The value behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Nothing.
    Word,
    /// Text.
    Text,
    /// The path of a function or a module, as text.
    Path,
    /// Nothing or text.
    WordOrText,
    /// Nothing, or such a path.
    WordOrPath,
    /// Text, or one for each direction.
    Directions,
    /// A type, as text.
    Type,
}

impl Takes {
    /// A key as it is written.
    fn written(self, key: &str) -> String {
        match self {
            Self::Word | Self::WordOrText | Self::WordOrPath => key.to_owned(),
            Self::Path => format!("{key} = \"path::to\""),
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

/// Every key of serde's, on items, variants and fields: `serde_derive`'s `internals/symbol.rs`. And where
/// each may stand: above a type, a variant or a field.
const KEYS: [(&str, &str, Takes, Counts); 30] = [
    ("alias", "VF", Takes::Text, Counts::Read),
    ("borrow", "VF", Takes::WordOrText, Counts::Never),
    ("bound", "TVF", Takes::Directions, Counts::Never),
    ("content", "T", Takes::Text, Counts::Read),
    ("crate", "T", Takes::Text, Counts::Never),
    ("default", "TF", Takes::WordOrPath, Counts::Read),
    ("deny_unknown_fields", "T", Takes::Word, Counts::Read),
    ("deserialize_with", "VF", Takes::Path, Counts::Read),
    ("expecting", "T", Takes::Text, Counts::Never),
    ("field_identifier", "T", Takes::Word, Counts::Refused("it reads names of fields, and not what is written")),
    ("flatten", "F", Takes::Word, Counts::Read),
    ("from", "T", Takes::Type, Counts::Read),
    ("getter", "F", Takes::Text, Counts::Refused("it belongs to `remote`, which makes no type travel")),
    ("into", "T", Takes::Type, Counts::Read),
    // What both sides know they read alike.
    ("other", "V", Takes::Word, Counts::Never),
    ("remote", "T", Takes::Text, Counts::Refused("it makes functions for another type, and none travels")),
    ("rename", "TVF", Takes::Directions, Counts::Read),
    ("rename_all", "TV", Takes::Directions, Counts::Read),
    ("rename_all_fields", "T", Takes::Directions, Counts::Read),
    ("serialize_with", "VF", Takes::Path, Counts::Read),
    ("skip", "VF", Takes::Word, Counts::Read),
    ("skip_deserializing", "VF", Takes::Word, Counts::Read),
    ("skip_serializing", "VF", Takes::Word, Counts::Read),
    ("skip_serializing_if", "F", Takes::Path, Counts::Read),
    ("tag", "T", Takes::Text, Counts::Read),
    ("transparent", "T", Takes::Word, Counts::Read),
    ("try_from", "T", Takes::Type, Counts::Read),
    ("untagged", "TV", Takes::Word, Counts::Read),
    ("variant_identifier", "T", Takes::Word, Counts::Refused("it reads names of variants, and not what is written")),
    ("with", "VF", Takes::Path, Counts::Read),
];

/// The attributes of serde at one place.
#[derive(Debug, Default)]
pub(super) struct Serde(Vec<Meta>);

impl Serde {
    /// Reads `#[serde(..)]` wherever it stands among these attributes.
    pub(super) fn read(attributes: &[Attribute], place: Place) -> Result<Self> {
        let mut all = Vec::new();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            let words = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            all.extend(words?);
        }
        all.iter().try_for_each(|meta| is_known(meta, place))?;
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

    /// The path that a key names, with another segment behind it.
    pub(super) fn path(&self, key: &str, last: &str) -> Option<ExprPath> {
        let text = self.literal(key)?;
        let mut path: ExprPath = text.parse().ok()?;
        if !last.is_empty() {
            path.path.segments.push(Ident::new(last, text.span()).into());
        }
        Some(path)
    }

    /// The expression of a default: a call of the function that `default` names, or of the type's own.
    pub(super) fn default_value(&self) -> Option<Expr> {
        self.at("default")?;
        Some(match self.path("default", "") {
            Some(path) => parse_quote!(#path()),
            None => parse_quote!(::core::default::Default::default()),
        })
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

/// Whether a word is one that serde takes, and that makes a type travel.
fn is_known(meta: &Meta, place: Place) -> Result<()> {
    let key = KEYS.iter().find(|(key, ..)| meta.path().is_ident(key));
    let Some((name, places, takes, counts)) = key else {
        bail!(meta.path(), "`#[serde]` has no key `{}`; remove it", names::written(meta.path()));
    };
    if !places.contains(place.letter()) {
        let places: Vec<_> = Place::ALL.into_iter().filter(|place| places.contains(place.letter())).map(Place::shown).collect();
        bail!(meta.path(), "`{name}` stands above {}, and not above {}; remove it", places.join(" or "), place.shown());
    }
    let is_well_formed = match takes {
        Takes::Word => matches!(meta, Meta::Path(_)),
        Takes::Text => text(meta).is_some(),
        Takes::Path => text(meta).is_some_and(|text| text.parse::<ExprPath>().is_ok()),
        Takes::WordOrText => matches!(meta, Meta::Path(_)) || text(meta).is_some(),
        Takes::WordOrPath => matches!(meta, Meta::Path(_)) || text(meta).is_some_and(|text| text.parse::<ExprPath>().is_ok()),
        Takes::Directions => directions(meta).is_ok(),
        Takes::Type => text(meta).is_some_and(|text| text.parse::<Type>().is_ok()),
    };
    if name.starts_with("rename_all") {
        let texts = directions(meta).unwrap_or_default();
        if let Some((_, text)) = texts.iter().find(|(_, text)| !Casing::NAMES.contains(&&*text.value())) {
            bail!(text, "`{}` is no rule for names; write one of `{}`", text.value(), Casing::NAMES.join("`, `"));
        }
    }
    if matches!(*name, "rename" | "tag" | "content") {
        let texts = directions(meta).unwrap_or_default();
        if let Some((_, text)) = texts.iter().find(|(_, text)| text.value().is_empty()) {
            bail!(text, "`{name}` gives no name; write one, or remove it");
        }
    }
    match counts {
        _ if !is_well_formed => bail!(meta.path(), "`{name}` is not read so; write `{}`", takes.written(name)),
        Counts::Refused(why) => bail!(meta.path(), "`{name}` does not suit a type that travels: {why}; take it off"),
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
