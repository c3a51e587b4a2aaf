//! Who may call.

use super::operation::text;
use super::walk::{Operation, Walk, members};
use serde_json::Value;
use std::collections::BTreeMap;

/// One way to be let in: scheme by scheme, the scopes that it takes. Without any, everyone is.
type Requirement<'a> = BTreeMap<&'a str, Vec<&'a str>>;

impl<'a> Walk<'a> {
    pub(super) fn security(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let before = ways(self.old, old);
        let after: Vec<Requirement<'a>> = ways(self.new, new).into_iter().map(|way| self.by_old_names(way)).collect();
        for way in &before {
            if !after.iter().any(|now| suffices(way, now)) {
                self.breaks(&old.name, format!("is no longer open {}; such a caller gets 401 or 403", shown(way)));
            }
        }
        for way in after.iter().filter(|way| !before.iter().any(|old| suffices(way, old))) {
            self.compatible(&old.name, format!("is open {}", shown(way)));
        }
        for scheme in before.iter().flat_map(Requirement::keys) {
            self.scheme(&old.name, scheme);
        }
    }

    /// What is sent counts, not what a document calls it: a scheme under another name is the one that was there.
    fn by_old_names(&self, way: Requirement<'a>) -> Requirement<'a> {
        let old_name = |name: &'a str| match scheme(self.old, name) {
            Some(_) => name,
            None => self.old_name(name).unwrap_or(name),
        };
        way.into_iter().map(|(name, scopes)| (old_name(name), scopes)).collect()
    }

    fn old_name(&self, new_name: &str) -> Option<&'a str> {
        let new = scheme(self.new, new_name)?;
        let names = members(self.old.get("components")?, "securitySchemes").map(|(name, _)| name.as_str());
        names.into_iter().find(|name| scheme(self.old, name).as_ref() == Some(&new))
    }

    /// A scheme of the same name that is carried in another way.
    fn scheme(&mut self, place: &str, name: &str) {
        let (before, after) = (scheme(self.old, name), scheme(self.new, name));
        if let (Some(before), Some(after)) = (before, after)
            && before != after
        {
            self.breaks(place, format!("takes `{name}` in another way ({} instead of {}); callers of the old way get 401", after, before));
        }
    }
}

/// Whether who came in by `old` comes in by `new`.
fn suffices(old: &Requirement<'_>, new: &Requirement<'_>) -> bool {
    new.iter().all(|(scheme, scopes)| old.get(scheme).is_some_and(|had| scopes.iter().all(|scope| had.contains(scope))))
}

fn ways<'a>(document: &'a Value, operation: &Operation<'a>) -> Vec<Requirement<'a>> {
    let declared = operation.own.get("security").or_else(|| document.get("security")).and_then(Value::as_array);
    match declared {
        Some(ways) if !ways.is_empty() => ways.iter().map(way).collect(),
        _ => vec![Requirement::new()],
    }
}

fn way(value: &Value) -> Requirement<'_> {
    value.as_object().into_iter().flatten().map(|(scheme, list)| (scheme.as_str(), strings(list))).collect()
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn shown(way: &Requirement<'_>) -> String {
    if way.is_empty() {
        "to everyone".to_owned()
    } else {
        format!("by {}", way.keys().map(|scheme| format!("`{scheme}`")).collect::<Vec<_>>().join(" with "))
    }
}

/// Carrier of a scheme: `http bearer`, `apiKey in cookie session`.
fn scheme(document: &Value, name: &str) -> Option<String> {
    let (_, scheme) = members(document.get("components")?, "securitySchemes").find(|(other, _)| *other == name)?;
    let words = ["type", "scheme", "in", "name", "openIdConnectUrl"].map(|word| text(scheme, word));
    Some(words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}
