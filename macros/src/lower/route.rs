//! The routes of one method: their lives, and what each version sees.
//!
//! In: the verbs above a method. Out: its routes, the newest first, or what is wrong with them. A method has one route in a version.

use super::types;
use crate::diag::{Error, Errors, Result, bail, err};
use crate::model::{Rest, Route, Service, Versions};
use crate::names;
use crate::parse::args::{RouteArgs, RouteKeys};
use crate::parse::item::WrittenMethod;
use crate::parse::marks::OF_OTHERS;
use crate::parse::value::{Setting, Verb};
use proc_macro2::{Ident, Span};
use syn::{Attribute, Type};

/// The routes of a method, the newest first.
pub(super) fn routes(service: &Service, written: &WrittenMethod) -> Result<Vec<Route>> {
    let verb = |attribute: &Attribute| Verb::of(&names::written(attribute.path()));
    let verbs = written.ours.iter().filter_map(|attribute| verb(attribute).map(|verb| (verb, attribute)));
    let mut errors = Error::accumulator();
    let mut routes: Vec<(&Attribute, Route)> = Vec::new();
    for (verb, attribute) in verbs {
        let Some(route) = errors.handle(route(service, verb, attribute)) else { continue };
        let apart = routes.iter().try_for_each(|(_, other)| apart(service.versions, &written.sig.ident, other, attribute, &route));
        if errors.handle(apart).is_some() {
            routes.push((attribute, route));
        }
    }
    let mut errors = errors.checkpoint()?;
    let mut routes: Vec<_> = routes.into_iter().map(|(_, route)| route).collect();
    routes.sort_by_key(|route| std::cmp::Reverse(route.versions(service.versions)));
    no_version_is_left_out(service.versions, &written.sig.ident, &routes, &mut errors);
    the_newest_is_the_method_itself(&written.sig.ident, &routes, &mut errors);
    errors.finish_with(routes)
}

/// An attribute that makes a route elsewhere.
pub(super) fn the_verb_is_one(written: &WrittenMethod) -> Result<()> {
    let Some(attribute) = written.ours.iter().find(|attribute| OF_OTHERS.iter().any(|name| attribute.path().is_ident(name))) else {
        return Ok(());
    };
    let remedy = match names::written(attribute.path()).as_str() {
        "head" => "`HEAD` is answered where `GET` is: write `#[get(..)]`",
        "options" => "`OPTIONS` is answered where a server has `cors`: remove it",
        "server" => "a method is an action without any attribute: remove it",
        _ => "write `#[get(..)]`, `#[post(..)]`, `#[put(..)]`, `#[patch(..)]` or `#[delete(..)]`",
    };
    bail!(attribute.path(), "`#[{}]` makes no route here; {remedy}", names::written(attribute.path()))
}

fn route(service: &Service, verb: Verb, attribute: &Attribute) -> Result<Route> {
    let RouteArgs { verb, template, keys, span } = RouteArgs::parse(verb, attribute)?;
    let RouteKeys { status, since, until, deprecated, sunset, location, accepts, returns } = keys;
    let route = Route {
        verb,
        template,
        statuses: status.as_ref().map(|status| status.value.0.clone()).unwrap_or_default(),
        since,
        until,
        deprecated,
        sunset,
        location: location.map(|location| location.value.0),
        rest: Rest::default(),
        accepts: accepts.0,
        returns: returns.0,
        span: status.map_or(span, |status| status.span),
    };
    the_route_has_a_sound_life(service.versions, &route)?;
    Ok(route)
}

/// Without this a document would have two operations of one name, and a client would not know which to call.
fn apart(versions: Versions, method: &Ident, one: &Route, attribute: &Attribute, two: &Route) -> Result<()> {
    let verb = names::written(attribute.path());
    let shared = match (one.versions(versions), two.versions(versions)) {
        (Some(one), Some(two)) => (one.0.max(two.0), one.1.min(two.1)),
        _ => (1, 1),
    };
    match versions {
        _ if shared.0 > shared.1 => Ok(()),
        Versions::Range(first, last) if first < last => bail!(
            attribute.path(),
            "`{method}` has a verb already in version {}, and a method has one route in a version; \
             let `since` and `until` keep them apart, or write another method for `#[{verb}]`",
            shared.0
        ),
        _ => bail!(attribute.path(), "`{method}` has a verb already, and a method has one route; write another method for `#[{verb}]`"),
    }
}

/// A caller who goes from one version to the next would find the method gone, and back in the one after.
fn no_version_is_left_out(versions: Versions, method: &Ident, newest_first: &[Route], errors: &mut Errors) {
    for (newer, older) in newest_first.iter().zip(newest_first.iter().skip(1)) {
        let (Some((begins, _)), Some((_, ends)), Some(since)) = (newer.versions(versions), older.versions(versions), &newer.since) else {
            continue;
        };
        if begins > ends + 1 {
            errors.push(err!(
                &since.span,
                "`{method}` has no route in version {}: one ends with version {ends}, and the next begins with version {begins}; write `since = {}`",
                ends + 1,
                ends + 1
            ));
        }
    }
}

/// The typed client calls the newest route, and speaks the method's own types.
fn the_newest_is_the_method_itself(method: &Ident, newest_first: &[Route], errors: &mut Errors) {
    let Some(newest) = newest_first.first() else { return };
    let settings = [("accepts", &newest.accepts), ("returns", &newest.returns)];
    for (key, setting) in settings.into_iter().filter_map(|(key, setting)| setting.as_ref().map(|setting| (key, setting))) {
        errors.push(err!(
            &setting.span,
            "`{key}` is for older versions, and this is the newest route of `{method}`, which speaks the method's own types; \
             remove `{key}`, or add the route of the versions after it"
        ));
    }
}

/// Versions and dates: each within the others' bounds.
fn the_route_has_a_sound_life(versions: Versions, route: &Route) -> Result<()> {
    let mut errors = Error::accumulator();
    let bounds = [("since", &route.since), ("until", &route.until)];
    for (key, setting) in bounds.into_iter().filter_map(|(key, setting)| setting.as_ref().map(|setting| (key, setting))) {
        errors.handle(the_version_is_served(versions, key, setting));
    }
    if let (Some(since), Some(until)) = (&route.since, &route.until)
        && since.value > until.value
    {
        errors.push(err!(
            &until.span,
            "no version has this route: `until = {}`, its last, comes before `since = {}`; write `until = {}` or later",
            until.value,
            since.value,
            since.value
        ));
    }
    if let (Some(deprecated), Some(sunset)) = (&route.deprecated, &route.sunset)
        && sunset.value < deprecated.value
    {
        errors.push(err!(
            &sunset.span,
            "the route goes on {} before it is deprecated on {}; write a later `sunset`, or an earlier `deprecated`",
            sunset.value.0,
            deprecated.value.0
        ));
    }
    errors.finish()
}

fn the_version_is_served(versions: Versions, key: &str, setting: &Setting<u32>) -> Result<()> {
    let version = setting.value;
    match versions {
        Versions::Unversioned => {
            bail!(&setting.span, "`{key} = {version}` names a version, and the service is `unversioned`; remove one of them")
        }
        Versions::Range(first, last) if (first..=last).contains(&version) => Ok(()),
        Versions::Range(first, last) if first == last => {
            let (from, to) = (first.min(version), last.max(version));
            bail!(
                &setting.span,
                "version {version} is not served: the service has version {first} only; change `{key}`, or write `#[service(versions = {from}..={to})]`"
            )
        }
        Versions::Range(first, last) => bail!(
            &setting.span,
            "version {version} is not served: the service has versions {first} to {last}; change `{key}` or `versions`"
        ),
    }
}

/// Of several statuses a method chooses one by its effects, which are a context.
pub(super) fn several_statuses_are_chosen_from(route: &Route, method: &Ident, has_contexts: bool) -> Result<()> {
    let span: &Span = &route.span;
    if let Some((_, status)) = route.statuses.iter().enumerate().find(|(i, status)| route.statuses[..*i].contains(status)) {
        bail!(span, "status {status} is written twice; keep one of them");
    }
    match route.statuses.as_slice() {
        [first, _, ..] if !has_contexts => bail!(
            span,
            "`{method}` has several statuses, and no context to choose one with; take `#[context] effects: Effects`, or write `status = {first}`"
        ),
        _ => Ok(()),
    }
}

/// 201 says that something was made, and 204 that there is no body (RFC 9110, sections 15.3.2 and 15.3.5); success is the range from 200 to 299.
pub(super) fn the_status_fits_the_result(route: &Route, output: &Type) -> Result<()> {
    let span: &Span = &route.span;
    route.statuses.iter().try_for_each(|status| match status {
        201 if !route.verb.has_body() => {
            bail!(span, "status 201 says that something was created, and `{}` creates nothing; use status 200", route.verb.name())
        }
        204 | 205 if types::is_surely_not_unit(output) => {
            bail!(span, "status {status} has no body, and the method returns a value; return `()`, or use status 200")
        }
        200..=299 => Ok(()),
        status => bail!(
            span,
            "`status = {status}` is not a success; write one from 200 to 299, and give errors theirs with `#[status(..)]` on the `ApiError`"
        ),
    })
}
