//! What serde and schemars derive, where nothing is in the way of it.
//!
//! In: an item. Out: their derives on a copy of it, within our own block, and an attribute that takes the copy away. What they write is then
//! about the user's own type, since it is the only one of that name; but the traits and names that they take for granted are there, whatever the
//! user's module makes of the prelude.

use super::lower::{Data, Form, Style, Tagging, Variant};
use super::{schema_name, sensitive};
use crate::names;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, DeriveInput, Ident, Path, Type, parse_quote};

/// The attributes that serde's derives read.
const READ_BY_SERDE: [&str; 3] = ["deprecated", "repr", "serde"];

/// The attributes that schemars' derive reads.
const READ_BY_SCHEMARS: [&str; 6] = ["deprecated", "doc", "garde", "schemars", "serde", "validate"];

/// The names that schemars writes bare, and that a user may have given to a type.
const BARE: [&str; 2] = ["None", "Some"];

/// The item with the attributes that a derive reads, and no others: what else is derived, is derived once.
fn copy(item: &DeriveInput, read: &'static [&'static str]) -> DeriveInput {
    let mut item = item.clone();
    Only(read).visit_derive_input_mut(&mut item);
    item
}

/// `Serialize` and `Deserialize`; the latter by way of what takes no form that is not in the schema.
pub(super) fn serde(p: &TokenStream, data: &Data, item: &DeriveInput) -> TokenStream {
    let item = copy(item, &READ_BY_SERDE);
    let path = |name: &str| format!("{p}::{name}");
    let (plain, exact) = (path("serde"), path(&format!("exact::{}", exact(data))));
    let write = written(p, &quote!(#p::serde::Serialize), &quote!(#[serde(crate = #plain)]), &item);
    let read = written(p, &quote!(#p::serde::Deserialize), &quote!(#[serde(crate = #exact)]), &item);
    quote!(#write #read)
}

/// The module of the runtime that a reader calls in serde's place.
fn exact(data: &Data) -> &'static str {
    match &data.form {
        Form::Enum(Tagging::Adjacent(..), _) => "adjacent",
        Form::Enum(Tagging::External, variants) if variants.iter().all(is_word) => "words",
        Form::Enum(..) | Form::Struct(_) => "other",
    }
}

/// Returns true for a variant that is written as its name alone.
fn is_word(variant: &Variant) -> bool {
    variant.is_skipped || variant.body.style == Style::Unit && variant.with.is_none() && !variant.is_untagged
}

/// A copy for schemars. Where that writes `Some` and `None`, types of the user's called so get other names before.
pub(super) fn described(item: &DeriveInput) -> (TokenStream, DeriveInput) {
    let (mut item, mut theirs) = (copy(item, &READ_BY_SCHEMARS), Theirs::default());
    if has_defaults(&item) {
        theirs.visit_data_mut(&mut item.data);
    }
    (theirs.aliases(), item)
}

/// `JsonSchema`, on a server.
pub(super) fn schema(p: &TokenStream, data: &Data, theirs: &TokenStream, described: &DeriveInput) -> TokenStream {
    let (runtime, path) = (&data.runtime, format!("{p}::schemars"));
    let rename = schema_name::schema_name(described).map(|name| quote!(, rename = #name));
    let secrets = sensitive::names(data);
    let secrets = (!secrets.is_empty()).then(|| quote!(, transform = #p::secrets(&[#(#secrets),*])));
    let mut derived = written(p, &quote!(#p::schemars::JsonSchema), &quote!(#[schemars(crate = #path #rename #secrets)]), described);
    if has_defaults(described) {
        derived = with_bare_names(&derived);
    }
    quote! {
        #runtime::__server! {
            #theirs
            #derived
        }
    }
}

fn with_bare_names(derived: &TokenStream) -> TokenStream {
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use ::core::option::Option::{None, Some};
            #derived
        };
    }
}

/// Whether schemars may write what a field is by default: `Some(..)` or `None`.
fn has_defaults(item: &DeriveInput) -> bool {
    names::mentions(item.to_token_stream(), "default")
}

fn written(p: &TokenStream, derives: &TokenStream, attribute: &TokenStream, item: &DeriveInput) -> TokenStream {
    quote! {
        #[::core::prelude::v1::derive(#derives)]
        #[#p::vanish]
        #attribute
        #item
    }
}

/// Keeps the attributes of these names.
struct Only(&'static [&'static str]);

impl VisitMut for Only {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        attributes.retain(|attribute| self.0.iter().any(|name| attribute.path().is_ident(name)));
    }
}

/// Gives the user's own types called `Some` or `None` other names.
#[derive(Default)]
struct Theirs(Vec<Type>);

impl Theirs {
    /// `type Theirs0 = Some;`
    fn aliases(&self) -> TokenStream {
        let aliases = self.0.iter().enumerate().map(|(place, ty)| {
            let name = alias(place);
            quote!(type #name = #ty;)
        });
        aliases.collect()
    }
}

impl VisitMut for Theirs {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        let is_bare = |path: &Path| {
            path.leading_colon.is_none() && path.segments.first().is_some_and(|first| BARE.iter().any(|name| first.ident == name))
        };
        if !matches!(ty, Type::Path(path) if path.qself.is_none() && is_bare(&path.path)) {
            return visit_mut::visit_type_mut(self, ty);
        }
        let alias = alias(self.0.len());
        self.0.push(std::mem::replace(ty, parse_quote!(#alias)));
    }
}

fn alias(place: usize) -> Ident {
    names::generated(format_ident!("Theirs{place}"))
}
