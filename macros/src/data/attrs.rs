//! The attributes of data, as darling reads them: serde's, as far as they change the wire, and our own.
//!
//! serde reports its own mistakes; here an attribute that cannot be read counts as absent.

use super::casing::Casing;
use crate::diag::{Error, Result};
use crate::parse::args::known;
use crate::parse::value::Setting;
use crate::paths::Runtime;
use darling::ast::NestedMeta;
use darling::util::{Flag, Ignored};
use darling::{FromAttributes, FromMeta};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Path, Token, Type, parenthesized};

/// `#[serde(..)]` on a struct or an enum.
#[derive(Debug, Default, FromAttributes)]
#[darling(attributes(serde), allow_unknown_fields)]
pub(super) struct Container {
    pub(super) rename_all: Option<Both>,
    pub(super) rename_all_fields: Option<Both>,
    pub(super) tag: Option<String>,
    pub(super) content: Option<String>,
    #[darling(default)]
    pub(super) untagged: Flag,
    #[darling(default)]
    pub(super) transparent: Flag,
    pub(super) default: Option<Ignored>,
    #[darling(default)]
    pub(super) deny_unknown_fields: Flag,
    pub(super) from: Option<Type>,
    pub(super) try_from: Option<Type>,
    pub(super) into: Option<Type>,
}

/// `#[serde(..)]` on a variant.
#[derive(Debug, Default, FromAttributes)]
#[darling(attributes(serde), allow_unknown_fields)]
pub(super) struct Variant {
    pub(super) rename: Option<Both>,
    pub(super) rename_all: Option<Both>,
    #[darling(default)]
    pub(super) skip: Flag,
    #[darling(default)]
    pub(super) skip_serializing: Flag,
    #[darling(default)]
    pub(super) skip_deserializing: Flag,
    #[darling(default)]
    pub(super) untagged: Flag,
    pub(super) with: Option<String>,
    pub(super) serialize_with: Option<String>,
    pub(super) deserialize_with: Option<String>,
}

/// `#[serde(..)]` on a field.
#[derive(Debug, Default, FromAttributes)]
#[darling(attributes(serde), allow_unknown_fields)]
pub(super) struct Field {
    pub(super) rename: Option<Both>,
    #[darling(multiple)]
    pub(super) alias: Vec<String>,
    pub(super) default: Option<Ignored>,
    #[darling(default)]
    pub(super) flatten: Flag,
    #[darling(default)]
    pub(super) skip: Flag,
    #[darling(default)]
    pub(super) skip_serializing: Flag,
    #[darling(default)]
    pub(super) skip_deserializing: Flag,
    pub(super) with: Option<String>,
    pub(super) serialize_with: Option<String>,
    pub(super) deserialize_with: Option<String>,
}

/// A name, or one for each direction: `rename(serialize = "a", deserialize = "b")`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Both {
    written: Option<String>,
    read: Option<String>,
}

#[derive(Debug, FromMeta)]
struct Directions {
    serialize: Option<String>,
    deserialize: Option<String>,
}

impl FromMeta for Both {
    fn from_string(name: &str) -> Result<Self> {
        Ok(Self { written: Some(name.to_owned()), read: Some(name.to_owned()) })
    }

    fn from_list(items: &[NestedMeta]) -> Result<Self> {
        Directions::from_list(items).map(|Directions { serialize, deserialize }| Self { written: serialize, read: deserialize })
    }
}

impl Both {
    /// The name in each direction. `plain` is what a direction without a name of its own falls back to.
    pub(super) fn name(this: Option<&Self>, plain: Name) -> Name {
        let both = this.cloned();
        let (written, read) = both.map(|both| (both.written, both.read)).unwrap_or_default();
        Name { written: written.unwrap_or(plain.written), read: read.unwrap_or(plain.read) }
    }

    /// What `rename_all` makes of a name in each direction.
    pub(super) fn renamed(this: Option<&Self>, rename: impl Fn(Casing) -> String) -> Name {
        let of = |name: fn(&Self) -> &Option<String>| {
            let casing = this.and_then(|both| name(both).as_deref()).map(Casing::named);
            rename(casing.unwrap_or_default())
        };
        Name { written: of(|both| &both.written), read: of(|both| &both.read) }
    }
}

/// A wire name: what is written, and what is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) written: String,
    pub(super) read: String,
}

impl Name {
    /// One name for both directions.
    pub(super) fn plain(name: String) -> Self {
        Self { written: name.clone(), read: name }
    }

    /// The name, or both where they differ: `written|read`. A direction in which nothing travels has none.
    pub(super) fn joined(&self) -> String {
        let Self { written, read } = self;
        if written == read { written.clone() } else { format!("{written}|{read}") }
    }

    /// The name of what travels in one direction only.
    pub(super) fn one_way(mut self, is_written: bool, is_read: bool) -> Self {
        if !is_written {
            self.written.clear();
        }
        if !is_read {
            self.read.clear();
        }
        self
    }

    /// What people know it by: the name that a peer sends, or else the one that it gets.
    pub(super) fn shown(&self) -> &str {
        if self.read.is_empty() { &self.written } else { &self.read }
    }
}

/// The functions that write and read a value in the place of its own type's, by the paths written.
pub(super) fn functions(with: Option<String>, serialize_with: Option<String>, deserialize_with: Option<String>) -> Option<String> {
    let plain = with.unwrap_or_default();
    let both = Name { written: serialize_with.unwrap_or_else(|| plain.clone()), read: deserialize_with.unwrap_or(plain) };
    Some(both.joined()).filter(|name| !name.is_empty())
}

/// Reads serde's attributes; what cannot be read counts as absent.
pub(super) fn serde<T: FromAttributes + Default>(attributes: &[Attribute]) -> T {
    T::from_attributes(attributes).unwrap_or_default()
}

/// `crate = ".."`, in `#[model(..)]` and `#[wire(..)]`.
#[derive(Debug, Default, FromMeta)]
struct Keys {
    #[darling(rename = "crate")]
    path: Option<Setting<Path>>,
    /// Written by `#[model]` alone.
    #[darling(default)]
    debug: Flag,
    /// The same.
    #[darling(default)]
    model: Flag,
}

impl Keys {
    fn read(items: Vec<NestedMeta>, attribute: &str, known_keys: &[&str]) -> Result<Self> {
        let mut errors = Error::accumulator();
        let items = known(items, attribute, known_keys, &mut errors);
        let keys = errors.handle(Self::from_list(&items));
        errors.finish_with(keys).map(Option::unwrap_or_default)
    }

    fn runtime(self) -> Runtime {
        Runtime::new(self.path.map(|path| path.value))
    }
}

/// The runtime that an attribute names, or the usual one.
pub(super) fn runtime(items: Vec<NestedMeta>, attribute: &str) -> Result<Runtime> {
    Keys::read(items, attribute, &["crate"]).map(Keys::runtime)
}

/// What our own `#[wire(..)]` says.
pub(super) struct Wired {
    pub(super) runtime: Runtime,
    /// `recursive(B, C)`: the types that this one and each other are defined by means of.
    pub(super) recursive: Vec<Type>,
    /// `debug`: `Debug` was derived beside `#[model]`, and is to be written here.
    pub(super) debug: bool,
    /// `model`: serde's traits and JSON Schema are to be written here.
    pub(super) model: bool,
}

/// Reads every `#[wire(..)]` among these attributes: `#[model]` writes one, and the user may write another.
pub(super) fn wire(attributes: &[Attribute]) -> Result<Wired> {
    let mut errors = Error::accumulator();
    let mut wired = Wired { runtime: Runtime::new(None), recursive: Vec::new(), debug: false, model: false };
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("wire")) {
        match attribute.parse_args::<Recursive>() {
            Ok(Recursive(types)) => wired.recursive.extend(types),
            Err(error) if names_recursive(attribute) => errors.push(error.into()),
            Err(_) => {
                let items = attribute.meta.require_list().and_then(|list| NestedMeta::parse_meta_list(list.tokens.clone()));
                let items = errors.handle(items.map_err(Into::into)).unwrap_or_default();
                if let Some(keys) = errors.handle(Keys::read(items, "#[wire]", &["crate", "recursive", "debug", "model"])) {
                    wired.debug |= keys.debug.is_present();
                    wired.model |= keys.model.is_present();
                    wired.runtime = keys.runtime();
                }
            }
        }
    }
    errors.finish_with(wired)
}

/// The runtime that the `#[wire(..)]` among these attributes names.
pub(super) fn wire_runtime(attributes: &[Attribute]) -> Result<Runtime> {
    wire(attributes).map(|wired| wired.runtime)
}

/// `recursive(B, C)`.
struct Recursive(Vec<Type>);

impl Parse for Recursive {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key: Ident = input.parse()?;
        if key != "recursive" || !input.peek(syn::token::Paren) {
            return Err(syn::Error::new(key.span(), "`recursive` takes the other types of the cycle; write `#[wire(recursive(Other))]`"));
        }
        let types;
        parenthesized!(types in input);
        input.parse::<Option<Token![,]>>()?;
        Punctuated::<Type, Token![,]>::parse_terminated(&types).map(|types| Self(types.into_iter().collect()))
    }
}

fn names_recursive(attribute: &Attribute) -> bool {
    let first = attribute.meta.require_list().ok().and_then(|list| list.tokens.clone().into_iter().next());
    first.is_some_and(|first| first.to_string() == "recursive")
}
