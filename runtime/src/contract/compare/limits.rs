//! Rules that bound a value.

use super::keywords::{LOWER, MULTIPLE, UPPER};
use super::view::View;
use super::walk::{Side, Walk};
use crate::server::number_bounds;

/// What became of a rule.
enum Turn {
    Stricter,
    Looser,
}

impl<'a> Walk<'a> {
    pub(super) fn limits(&mut self, place: &str, side: Side, old: &View<'a>, new: &View<'a>) {
        for keyword in LOWER.iter().chain(&UPPER).chain(&[MULTIPLE]) {
            let (before, after) = (bound(old, keyword), bound(new, keyword));
            if before != after {
                let turn = turn(keyword, before, after);
                self.rule(place, side, &turn, &format!("`{keyword}` is {} instead of {}", shown(after), shown(before)));
            }
        }
        if old.unique != new.unique {
            let turn = if new.unique { Turn::Stricter } else { Turn::Looser };
            self.rule(place, side, &turn, if new.unique { "`uniqueItems` holds" } else { "`uniqueItems` no longer holds" });
        }
        for pattern in new.patterns.difference(&old.patterns) {
            self.rule(place, side, &Turn::Stricter, &format!("must match `{pattern}`"));
        }
        for pattern in old.patterns.difference(&new.patterns) {
            self.rule(place, side, &Turn::Looser, &format!("need not match `{pattern}`"));
        }
    }

    fn rule(&mut self, place: &str, side: Side, turn: &Turn, what: &str) {
        match (side, turn) {
            (Side::Request, Turn::Stricter) => self.breaks(place, format!("{what}; a caller that kept to the old rule may be refused")),
            (Side::Response, Turn::Looser) => self.cautions(place, format!("{what}; a caller that relies on the old rule may fail")),
            _ => self.compatible(place, what),
        }
    }
}

/// What a keyword says, or what the format of a number says of its size.
fn bound(view: &View<'_>, keyword: &str) -> Option<f64> {
    let implied = || match (keyword, view.format.and_then(number_bounds::of)) {
        ("minimum", Some((least, _))) if !view.bounds.contains_key("exclusiveMinimum") => Some(least as f64),
        ("maximum", Some((_, greatest))) if !view.bounds.contains_key("exclusiveMaximum") => Some(greatest as f64),
        ("minimum", None) => view.format.and_then(number_bounds::of_float).map(|most| -most),
        ("maximum", None) => view.format.and_then(number_bounds::of_float),
        _ => None,
    };
    view.bounds.get(keyword).copied().or_else(implied)
}

fn turn(keyword: &str, old: Option<f64>, new: Option<f64>) -> Turn {
    let stricter = match (old, new) {
        (None, Some(_)) => true,
        (Some(_), None) | (None, None) => false,
        (Some(old), Some(new)) if LOWER.contains(&keyword) => new > old,
        (Some(old), Some(new)) if UPPER.contains(&keyword) => new < old,
        // A multiple of six is one of three.
        (Some(old), Some(new)) => old % new != 0.0,
    };
    if stricter { Turn::Stricter } else { Turn::Looser }
}

fn shown(bound: Option<f64>) -> String {
    bound.map_or_else(|| "nothing".to_owned(), |bound| bound.to_string())
}
