//! Attributes that are ours, or plainly meant to be.
//!
//! In: an attribute. Out: whose it is, also within `#[cfg_attr(..)]`.

use super::args::{ArgumentMark, METHOD_MARKS};
use super::conditional::within;
use super::value::Verb;
use crate::diag::{Result, bail, nearest};
use crate::names;
use syn::{Attribute, Meta};

/// Returns true if the attribute is one of ours on a method, or plainly meant for us.
pub(crate) fn is_method_mark(attribute: &Attribute) -> bool {
    is_mark_of_ours(attribute)
        || OF_OTHERS.iter().any(|name| attribute.path().is_ident(name))
        || is_misplaced(attribute)
        || misspelt(attribute).is_some()
        || hidden(attribute).is_some()
}

/// Returns true if the attribute is one of ours on a method.
pub(crate) fn is_mark_of_ours(attribute: &Attribute) -> bool {
    let is_one_of = |names: &[&str]| names.iter().any(|name| attribute.path().is_ident(name));
    is_one_of(&BESIDE_THE_VERB) || is_one_of(&METHOD_MARKS) || is_one_of(&Verb::ATTRIBUTES)
}

/// Returns true if the attribute makes a route, or is meant to.
pub(crate) fn is_route(attribute: &Attribute) -> bool {
    let name = names::written(attribute.path()).to_lowercase();
    Verb::ATTRIBUTES.contains(&name.as_str()) || OF_OTHERS.contains(&name.as_str()) || within(attribute).iter().any(is_route)
}

/// Returns true if the attribute has no meaning on a method, but is plainly meant for us: a mark of arguments, `#[GET]`.
pub(crate) fn is_misplaced(attribute: &Attribute) -> bool {
    let name = names::written(attribute.path());
    let is_verb_in_capitals = !Verb::ATTRIBUTES.contains(&name.as_str()) && Verb::ATTRIBUTES.contains(&name.to_lowercase().as_str());
    is_argument_mark(attribute) && name != "security" || is_verb_in_capitals
}

/// The attribute of ours that this one is spelled like. A project without the server half has no trait on which rustc would see it.
pub(crate) fn misspelt(attribute: &Attribute) -> Option<&'static str> {
    let name = attribute.path().get_ident()?.to_string();
    let has_a_meaning = is_mark_of_ours(attribute) || is_misplaced(attribute);
    if has_a_meaning || OF_OTHERS.contains(&&*name) || OF_THE_LANGUAGE.contains(&&*name) {
        return None;
    }
    nearest(&name, &[&BESIDE_THE_VERB[..], &METHOD_MARKS, &Verb::ATTRIBUTES].concat())
}

/// Attributes that the language itself has for methods.
const OF_THE_LANGUAGE: [&str; 14] = [
    "cfg",
    "cfg_attr",
    "doc",
    "allow",
    "warn",
    "deny",
    "forbid",
    "expect",
    "deprecated",
    "must_use",
    "inline",
    "cold",
    "track_caller",
    "target_feature",
];

/// Our attributes of methods that name no verb.
const BESIDE_THE_VERB: [&str; 6] = ["no_action", "cache", "precondition", "limit", "rate_limit", "security"];

/// Attributes that make a route in other frameworks.
pub(crate) const OF_OTHERS: [&str; 8] = ["head", "options", "trace", "connect", "route", "endpoint", "handler", "server"];

/// Returns true if the attribute is one of ours on an argument.
pub(crate) fn is_argument_mark(attribute: &Attribute) -> bool {
    ArgumentMark::ALL_ATTRIBUTES.iter().any(|name| attribute.path().is_ident(name))
}

/// Returns true if the attribute is one that the language itself has for arguments; `#[cfg]` is refused.
pub(crate) fn is_lint_level(attribute: &Attribute) -> bool {
    ["allow", "warn", "deny", "forbid", "expect"].iter().any(|name| attribute.path().is_ident(name))
}

/// Refuses a condition that nobody has looked at.
pub(crate) fn nothing_is_hidden(attributes: &[Attribute]) -> Result<()> {
    let Some((attribute, inner)) = attributes.iter().find_map(|attribute| Some((attribute, hidden(attribute)?))) else { return Ok(()) };
    let inner = names::written(inner.path());
    bail!(
        attribute.path(),
        "within `#[cfg_attr]` nothing is seen of `#[{inner}]`; write it plainly, and `#[cfg(..)]` above the method if it is for some builds only"
    )
}

/// Finds what of ours, of `cfg` or of the documentation stands within `#[cfg_attr(..)]`. Lints and `doc(..)` are the compiler's and rustdoc's.
pub(crate) fn hidden(attribute: &Attribute) -> Option<Attribute> {
    within(attribute).into_iter().find(|inner| {
        let is_said_to_us = ["cfg", "deprecated"].iter().any(|name| inner.path().is_ident(name));
        let is_text = inner.path().is_ident("doc") && matches!(inner.meta, Meta::NameValue(_));
        is_said_to_us || is_text || is_method_mark(inner) || is_argument_mark(inner)
    })
}
