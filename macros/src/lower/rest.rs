//! What a route says beside its value, as believed.
//!
//! In: `#[cache]` and `#[precondition]` of one method, and its route. Out: [`Rest`], or every contradiction.

use crate::diag::{Error, Errors, Result, bail, err};
use crate::model::{Rest, Route};
use crate::names;
use crate::parse::args::ArgumentMark;
use crate::parse::cache::Cache;
use crate::parse::item::{WrittenMethod, argument_mark};
use crate::parse::value::Verb;
use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Attribute, Meta};

/// Reads what stands beside the verb.
pub(super) fn rest(written: &WrittenMethod, route: Option<&Route>) -> Result<Rest> {
    let mut errors = Error::accumulator();
    let cache = one(written, "cache", &mut errors).and_then(|attribute| errors.handle(cache(written, route, attribute)));
    let precondition = one(written, "precondition", &mut errors);
    if let Some(attribute) = precondition {
        errors.handle(the_precondition_is_for_a_write(written, route, attribute));
    }
    errors.finish_with(Rest { cache: cache.map(|cache| cache.header), precondition: precondition.is_some() })
}

/// The attribute of this name; a second one contradicts it.
fn one<'a>(written: &'a WrittenMethod, name: &str, errors: &mut Errors) -> Option<&'a Attribute> {
    let mut found = written.ours.iter().filter(|attribute| attribute.path().is_ident(name));
    let first = found.next()?;
    if let Some(second) = found.next() {
        errors.push(err!(second.path(), "`#[{name}]` stands twice above `{}`; keep one of them", written.sig.ident));
    }
    Some(first)
}

fn cache(written: &WrittenMethod, route: Option<&Route>, attribute: &Attribute) -> Result<Cache> {
    let cache = Cache::parse(attribute)?;
    let name = &written.sig.ident;
    match route.map(|route| route.verb) {
        None => bail!(
            &cache.span,
            "`#[cache]` is for a route, and `{name}` has none: an action is never kept; give it `#[get(\"/{}\")]`, or remove `#[cache]`",
            names::wire(name)
        ),
        Some(Verb::Get) => {}
        Some(verb) => bail!(&cache.span, "`#[cache]` is for what only reads, and `{}` does not; remove it", verb.name()),
    }
    if let (Some((key, span)), Some(context)) = (cache.shared, context(written)) {
        bail!(
            &span,
            "`{key}` lets any cache hand the answer to anyone, and `{name}` answers to `#[context] {context}`; write `private`, or remove the context"
        );
    }
    Ok(cache)
}

/// The first context of a method.
fn context(written: &WrittenMethod) -> Option<String> {
    let is_context = |argument: &&syn::PatType| matches!(argument_mark(argument), Ok(Some(ArgumentMark::Context)));
    written.arguments().find(is_context).map(|argument| names::written(&argument.pat))
}

fn the_precondition_is_for_a_write(written: &WrittenMethod, route: Option<&Route>, attribute: &Attribute) -> Result<()> {
    let span: Span = attribute.path().span();
    let name = &written.sig.ident;
    if !matches!(attribute.meta, Meta::Path(_)) {
        bail!(&span, "`#[precondition]` takes no value; write `#[precondition]`");
    }
    match route.map(|route| route.verb) {
        None => bail!(&span, "`#[precondition]` demands a header of a route's request, and `{name}` has no route; remove it"),
        Some(Verb::Get) => bail!(&span, "`#[precondition]` is for what changes something, and `GET` does not; remove it"),
        Some(_) if context(written).is_none() => bail!(
            &span,
            "`#[precondition]` demands a condition that `{name}` could not ask for; take it: `#[context] precondition: trifold::server::Precondition`"
        ),
        Some(_) => Ok(()),
    }
}
