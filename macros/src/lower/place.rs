//! Where a route takes each argument from.
//!
//! In: the arguments of one method with their marks, and its route. Out: a source for each, or every contradiction.

use super::argument::Argument;
use super::{types, upload};
use crate::diag::{Error, Errors, Result, bail, err};
use crate::model::{Place, Route, Source};
use crate::names;
use crate::parse::args::ArgumentMark;
use crate::parse::template::Capture;
use proc_macro2::Ident;

/// The source of each argument, in declared order.
pub(super) fn places(method: &Ident, arguments: &[Argument], route: Option<&Route>) -> Result<Vec<Source>> {
    let mut errors = Error::accumulator();
    upload::files_have_a_place(method, arguments, route, &mut errors);
    let places = match route {
        None => arguments.iter().filter_map(|argument| errors.handle(place_without_route(method, argument))).collect(),
        Some(route) => {
            captures_are_parameters(method, arguments, route, &mut errors);
            headers_are_distinct(arguments, &mut errors);
            the_body_is_taken_once(method, arguments, route, &mut errors);
            let places: Vec<_> = arguments.iter().map(|argument| place(argument, arguments, route)).collect();
            for (argument, source) in arguments.iter().zip(&places) {
                errors.handle(the_type_fits_the_place(argument, source));
            }
            places
        }
    };
    errors.finish_with(places)
}

/// An action takes everything from one tuple; a mark would promise something else.
fn place_without_route(method: &Ident, argument: &Argument) -> Result<Source> {
    let mark = match &argument.mark {
        None => return Ok(Source::Wire(Place::Action)),
        Some(ArgumentMark::Context) => return Ok(Source::Context),
        Some(mark) => mark.attribute(),
    };
    bail!(
        &argument.ident,
        "`#[{mark}]` says where a route takes `{}` from, and `{method}` has no route; give it a verb or remove the mark",
        argument.ident
    )
}

fn place(argument: &Argument, all: &[Argument], route: &Route) -> Source {
    let place = match &argument.mark {
        Some(ArgumentMark::Context) => return Source::Context,
        Some(ArgumentMark::Query) => Place::Query,
        Some(ArgumentMark::Body) => Place::Body,
        Some(ArgumentMark::Header(name)) => Place::Header(name.0.clone()),
        None if is_captured(argument, route) => Place::Path,
        None if !route.verb.has_body() => Place::QueryParam,
        None if unplaced(all, route).count() == 1 => Place::Body,
        None => Place::Member,
    };
    Source::Wire(place)
}

/// As far as the type says of itself; what only its values show, the client tells at the call.
fn the_type_fits_the_place(argument: &Argument, source: &Source) -> Result<()> {
    let Argument { ident, ty, .. } = argument;
    let written = names::written(ty);
    match source {
        Source::Wire(Place::Path) if types::is_surely_not_one_value(ty) => {
            bail!(
                ty,
                "`{ident}` is a path capture, and a segment is one value, which `{written}` is not; write the type of one value, or remove the capture"
            )
        }
        Source::Wire(Place::QueryParam) if types::is_surely_a_map(ty) => {
            bail!(ty, "`{ident}` is one parameter of the query, and `{written}` has keys of its own; mark it `#[query]`")
        }
        _ => Ok(()),
    }
}

fn is_captured(argument: &Argument, route: &Route) -> bool {
    route.template.captures().any(|capture| argument.is_captured_by(capture))
}

/// The arguments that are neither marked nor in the path.
fn unplaced<'a>(all: &'a [Argument], route: &'a Route) -> impl Iterator<Item = &'a Argument> {
    all.iter().filter(|argument| argument.mark.is_none() && !is_captured(argument, route))
}

/// Without this the route would match and its argument stay unknown.
fn captures_are_parameters(method: &Ident, arguments: &[Argument], route: &Route, errors: &mut Errors) {
    let mut seen: Vec<&str> = Vec::new();
    for capture in route.template.captures() {
        let name = capture.name.as_str();
        if seen.contains(&name) {
            errors.push(err!(
                &capture.span,
                "path capture `{{{name}}}` stands twice in `{}`; give each a name and a parameter of its own",
                route.template.text
            ));
            continue;
        }
        seen.push(name);
        errors.handle(the_capture_is_a_parameter(method, arguments, capture));
    }
}

fn the_capture_is_a_parameter(method: &Ident, arguments: &[Argument], capture: &Capture) -> Result<()> {
    let name = &capture.name;
    let Some(argument) = arguments.iter().find(|argument| argument.is_captured_by(capture)) else {
        let alike = |argument: &&Argument| argument.mark.is_none() && plain(&names::wire(&argument.ident)) == plain(name);
        let remedy = match arguments.iter().find(alike) {
            Some(argument) => format!("write `{{{}}}`", names::wire(&argument.ident)),
            None => format!("add a parameter named `{name}` or rename the capture"),
        };
        bail!(&capture.span, "path capture `{{{name}}}` is not a parameter of `{method}`; {remedy}");
    };
    match &argument.mark {
        None => Ok(()),
        Some(ArgumentMark::Context) => {
            bail!(&argument.ident, "`{name}` is a path capture, and no `#[context]` is taken from the path; rename one of them")
        }
        Some(mark) => {
            let mark = mark.attribute();
            bail!(&argument.ident, "`{name}` is a path capture, and `#[{mark}]` takes it from the {mark}; remove one of them")
        }
    }
}

/// A name without its casing: `todoId` and `todo_id` are one word.
fn plain(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

fn headers_are_distinct(arguments: &[Argument], errors: &mut Errors) {
    let mut seen = Vec::new();
    for argument in arguments {
        if let Some(ArgumentMark::Header(name)) = &argument.mark {
            if let Some((_, first)) = seen.iter().find(|(taken, _)| *taken == name) {
                errors.push(err!(&argument.ident, "header `{}` is `{first}` already; take it once", name.0));
            }
            seen.push((name, &argument.ident));
        }
    }
}

/// A request has at most one body, and with GET and DELETE none that means something.
fn the_body_is_taken_once(method: &Ident, arguments: &[Argument], route: &Route, errors: &mut Errors) {
    let mut bodies = arguments.iter().filter(|argument| argument.is(&ArgumentMark::Body));
    let Some(first) = bodies.next() else { return };
    let verb = route.verb.name();
    if !route.verb.has_body() {
        errors.push(err!(&first.ident, "`{verb}` has no body to take `{}` from; mark it `#[query]`, or use another verb", first.ident));
        return;
    }
    for second in bodies {
        errors.push(err!(&second.ident, "`{}` is a second `#[body]`, and `{}` is the whole body of `{method}`; remove both marks, and they become members of one JSON object", second.ident, first.ident));
    }
    for left in unplaced(arguments, route) {
        errors.push(err!(&left.ident, "`{}` has no place: `#[body] {}` is the whole body of `{method}`; mark it `#[query]` or `#[header(\"..\")]`, or remove `#[body]`", left.ident, first.ident));
    }
}
