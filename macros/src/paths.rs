//! Paths of the runtime, as generated code spells them.
//!
//! In: the `crate = ".."` of an attribute. Out: tokens. Nothing else writes `trifold`.

use crate::names;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Path, parse_quote};

/// The path of the runtime crate: `::trifold`, unless `crate = ".."` says otherwise.
#[derive(Debug, Clone)]
pub(crate) struct Runtime {
    path: Path,
    /// What `path` stands for, where a service imports it.
    imported: Option<Path>,
}

impl Runtime {
    /// The runtime at `path`.
    pub(crate) fn new(path: Option<Path>) -> Self {
        Self { path: path.unwrap_or_else(|| parse_quote!(::trifold)), imported: None }
    }

    /// The runtime of a service. A path of its author's is imported first: where it leads nowhere rustc says so of the import, and no more of
    /// what is found by means of it.
    pub(crate) fn of_service(path: Option<Path>, service: &Ident) -> Self {
        match path.filter(|path| *path != parse_quote!(::trifold)) {
            Some(path) => Self { path: names::runtime_of(service).into(), imported: Some(path) },
            None => Self::new(None),
        }
    }

    /// The door for generated code, where it cannot be imported.
    pub(crate) fn private(&self) -> TokenStream {
        quote!(#self::__private)
    }

    /// Imports our short name for the door, and the traits behind it. It may already be there: a second service stands beside the first.
    pub(crate) fn import(&self) -> TokenStream {
        let (path, door) = (&self.path, names::door());
        let imported = self.imported.as_ref().map(|imported| {
            let of_the_user = names::span_at(imported.span(), quote!(use #imported as #path;));
            quote!(#of_the_user use #path::__private as #door;)
        });
        quote! {
            #imported
            use #path::__private::door::*;
        }
    }

    /// An expansion that may stand beside others: what is imported for it alone has a name that nothing else has.
    pub(crate) fn apart(&self, service: &Ident, expansion: TokenStream) -> TokenStream {
        match self.imported {
            Some(_) => names::renamed(&names::door(), &names::door_of(service), expansion),
            None => expansion,
        }
    }

    /// The same path as text, for attributes that take one.
    pub(crate) fn text(&self) -> String {
        names::written(&self.path)
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.path.to_tokens(tokens);
    }
}
