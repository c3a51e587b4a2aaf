//! The marks of a method that say how it may be called: `#[idempotent]`, `#[read]`, `#[form]`; and marks that mean nothing on one.
//!
//! In: a method as written, and its folds. Out: what the mark says, or why it cannot hold.

use crate::diag::{Result, bail};
use crate::model::{Folds, Route};
use crate::names;
use crate::parse::args::Idempotency;
use crate::parse::item::WrittenMethod;
use crate::parse::marks::{is_misplaced, misspelt, nothing_is_hidden};
use crate::parse::value::Verb;
use syn::{Attribute, Meta};

/// What `#[idempotent]` says. A GET changes nothing, so that nothing can happen twice.
pub(super) fn idempotency(written: &WrittenMethod, folds: &Folds) -> Result<Option<Idempotency>> {
    let Some(attribute) = mark(written, "idempotent")? else { return Ok(None) };
    if route(folds).is_some_and(|route| route.verb.name() == "GET") {
        let name = &written.sig.ident;
        bail!(attribute.path(), "`{name}` is read with `GET`, which may be repeated as it is; remove `#[idempotent]`");
    }
    Idempotency::parse(attribute).map(Some)
}

/// Whether the method changes nothing: by `#[read]`, or since it is a GET.
pub(super) fn is_read(written: &WrittenMethod, folds: &Folds) -> Result<bool> {
    let Some(attribute) = mark(written, "read")? else { return Ok(route(folds).is_some_and(|route| route.verb == Verb::Get)) };
    if !matches!(attribute.meta, Meta::Path(_)) {
        bail!(attribute.path(), "`#[read]` takes no value; write `#[read]`");
    }
    let changing = |name: &&&str| written.ours.iter().any(|attribute| attribute.path().is_ident(name));
    if let Some(changing) = ["put", "patch", "delete", "idempotent"].iter().find(changing) {
        bail!(
            attribute.path(),
            "`#[read]` says that `{}` changes nothing, and `#[{changing}]` that it changes something; remove one of the two",
            written.sig.ident
        );
    }
    Ok(true)
}

/// rustc would say that there is no such attribute, and not where it belongs.
pub(super) fn each_means_something(written: &WrittenMethod) -> Result<()> {
    nothing_is_hidden(&written.ours)?;
    let Some(attribute) = written.ours.iter().find(|attribute| is_misplaced(attribute)) else { return each_is_known(written) };
    let (path, mark, name) = (attribute.path(), names::written(attribute.path()), &written.sig.ident);
    if mark.contains(char::is_uppercase) {
        bail!(path, "`#[{mark}]` is no attribute of a service; write `#[{}]`", mark.to_lowercase());
    }
    bail!(path, "`#[{mark}]` marks an argument, and `{name}` is a method; write it before the argument")
}

/// rustc says so on a server alone: elsewhere no trait is there that has the attribute.
fn each_is_known(written: &WrittenMethod) -> Result<()> {
    let Some((attribute, name)) = written.ours.iter().find_map(|attribute| Some((attribute, misspelt(attribute)?))) else { return Ok(()) };
    let written = names::written(attribute.path());
    bail!(attribute.path(), "`#[{written}]` is no attribute of a method; did you mean `#[{name}]`?")
}

/// Whether `#[form]` is there. A form is sent to an action or by POST.
pub(super) fn is_form(written: &WrittenMethod, folds: &Folds) -> Result<bool> {
    let Some(attribute) = mark(written, "form")? else { return Ok(false) };
    if !matches!(attribute.meta, Meta::Path(_)) {
        bail!(attribute.path(), "`#[form]` takes no value; write `#[form]`");
    }
    if let Folds::Route(route) = folds
        && !route.verb.has_body()
    {
        let (name, verb) = (&written.sig.ident, route.verb.name());
        bail!(
            attribute.path(),
            "`{name}` is no action, and `{verb}` has no body that could be a form; remove `#[form]`, or use another verb"
        );
    }
    Ok(true)
}

/// The attribute of this name; a second one says nothing more.
pub(super) fn mark<'a>(written: &'a WrittenMethod, name: &str) -> Result<Option<&'a Attribute>> {
    let mut marks = written.ours.iter().filter(|attribute| attribute.path().is_ident(name));
    let first = marks.next();
    if let Some(second) = marks.next() {
        bail!(second.path(), "`#[{name}]` stands twice above `{}`; keep one of them", written.sig.ident);
    }
    Ok(first)
}

fn route(folds: &Folds) -> Option<&Route> {
    match folds {
        Folds::Action => None,
        Folds::Route(route) | Folds::Both(route) => Some(route),
    }
}
