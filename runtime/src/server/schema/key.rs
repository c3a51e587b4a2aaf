//! The keys of a map, which are names in JSON: what is said of them beside that.

use super::walk::Walk;
use crate::wire::table::{Content, Field, Format, Integer, Type, TypeFn};
use serde_json::{Value, json};
use std::cmp::Ordering;

impl Walk<'_> {
    /// The schema of the names; none where any text is a key.
    pub(super) fn key(&mut self, ty: TypeFn) -> Option<Value> {
        match ty() {
            Type::Bool => Some(json!({ "enum": ["true", "false"] })),
            Type::Integer(integer) => Some(json!({ "pattern": whole(integer) })),
            Type::Text(Format::Plain) => None,
            Type::Text(_) => Some(self.of(ty)),
            Type::Model(model) => match &model.content {
                Content::Choice(..) => Some(self.of(ty)),
                Content::Inner(field) | Content::Transparent(field) => self.key_of_field(field, ty),
                Content::Converted(types) => self.way.stand_in(types).and_then(|field| self.key_of_field(field, ty)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The key of a newtype: as a text it has rules of its own.
    fn key_of_field(&mut self, field: &Field, ty: TypeFn) -> Option<Value> {
        if matches!((field.ty)(), Type::Text(_)) { Some(self.of(ty)) } else { self.key(field.ty) }
    }
}

/// A whole number as the name of a member.
fn whole(&Integer { least, most, has_zero, .. }: &Integer) -> String {
    let zero = if has_zero { "0|" } else { "" };
    match (up_to(most), up_to(least.unsigned_abs())) {
        (positive, negative) if positive == negative => format!("^({zero}-?({positive}))$"),
        (positive, _) if least >= 0 => format!("^({zero}{positive})$"),
        (positive, negative) => format!("^({zero}{positive}|-({negative}))$"),
    }
}

/// The numbers from 1 to this one, without zeros before them.
fn up_to(most: u128) -> String {
    let digits = most.to_string();
    let mut all = Vec::new();
    if digits.len() > 1 {
        all.push(format!("[1-9]{}", any(digits.len() - 2, true)));
    }
    for at in 0..digits.len() {
        let (before, rest) = (&digits[..at], digits.len() - at - 1);
        let (first, digit) = (if at == 0 { b'1' } else { b'0' }, digits.as_bytes()[at]);
        let last = if rest == 0 { digit } else { digit - 1 };
        match first.cmp(&last) {
            Ordering::Less => all.push(format!("{before}[{}-{}]{}", char::from(first), char::from(last), any(rest, false))),
            Ordering::Equal => all.push(format!("{before}{}{}", char::from(first), any(rest, false))),
            Ordering::Greater => {}
        }
    }
    all.join("|")
}

/// So many digits, or at most so many.
fn any(count: usize, is_most: bool) -> String {
    match (count, is_most) {
        (0, _) => String::new(),
        (1, false) => "[0-9]".to_owned(),
        (_, false) => format!("[0-9]{{{count}}}"),
        (_, true) => format!("[0-9]{{0,{count}}}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_number_of_its_type() {
        let of = |least, most, has_zero| whole(&Integer { format: "", least, most, has_zero });
        for (pattern, said) in [
            (of(0, 255, true), "^(0|[1-9][0-9]{0,1}|1[0-9]{2}|2[0-4][0-9]|25[0-5])$"),
            (of(-128, 127, true), "^(0|[1-9][0-9]{0,1}|1[0-1][0-9]|12[0-7]|-([1-9][0-9]{0,1}|1[0-1][0-9]|12[0-8]))$"),
            (of(0, 1_203, false), "^([1-9][0-9]{0,2}|1[0-1][0-9]{2}|120[0-3])$"),
        ] {
            assert_eq!(pattern, said);
        }
    }
}
