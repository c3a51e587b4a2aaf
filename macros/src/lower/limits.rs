//! What one call of a method may take, and how often a caller may call it.
//!
//! In: a method's attributes. Out: [`Limits`], or every error of them.

use crate::diag::{Error, Result, bail, err};
use crate::model::{Folds, Limits};
use crate::parse::item::WrittenMethod;
use crate::parse::limits::{LimitArgs, RateArgs};
use syn::Attribute;

/// Reads `#[limit(..)]` and `#[rate_limit(..)]`.
pub(super) fn limits(written: &WrittenMethod) -> Result<Limits> {
    let mut errors = Error::accumulator();
    let limit = errors.handle(only(written, "limit")).flatten().and_then(|attribute| errors.handle(LimitArgs::parse(attribute)));
    let rate = errors.handle(only(written, "rate_limit")).flatten().and_then(|attribute| errors.handle(RateArgs::parse(attribute)));
    let LimitArgs { body, deadline } = limit.unwrap_or_default();
    errors.finish_with(Limits { body, deadline, rate })
}

/// The one attribute of this name.
fn only<'a>(written: &'a WrittenMethod, name: &str) -> Result<Option<&'a Attribute>> {
    let mut all = written.ours.iter().filter(|attribute| attribute.path().is_ident(name));
    let first = all.next();
    match all.next() {
        Some(second) => Err(err!(second.path(), "`#[{name}]` stands twice above `{}`; keep one of them", written.sig.ident)),
        None => Ok(first),
    }
}

/// A body's limit means nothing where no fold takes a body.
pub(super) fn the_limit_has_an_object(written: &WrittenMethod, limits: &Limits, folds: &Folds) -> Result<()> {
    match (&limits.body, folds) {
        (Some(body), Folds::Route(route)) if !route.verb.has_body() => {
            let (name, verb) = (&written.sig.ident, route.verb.name());
            bail!(&body.span, "`{name}` takes no body: it has no action, and `{verb}` carries none; remove `body`")
        }
        _ => Ok(()),
    }
}
