//! The trait, as its author wrote it.
//!
//! Input: `async fn find(&self, id: u64) -> Result<Todo, TodoError>;`
//! Output: `fn find(&self, id: u64) -> impl Future<Output = Result<Todo, TodoError>> + Send;`
//!
//! Implementors still write `async fn`. Nothing is added: no parameter, no renamed trait, no boxed future.

use crate::names;
use crate::parse::item::{Item, Member, WrittenMethod};
use crate::parse::marks::is_mark_of_ours;
use crate::paths::Runtime;
use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote};
use syn::{FnArg, Pat, ReturnType, Signature, Token, WherePredicate, parse_quote, parse_quote_spanned};

/// The trait, on the server only: contexts are the server's.
pub(crate) fn the_trait(item: &Item, runtime: &Runtime) -> TokenStream {
    let Item { attrs, vis, unsafety, trait_token, ident, generics, colon, supertraits, members, is_whole: _ } = item;
    let where_clause = &generics.where_clause;
    // Ours, so that rustc does not suggest to make a parameter of a type that it does not know, and says of it what it says elsewhere: once.
    let no_parameters = generics.params.is_empty().then(|| quote!(<>));
    // Where it stands here it has been reported.
    let attrs = attrs.iter().filter(|attribute| !is_mark_of_ours(attribute));
    let members = members.iter().map(|member| match member {
        Member::Method(written) => method(written),
        Member::Type(ty) => ty.item.to_token_stream(),
        Member::Other(other) => other.to_token_stream(),
    });
    // Spans of the user's, so that what a lint says of the trait it says there.
    let mut body = Group::new(Delimiter::Brace, quote!(#(#members)*));
    body.set_span(ident.span());
    quote! {
        #runtime::__server! {
            #(#attrs)*
            #vis #unsafety #trait_token #ident #generics #no_parameters #colon #supertraits #where_clause #body
        }
    }
}

fn method(written: &WrittenMethod) -> TokenStream {
    let WrittenMethod { attrs, body, .. } = written;
    let mut sig = written.bare_signature();
    let is_async = sig.asyncness.take().is_some();
    if is_async {
        sig.output = future(&sig);
    }
    match body {
        None => {
            without_mut(&mut sig);
            let end = Token![;](sig.ident.span());
            quote!(#(#attrs)* #sig #end)
        }
        Some(body) if is_async => {
            share_self(&mut sig);
            quote!(#(#attrs)* #sig { async move #body })
        }
        Some(body) => quote!(#(#attrs)* #sig #body),
    }
}

/// What `async fn` stands for; what is wrong with it, the compiler says at the method.
fn future(sig: &Signature) -> ReturnType {
    let p = names::door();
    let value = match &sig.output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    parse_quote_spanned!(sig.ident.span()=> -> impl #p::Future<Output = #value> + #p::Send)
}

/// A method without a body may not say `mut`; one with a body keeps it.
fn without_mut(sig: &mut Signature) {
    for input in &mut sig.inputs {
        if let FnArg::Typed(argument) = input
            && let Pat::Ident(pattern) = &mut *argument.pat
        {
            pattern.mutability = None;
        }
    }
}

/// The future of a default body holds `&self`, and so is `Send` only where `Self` is `Sync`.
fn share_self(sig: &mut Signature) {
    let shared: WherePredicate = parse_quote!(Self: ::core::marker::Sync);
    sig.generics.make_where_clause().predicates.push(shared);
}
