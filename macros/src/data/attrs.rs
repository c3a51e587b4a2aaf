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
use syn::{Attribute, Path, Type};

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
    pub(super) untagged: Flag,
}

/// `#[serde(..)]` on a field.
#[derive(Debug, Default, FromAttributes)]
#[darling(attributes(serde), allow_unknown_fields)]
pub(super) struct Field {
    pub(super) rename: Option<Both>,
    pub(super) default: Option<Ignored>,
    #[darling(default)]
    pub(super) flatten: Flag,
    #[darling(default)]
    pub(super) skip: Flag,
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
    /// The wire name: one, or both where they differ. `plain` is what a direction without a name falls back to.
    pub(super) fn name(this: Option<&Self>, plain: &str) -> String {
        let of = |name: fn(&Self) -> &Option<String>| this.and_then(|both| name(both).clone()).unwrap_or_else(|| plain.to_owned());
        joined(of(|both| &both.written), of(|both| &both.read))
    }

    /// What `rename_all` makes of a name in both directions.
    pub(super) fn renamed(this: Option<&Self>, rename: impl Fn(Casing) -> String) -> String {
        let of = |name: fn(&Self) -> &Option<String>| {
            let casing = this.and_then(|both| name(both).as_deref()).map(Casing::named);
            rename(casing.unwrap_or_default())
        };
        joined(of(|both| &both.written), of(|both| &both.read))
    }
}

fn joined(written: String, read: String) -> String {
    if written == read { written } else { format!("{written}|{read}") }
}

/// Reads serde's attributes; what cannot be read counts as absent.
pub(super) fn serde<T: FromAttributes + Default>(attributes: &[Attribute]) -> T {
    T::from_attributes(attributes).unwrap_or_default()
}

/// `crate = ".."`, in `#[model(..)]` and `#[wire(..)]`.
#[derive(Debug, Default, FromMeta)]
struct Crate {
    #[darling(rename = "crate")]
    path: Option<Setting<Path>>,
}

/// The runtime that an attribute names, or the usual one.
pub(super) fn runtime(items: Vec<NestedMeta>, attribute: &str) -> Result<Runtime> {
    let mut errors = Error::accumulator();
    let items = known(items, attribute, &["crate"], &mut errors);
    let named = errors.handle(Crate::from_list(&items));
    let path = errors.finish_with(named)?.unwrap_or_default().path;
    Ok(Runtime::new(path.map(|path| path.value)))
}

/// The runtime that the `#[wire(..)]` among these attributes names.
pub(super) fn wire_runtime(attributes: &[Attribute]) -> Result<Runtime> {
    let Some(attribute) = attributes.iter().find(|attribute| attribute.path().is_ident("wire")) else {
        return Ok(Runtime::new(None));
    };
    runtime(NestedMeta::parse_meta_list(attribute.meta.require_list()?.tokens.clone())?, "#[wire]")
}
