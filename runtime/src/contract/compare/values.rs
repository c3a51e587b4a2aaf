//! Lists of values, and formats.

use super::view::View;
use super::walk::{Side, Walk};
use serde_json::Value;

/// The formats of integers, by the least and the most that fits: bits of either sign.
const INTEGERS: [(&str, i32, i32); 8] = [
    ("int8", 7, 7),
    ("int16", 15, 15),
    ("int32", 31, 31),
    ("int64", 63, 63),
    ("uint8", 0, 8),
    ("uint16", 0, 16),
    ("uint32", 0, 32),
    ("uint64", 0, 64),
];

impl<'a> Walk<'a> {
    pub(super) fn values(&mut self, place: &str, side: Side, old: &View<'a>, new: &View<'a>) {
        match (&old.values, &new.values) {
            (Some(old), Some(new)) => self.lists(place, side, old, new),
            (None, Some(new)) => match side {
                Side::Request => {
                    self.breaks(place, format!("takes nothing but {}; a caller that sends another value is refused", shown(new)))
                }
                Side::Response => self.compatible(place, format!("is one of {}", shown(new))),
            },
            (Some(old), None) => match side {
                Side::Request => self.compatible(place, "takes any value"),
                Side::Response => self.breaks(place, format!("may be more than {}; a caller that knows those alone fails", shown(old))),
            },
            (None, None) => {}
        }
    }

    fn lists(&mut self, place: &str, side: Side, old: &[&'a Value], new: &[&'a Value]) {
        for value in old.iter().filter(|value| !new.contains(value)) {
            match side {
                Side::Request => self.breaks(place, format!("no longer takes {value}; a caller that sends it is refused")),
                Side::Response => self.breaks(place, format!("is never {value} any more; a caller that waits for it waits in vain")),
            }
        }
        for value in new.iter().filter(|value| !old.contains(value)) {
            match side {
                Side::Request => self.compatible(place, format!("takes {value} too")),
                Side::Response => self.cautions(place, format!("may be {value}; a caller that knows the other values alone may fail")),
            }
        }
    }

    pub(super) fn format(&mut self, place: &str, side: Side, old: &View<'a>, new: &View<'a>) {
        if old.format == new.format {
            return;
        }
        let (before, after) = (named(old.format), named(new.format));
        let fits = match side {
            Side::Request => is_within(old.format, new.format),
            Side::Response => is_within(new.format, old.format),
        };
        match (side, fits) {
            (_, true) => self.compatible(place, format!("is {after} instead of {before}")),
            (Side::Request, false) => {
                self.breaks(place, format!("is {after} instead of {before}; a caller that sends the old form may be refused"))
            }
            (Side::Response, false) => {
                self.breaks(place, format!("is {after} instead of {before}; a caller that reads the old form may fail"))
            }
        }
    }
}

fn named(format: Option<&str>) -> String {
    format.map_or_else(|| "of no format".to_owned(), |format| format!("`{format}`"))
}

/// Whether all of one format fits into the other; everything fits where there is none.
fn is_within(narrow: Option<&str>, wide: Option<&str>) -> bool {
    let bits = |format: &str| INTEGERS.iter().find(|(name, ..)| *name == format).map(|(_, least, most)| (*least, *most));
    match (narrow, wide) {
        (_, None) | (Some("float"), Some("double")) => true,
        (None, Some(_)) => false,
        (Some(narrow), Some(wide)) => match (bits(narrow), bits(wide)) {
            (Some((least, most)), Some((wide_least, wide_most))) => least <= wide_least && most <= wide_most,
            _ => false,
        },
    }
}

fn shown(values: &[&Value]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
