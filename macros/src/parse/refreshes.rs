//! `#[refreshes(list, find(id), UsersSpec::ME)]`: the reads that a write makes stale.
//!
//! In: one attribute. Out: the reads that it names, each perhaps with arguments, or an error that says what to write instead.

use crate::diag::{Error, Result, bail};
use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Lit, Meta, Path, Token, token};

/// One read: a method of the trait, or a constant of another spec.
#[derive(Debug)]
pub(crate) struct RefreshArgs {
    pub(crate) read: Path,
    /// Of these arguments the values that the write has.
    pub(crate) arguments: Vec<Ident>,
}

impl RefreshArgs {
    /// Reads the attribute.
    pub(crate) fn parse(attribute: &Attribute) -> Result<Vec<Self>> {
        let reads = match &attribute.meta {
            Meta::List(list) => list.parse_args_with(Punctuated::<Self, Token![,]>::parse_terminated).map_err(Error::from)?,
            _ => Punctuated::new(),
        };
        if reads.is_empty() {
            bail!(attribute.path(), "`#[refreshes]` names no read; write `#[refreshes(list)]`");
        }
        Ok(reads.into_iter().collect())
    }
}

impl Parse for RefreshArgs {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if let Ok(Lit::Str(text)) = input.fork().parse() {
            return Err(syn::Error::new(
                text.span(),
                format!("`#[refreshes]` takes methods, not texts; write `{}`, without quotes", text.value()),
            ));
        }
        let read = input.call(Path::parse_mod_style).map_err(|error| {
            syn::Error::new(
                error.span(),
                "`#[refreshes]` takes reads: `list`, `find(id)` for one value, `UsersSpec::ME` of another service",
            )
        })?;
        let arguments = if input.peek(token::Paren) { arguments(&read, input)? } else { Vec::new() };
        Ok(Self { read, arguments })
    }
}

fn arguments(read: &Path, input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let within;
    let parentheses = syn::parenthesized!(within in input);
    let read = crate::names::written(read);
    let names = Punctuated::<Ident, Token![,]>::parse_terminated(&within)
        .map_err(|error| syn::Error::new(error.span(), format!("`{read}(..)` takes names of arguments; write `{read}(id)`")))?;
    if names.is_empty() {
        let remedy = format!("`{read}()` names no argument; write `{read}` for all of its values, or `{read}(id)` for one");
        return Err(syn::Error::new(parentheses.span.join(), remedy));
    }
    Ok(names.into_iter().collect())
}
