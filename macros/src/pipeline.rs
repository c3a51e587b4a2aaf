//! The order of the phases, and the barriers between them.
//!
//! In: the tokens of `#[service]`. Out: the expansion, or the errors and what keeps the user's code resolving.

use crate::diag::Error;
use crate::parse::args::ServiceArgs;
use crate::parse::item::Item;
use crate::{check, expand, fallback, lower};
use proc_macro2::TokenStream;

/// Folds a trait.
pub(crate) fn service(args: TokenStream, tokens: TokenStream) -> TokenStream {
    let mut errors = Error::accumulator();
    let args = errors.handle(ServiceArgs::parse(args));
    let parsed = Item::parse(tokens.clone(), &mut errors);
    let Some(mut item) = errors.handle(parsed) else {
        return fallback::unparsed(tokens, Error::multiple(errors.into_inner()));
    };
    lower::declare_contexts(&mut item, &mut errors);
    let mut lowered = lower::lower(args, &item, &mut errors);
    check::check(&mut lowered.service, &mut errors);
    let expansion = match errors.finish() {
        Ok(()) => expand::service(&item, &lowered.service),
        Err(errors) => fallback::service(&item, &lowered, errors),
    };
    lowered.service.runtime.apart(&item.ident, expansion)
}
