//! The macros about data: `#[model]`, `#[derive(Wire)]`, `#[derive(ApiError)]`.
//!
//! In: a struct or an enum. Out: what makes it travel. Knows nothing of services.

mod apart;
mod api_error;
mod attrs;
mod brought;
mod casing;
mod checks;
mod codec;
mod combined;
mod derived;
mod expand;
mod fitting;
mod held;
mod lower;
mod model;
mod owned;
mod readable;
mod rules;
mod schema_name;
mod sensitive;
mod serde;
mod shape;
mod table;
mod unsaid;

pub(crate) use shape::{or_told, surely_fits};
pub(crate) use unsaid::unsaid;

use crate::diag::{Error, Result, err};
use crate::parse::items::items;
use crate::paths::Runtime;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::DeriveInput;

/// `#[model]`: the derives and their paths, then the item as written.
pub(crate) fn model(arguments: TokenStream, item: TokenStream) -> TokenStream {
    match read_model(arguments, item.clone()) {
        Ok((runtime, item)) => match rules_and_derives(&item) {
            Ok(()) => match owned::nothing_is_borrowed(&item).and_then(|()| owned::arrays_have_a_length(&item)) {
                Ok(()) => model::model(&runtime, item),
                Err(errors) => with_errors(errors, item),
            },
            Err(errors) => {
                let (errors, item) = (errors.write_errors(), brought::without(rules::without(item)));
                let model = if brought::is_api_error(&item) { quote!(#item) } else { model::model(&runtime, item) };
                quote! { #errors #model }
            }
        },
        Err(errors) => with_errors(errors, item),
    }
}

/// What would be told again of each of its consequences.
fn rules_and_derives(item: &DeriveInput) -> Result<()> {
    rules::all(item)?;
    fitting::rules_fit_their_fields(item)?;
    brought::nothing_is_brought_twice(item)
}

/// The item alone: as a model it would be told of once more.
fn with_errors(errors: Error, item: impl ToTokens) -> TokenStream {
    let errors = errors.write_errors();
    quote! { #errors #item }
}

fn read_model(arguments: TokenStream, item: TokenStream) -> Result<(Runtime, DeriveInput)> {
    let mut errors = Error::accumulator();
    let runtime = errors.handle(items(&arguments, "#[model]").and_then(|items| attrs::runtime(items, "#[model]")));
    let not_data = |error: syn::Error| err!(&error.span(), "`#[model]` makes a struct or an enum travel; write it above one");
    let item = errors.handle(syn::parse2::<DeriveInput>(item).map_err(not_data));
    if let Some(syn::Data::Union(data)) = item.as_ref().map(|item| &item.data) {
        errors.push(err!(&data.union_token, "a union does not say which of its fields is alive, so it cannot travel; write an enum"));
    }
    match errors.finish_with((runtime, item))? {
        (Some(runtime), Some(item)) => Ok((runtime, item)),
        _ => Err(Error::custom("`#[model]` makes a struct or an enum travel")),
    }
}

/// `#[derive(Wire)]`: the shape, and the rules.
pub(crate) fn wire(item: TokenStream) -> TokenStream {
    let mut errors = Error::accumulator();
    let item = errors.handle(syn::parse2::<DeriveInput>(item).map_err(Into::into));
    let data = item.as_ref().and_then(|item| lower::lower(item, &mut errors));
    if let (Some(item), Some(data)) = (&item, &data) {
        apart::names_are_apart(data, &mut errors);
        combined::keys_agree(item, data, &mut errors);
        readable::is_read_again(item, data, &mut errors);
    }
    let errors = errors.finish().err().map(Error::write_errors);
    let code = data.map(|data| expand::expand(&data));
    quote! { #errors #code }
}

/// `#[derive(ApiError)]`: the statuses, and all that `#[model]` brings.
pub(crate) fn api_error(item: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(item) {
        Ok(item) => item,
        Err(error) => return error.into_compile_error(),
    };
    match api_error::lower(&item) {
        Ok(error) => api_error::expand(&error),
        Err(errors) => {
            let errors = errors.write_errors();
            let stub = api_error::fallback(&item);
            quote! { #errors #stub }
        }
    }
}
