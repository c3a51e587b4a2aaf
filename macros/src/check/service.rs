//! The rules about several methods.
//!
//! In: a lowered service. Out: every error, and the service without what clashes. Sees nothing but the model.

use super::refreshes::refreshes_name_reads;
use crate::diag::{Errors, Result, bail, did_you_mean, err};
use crate::model::{Method, Route, Service, Versions};
use crate::names;
use crate::parse::value::Verb;
use proc_macro2::Ident;

/// Checks a service.
pub(crate) fn check(service: &mut Service, errors: &mut Errors) {
    spec_constants_are_distinct(service, errors);
    routes_do_not_overlap(service, errors);
    locations_lead_somewhere(service, errors);
    refreshes_name_reads(service, errors);
    every_version_has_a_route(service, errors);
}

/// `a_b` and `a_B` would both be `A_B` on the spec, which rustc would report within the expansion; so the second is left out of it.
fn spec_constants_are_distinct(service: &mut Service, errors: &mut Errors) {
    let mut kept: Vec<(Ident, String)> = Vec::new();
    service.methods.retain(|second| {
        let constant = names::spec_const(&second.ident);
        let clash = kept.iter().find(|(taken, first)| *taken == constant && *first != second.name);
        if let Some((_, first)) = clash {
            let name = &second.name;
            let spec = names::spec(&service.ident);
            errors.push(err!(
                &second.ident,
                "methods `{first}` and `{name}` would both be `{constant}` on the generated `{spec}`; rename one of them"
            ));
            return false;
        }
        kept.push((constant, second.name.clone()));
        true
    });
}

/// Without this the router would answer with one of the two, or refuse to be built.
fn routes_do_not_overlap(service: &Service, errors: &mut Errors) {
    let routed: Vec<_> = service.routes().collect();
    let of_two_methods = pairs(&routed).filter(|((first, _), (second, _))| !std::ptr::eq(*first, *second));
    for ((first, one), (second, two)) in of_two_methods {
        let can_both_be_compiled = first.about.cfgs.is_empty() || second.about.cfgs.is_empty();
        let overlap = one.verb == two.verb && one.template.overlaps(&two.template);
        if let Some(versions) = shared_versions(service.versions, one, two).filter(|_| overlap && can_both_be_compiled) {
            let (verb, path) = (two.verb.name(), &two.template.text);
            errors.push(err!(
                &two.template.span,
                "`{verb} {path}` leads to `{}` and to `{}`{versions}; change the verb or the path of one{}",
                first.name,
                second.name,
                or_keep_apart(service.versions)
            ));
        }
    }
}

/// Where there are versions, there is another remedy.
fn or_keep_apart(versions: Versions) -> &'static str {
    match versions {
        Versions::Range(first, last) if first < last => ", or let `since` and `until` keep them apart",
        _ => "",
    }
}

/// Without this `Location` would name what no caller can read.
fn locations_lead_somewhere(service: &Service, errors: &mut Errors) {
    for (method, route) in service.routes() {
        errors.handle(the_location_leads_somewhere(service, method, route));
    }
}

fn the_location_leads_somewhere(service: &Service, method: &Method, route: &Route) -> Result<()> {
    let Some(name) = &route.location else { return Ok(()) };
    let Some((_, target)) = route.location(service) else {
        let reads: Vec<_> = service.routed().filter(|(_, route)| route.verb == Verb::Get).map(|(method, _)| method.name.as_str()).collect();
        let remedy = if reads.is_empty() { "write one that reads it".to_owned() } else { did_you_mean(&name.to_string(), &reads) };
        bail!(
            name,
            "`location` names the method that reads what `{}` creates, and `{name}` is no method with `#[get]`; {remedy}",
            method.name
        );
    };
    if !route.verb.has_body() {
        bail!(name, "`location` says where something was created, and `{}` creates nothing; remove it", route.verb.name());
    }
    let reads = || service.routes().filter(|(read, route)| read.ident == *name && route.verb == Verb::Get);
    let is_in = |route: &Route, version| route.versions(service.versions).is_some_and(|(since, until)| (since..=until).contains(&version));
    let path_in = |version| reads().find(|(_, route)| is_in(route, version)).map(|(_, route)| &route.template.text);
    match route.versions(service.versions) {
        Some((first, last)) if (first..=last).any(|version| path_in(version).is_none()) => {
            bail!(name, "`{name}` is not there in every version of `{}`; let `since` and `until` of both agree", method.name)
        }
        Some((first, last)) if (first..=last).any(|version| path_in(version) != Some(&target.template.text)) => {
            bail!(
                name,
                "`{name}` has more than one path in the versions of `{}`; write `#[{}]` once for each, kept apart by `since` and `until`",
                method.name,
                route.verb.name().to_ascii_lowercase()
            )
        }
        _ => Ok(()),
    }
}

/// A version that is served and has nothing in it is a slip in `versions`, or in an `until`.
fn every_version_has_a_route(service: &Service, errors: &mut Errors) {
    let Versions::Range(first, last) = service.versions else { return };
    let lives: Vec<_> = service.routes().filter_map(|(_, route)| route.versions(service.versions)).collect();
    let is_empty = |version: &u32| !lives.iter().any(|(since, until)| (since..=until).contains(&version));
    let candidates = std::iter::once(first).chain(lives.iter().map(|(_, until)| until.saturating_add(1)));
    let empty = candidates.filter(|version| *version <= last).filter(is_empty).min();
    if let Some(version) = empty.filter(|_| service.is_whole && !lives.is_empty()) {
        let name = &service.ident;
        errors.push(err!(name, "version {version} of `{name}` has no route at all; change `versions`, or a `since` or an `until`"));
    }
}

/// The versions that have both routes, in words.
fn shared_versions(service: Versions, one: &Route, two: &Route) -> Option<String> {
    let (Some(one), Some(two)) = (one.versions(service), two.versions(service)) else { return Some(String::new()) };
    let (first, last) = (one.0.max(two.0), one.1.min(two.1));
    match (first, last) {
        _ if first > last => None,
        _ if service == Versions::Range(first, last) => Some(String::new()),
        _ if first == last => Some(format!(" in version {first}")),
        _ => Some(format!(" in versions {first} to {last}")),
    }
}

/// Every two items, in order.
fn pairs<T>(items: &[T]) -> impl Iterator<Item = (&T, &T)> {
    items.iter().enumerate().flat_map(|(i, first)| items[i + 1..].iter().map(move |second| (first, second)))
}
