//! The names that serde's attributes give, and our own `#[model(..)]` and `#[wire(..)]`.

use super::casing::Casing;
use crate::diag::{Error, Result};
use crate::parse::args::known;
use crate::parse::value::Setting;
use crate::paths::Runtime;
use darling::FromMeta;
use darling::ast::NestedMeta;
use darling::util::Flag;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Path, Token, Type, parenthesized};

/// A name, or one for each direction: `rename(serialize = "a", deserialize = "b")`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Both {
    pub(super) written: Option<String>,
    pub(super) read: Option<String>,
}

impl Both {
    /// The name in each direction. `plain` is what a direction without a name of its own falls back to.
    pub(super) fn name(this: Option<&Self>, plain: Name) -> Name {
        let both = this.cloned();
        let (written, read) = both.map(|both| (both.written, both.read)).unwrap_or_default();
        Name { written: written.unwrap_or(plain.written), read: read.unwrap_or(plain.read) }
    }

    /// What `rename_all` makes of a name in each direction.
    pub(super) fn renamed(this: Option<&Self>, mut rename: impl FnMut(Casing) -> String) -> Name {
        let mut of = |name: fn(&Self) -> &Option<String>| {
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
