//! What a value may be: its type, its members, its items.

use super::view::View;
use super::walk::{Side, Walk, resolve};
use serde_json::Value;

impl<'a> Walk<'a> {
    /// Compares two schemas of one place. Within an operation each pair is compared once in each direction, so that recursive types end.
    pub(super) fn schema(&mut self, place: &str, side: Side, old: &'a Value, new: &'a Value) {
        let pair = (std::ptr::from_ref(resolve(self.old, old)), std::ptr::from_ref(resolve(self.new, new)), side);
        if !self.seen.insert(pair) {
            return;
        }
        let (before, after) = (View::of(self.old, old), View::of(self.new, new));
        self.views(place, side, (old, &before), (new, &after));
    }

    /// The schemas of a parameter: a text, which is never `null`.
    pub(super) fn text(&mut self, place: &str, old: &'a Value, new: &'a Value) {
        let text = |document, schema| View { nullable: false, ..View::of(document, schema) };
        let (before, after) = (text(self.old, old), text(self.new, new));
        self.views(place, Side::Request, (old, &before), (new, &after));
    }

    fn views(&mut self, place: &str, side: Side, (old, before): (&'a Value, &View<'a>), (new, after): (&'a Value, &View<'a>)) {
        if before.variants.is_empty() && after.variants.is_empty() {
            self.value(place, side, before, after);
        } else {
            self.variants(place, side, (old, before), (new, after));
        }
    }

    fn value(&mut self, place: &str, side: Side, old: &View<'a>, new: &View<'a>) {
        if !self.kind(place, side, old, new) {
            return;
        }
        self.null(place, side, old, new);
        self.values(place, side, old, new);
        self.format(place, side, old, new);
        self.limits(place, side, old, new);
        self.object(place, side, old, new);
        self.array(place, side, old, new);
    }

    /// A request may be of more types than before, an answer of fewer. Says whether the rest can be compared.
    fn kind(&mut self, place: &str, side: Side, old: &View<'a>, new: &View<'a>) -> bool {
        let fits = match side {
            Side::Request => are_among(old, new),
            Side::Response => are_among(new, old),
        };
        if !fits {
            let (before, after) = (types(old), types(new));
            let whom = match side {
                Side::Request => "a caller that sends the old type is refused",
                Side::Response => "a caller that reads the old type cannot",
            };
            self.breaks(place, format!("is {after} instead of {before}; {whom}"));
        } else if old.types != new.types {
            self.compatible(place, format!("is {} instead of {}", types(new), types(old)));
        }
        fits
    }

    fn null(&mut self, place: &str, side: Side, old: &View<'a>, new: &View<'a>) {
        match (side, old.nullable, new.nullable) {
            (Side::Request, true, false) => self.breaks(place, "may no longer be `null`; a caller that sends it is refused"),
            (Side::Response, false, true) => self.breaks(place, "may now be `null`; a caller that does not expect it fails"),
            (_, old, new) if old != new => self.compatible(place, if new { "may be `null`" } else { "is never `null`" }),
            _ => {}
        }
    }

    fn object(&mut self, place: &str, side: Side, old: &View<'a>, new: &View<'a>) {
        for (name, before) in &old.properties {
            let place = below(place, name);
            match new.properties.get(name) {
                Some(after) => self.property(&place, side, name, (old, before), (new, after)),
                None => self.breaks(&place, gone(side)),
            }
        }
        for name in new.properties.keys().filter(|name| !old.properties.contains_key(*name)) {
            if side == Side::Request && new.required.contains(name) {
                self.breaks(&below(place, name), "is new and required; a caller that does not know it is refused")
            } else {
                self.compatible(&below(place, name), "is new")
            }
        }
        if side == Side::Request && old.open && !new.open {
            self.breaks(place, "takes no further members; a caller that sends some is refused");
        }
        if let (Some(old), Some(new)) = (old.others, new.others) {
            self.schema(&below(place, "*"), side, old, new);
        }
        if let (Some(old), Some(new)) = (old.content, new.content) {
            self.schema(place, side, old, new);
        }
    }

    fn property(&mut self, place: &str, side: Side, name: &str, old: (&View<'a>, &'a Value), new: (&View<'a>, &'a Value)) {
        match (side, old.0.required.contains(name), new.0.required.contains(name)) {
            (Side::Request, false, true) => self.breaks(place, "is now required; a caller that leaves it out is refused"),
            (Side::Response, true, false) => self.breaks(place, "may now be absent; a caller that reads it may find nothing"),
            (_, before, after) if before != after => {
                self.compatible(place, if after { "is always there" } else { "may now be left out" });
            }
            _ => {}
        }
        if side == Side::Request {
            self.defaults(place, old.1, new.1);
        }
        self.schema(place, side, old.1, new.1);
    }

    /// What a value means that was left out.
    pub(super) fn defaults(&mut self, place: &str, old: &'a Value, new: &'a Value) {
        if let (Some(before), Some(after)) = (old.get("default"), new.get("default"))
            && before != after
        {
            self.breaks(
                place,
                format!("means {after} where it is left out, and meant {before}; a caller that leaves it out gets something else"),
            );
        }
    }

    fn array(&mut self, place: &str, side: Side, old: &View<'a>, new: &View<'a>) {
        if old.places.len() != new.places.len() {
            self.breaks(place, format!("has {} places instead of {}; a caller counts others", new.places.len(), old.places.len()));
        }
        for (index, (old, new)) in old.places.iter().zip(&new.places).enumerate() {
            self.schema(&below(place, &index.to_string()), side, old, new);
        }
        if let (Some(old), Some(new)) = (old.items, new.items) {
            self.schema(&below(place, "*"), side, old, new);
        }
    }
}

fn gone(side: Side) -> &'static str {
    match side {
        Side::Request => "is no longer read; a caller that sends it is not heard",
        Side::Response => "is gone; a caller that reads it finds nothing",
    }
}

/// Whether every type of the one is a type of the other. None named is any; an integer is a number.
fn are_among(narrow: &View<'_>, wide: &View<'_>) -> bool {
    let has = |kind: &str| wide.types.contains(kind) || (kind == "integer" && wide.types.contains("number"));
    wide.types.is_empty() || (!narrow.types.is_empty() && narrow.types.iter().all(|kind| has(kind)))
}

fn types(view: &View<'_>) -> String {
    if view.types.is_empty() {
        "anything".to_owned()
    } else {
        view.types.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(" or ")
    }
}

/// `.., /new/title`: a place within a body is written as a pointer, `*` for every item.
fn below(place: &str, name: &str) -> String {
    match place.rsplit_once(", ") {
        Some((_, last)) if last.starts_with('/') => format!("{place}/{name}"),
        _ => format!("{place}, /{name}"),
    }
}
