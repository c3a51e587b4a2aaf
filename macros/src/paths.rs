//! How generated code spells the runtime.
//!
//! In: the `crate = ".."` of an attribute. Out: tokens. Nothing else writes `trifold`.

use crate::names;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Path, parse_quote};

/// The path of the runtime crate: `::trifold`, unless `crate = ".."` says otherwise.
#[derive(Debug, Clone)]
pub(crate) struct Runtime(Path);

impl Runtime {
    /// The runtime at `path`.
    pub(crate) fn new(path: Option<Path>) -> Self {
        Self(path.unwrap_or_else(|| parse_quote!(::trifold)))
    }

    /// The door for generated code, where it cannot be imported.
    pub(crate) fn private(&self) -> TokenStream {
        quote!(#self::__private)
    }

    /// Imports our short name for the door, and the traits behind it. It may already be there: a second service stands beside the first.
    pub(crate) fn import(&self) -> TokenStream {
        quote! {
            #[allow(unused_imports)]
            use #self::__private::door::*;
        }
    }

    /// The same path as text, for attributes that take one.
    pub(crate) fn text(&self) -> String {
        names::written(&self.0)
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}
