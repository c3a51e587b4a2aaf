//! Values that are one of several: the variants of an enum, the errors of one status.

use super::view::View;
use super::walk::{Side, Walk};
use serde_json::Value;
use std::collections::BTreeMap;

impl<'a> Walk<'a> {
    pub(super) fn variants(&mut self, place: &str, side: Side, old: (&'a Value, &View<'a>), new: (&'a Value, &View<'a>)) {
        let (before, after) = (labelled(self.old, old), labelled(self.new, new));
        let added = after.keys().any(|label| !before.contains_key(label));
        for (label, variant) in &before {
            match after.get(label) {
                Some(now) => self.schema(&format!("{place} ({label})"), side, variant, now),
                None if !added && is_error(place) => self.compatible(place, format!("is never {label} any more")),
                None => self.breaks(place, no_longer(side, label)),
            }
        }
        for label in after.keys().filter(|label| !before.contains_key(*label)) {
            match side {
                Side::Response if !is_error(place) => {
                    self.cautions(place, format!("may be {label}; a caller that knows the other variants alone may fail"));
                }
                _ => self.compatible(place, format!("may be {label}")),
            }
        }
    }
}

fn no_longer(side: Side, label: &str) -> String {
    match side {
        Side::Request => format!("may no longer be {label}; a caller that sends it is refused"),
        Side::Response => format!("is never {label} any more; a caller that waits for it waits in vain"),
    }
}

/// A caller expects errors that it does not know; and misses none that no longer happens, unless another took its place.
fn is_error(place: &str) -> bool {
    place.contains(", answer 4") || place.contains(", answer 5")
}

/// Each variant by what tells it from the others. A value that is no enum is its own only variant.
fn labelled<'a>(document: &'a Value, (schema, view): (&'a Value, &View<'a>)) -> BTreeMap<String, &'a Value> {
    let variants = if view.variants.is_empty() { vec![schema] } else { view.variants.clone() };
    variants.into_iter().map(|variant| (label(document, variant), variant)).collect()
}

/// The value of a tag, the one member that holds the rest, a name, or the type.
fn label(document: &Value, variant: &Value) -> String {
    let view = View::of(document, variant);
    let tag = |name: &str| {
        let value = View::of(document, view.properties.get(name)?).values?;
        Some(format!("`{name}` = {}", value.first()?))
    };
    let of_tag = || view.required.iter().find_map(|name| tag(name));
    let of_member = || match view.required.iter().collect::<Vec<_>>()[..] {
        [one] if view.properties.len() == 1 => Some(format!("`{one}`")),
        _ => None,
    };
    let of_name = || variant.get("$ref").and_then(Value::as_str).and_then(|to| to.rsplit('/').next()).map(|name| format!("`{name}`"));
    let of_value = || view.values.as_ref().and_then(|values| values.first()).map(ToString::to_string);
    tag("code").or_else(of_tag).or_else(of_value).or_else(of_member).or_else(of_name).unwrap_or_else(|| plain(&view))
}

fn plain(view: &View<'_>) -> String {
    view.types.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(" or ")
}
