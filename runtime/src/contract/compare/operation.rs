//! What a caller sends: parameters and bodies.

use super::walk::{Operation, Side, Walk, members, resolve};
use serde_json::Value;
use std::collections::BTreeMap;

/// Where a parameter is, and its name there: of a capture, its place in the path.
type Key = (String, String);

impl<'a> Walk<'a> {
    pub(super) fn operation(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        self.seen.clear();
        self.names(old, new);
        self.parameters(old, new);
        self.bodies(old, new);
        self.responses(old, new);
        self.security(old, new);
    }

    /// Generated clients name their functions after it.
    fn names(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let (before, after) = (text(old.own, "operationId"), text(new.own, "operationId"));
        if before != after {
            self.cautions(&old.name, format!("is called `{after}` instead of `{before}`; clients generated anew have another function"));
        }
        if !is(old.own, "deprecated") && is(new.own, "deprecated") {
            self.compatible(&old.name, "is deprecated");
        }
    }

    fn parameters(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let (before, after) = (parameters(self.old, old), parameters(self.new, new));
        for (key, parameter) in &before {
            let place = format!("{}, {}", old.name, shown(parameter));
            match after.get(key) {
                Some(now) => self.parameter(&place, parameter, now),
                None => self.breaks(&place, "is no longer read; a caller that sends it is not heard"),
            }
        }
        for (_, added) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
            let place = format!("{}, {}", old.name, shown(added));
            if is(added, "required") {
                self.breaks(&place, "is new and required; a caller that does not know it is refused")
            } else {
                self.compatible(&place, "is new")
            }
        }
    }

    fn parameter(&mut self, place: &str, old: &'a Value, new: &'a Value) {
        match (is(old, "required"), is(new, "required")) {
            (false, true) => self.breaks(place, "is now required; a caller that leaves it out is refused"),
            (true, false) => self.compatible(place, "may now be left out"),
            _ => {}
        }
        if let (Some(old), Some(new)) = (old.get("schema"), new.get("schema")) {
            self.defaults(place, old, new);
            self.text(place, old, new);
        }
    }

    fn bodies(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let place = format!("{}, request body", old.name);
        let body = |document, operation: &Operation<'a>| operation.own.get("requestBody").map(|body| resolve(document, body));
        match (body(self.old, old), body(self.new, new)) {
            (None, Some(new)) if is(new, "required") => self.breaks(&place, "is new and required; a caller that sends none is refused"),
            (None, Some(_)) => self.compatible(&place, "is new"),
            (Some(_), None) => self.breaks(&place, "is no longer read; a caller that sends it is not heard"),
            (Some(old), Some(new)) => self.body(&place, old, new),
            (None, None) => {}
        }
    }

    fn body(&mut self, place: &str, old: &'a Value, new: &'a Value) {
        match (is(old, "required"), is(new, "required")) {
            (false, true) => self.breaks(place, "is now required; a caller that sends none is refused"),
            (true, false) => self.compatible(place, "may now be left out"),
            _ => {}
        }
        self.contents(place, Side::Request, old, new);
    }

    /// The same of requests and answers: what each media type holds.
    pub(super) fn contents(&mut self, place: &str, side: Side, old: &'a Value, new: &'a Value) {
        for (kind, content) in members(old, "content") {
            match new.get("content").and_then(|contents| contents.get(kind)) {
                Some(now) => {
                    if let (Some(old), Some(new)) = (content.get("schema"), now.get("schema")) {
                        self.schema(place, side, old, new);
                    }
                }
                None if side == Side::Request => {
                    self.breaks(place, format!("is no longer taken as `{kind}`; a caller that sends that gets 415"))
                }
                None => self.breaks(place, format!("is no longer given as `{kind}`; a caller that reads that cannot")),
            }
        }
        for (kind, _) in members(new, "content").filter(|(kind, _)| old.get("content").is_none_or(|contents| contents.get(kind).is_none()))
        {
            self.compatible(place, format!("may be `{kind}` too"));
        }
    }
}

fn parameters<'a>(document: &'a Value, operation: &Operation<'a>) -> BTreeMap<Key, &'a Value> {
    let of = |item: &'a Value| item.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let all = of(operation.shared).chain(of(operation.own)).map(|parameter| resolve(document, parameter));
    all.map(|parameter| (key(operation.template, parameter), parameter)).collect()
}

fn key(template: &str, parameter: &Value) -> Key {
    let (place, name) = (text(parameter, "in"), text(parameter, "name"));
    let name = match place {
        "path" => template.find(&format!("{{{name}}}")).map_or(name.to_owned(), |at| template[..at].matches('{').count().to_string()),
        "header" => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    };
    (place.to_owned(), name)
}

/// "query parameter `tag`".
fn shown(parameter: &Value) -> String {
    let name = text(parameter, "name");
    match text(parameter, "in") {
        "path" => format!("path segment `{name}`"),
        "header" => format!("header `{name}`"),
        place => format!("{place} parameter `{name}`"),
    }
}

pub(super) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn is(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or_default()
}
