//! Rules of text, for `#[garde(custom(..))]`.
//!
//! In: a field's value. Out: nothing, or what Conduit says of it. A field that may be absent is an `Option`; absent it keeps every rule.

/// What is said of a required field that is empty.
pub(crate) const BLANK: &str = "can't be blank";

/// Most characters of a short text.
const SHORT: usize = 255;

/// Fewest characters of a password that is set anew.
const PASSWORD: usize = 8;

/// Text that is not blank and can be kept, as a pattern for the document (ECMA-262): something but space, and no NUL.
pub const FILLED: &str = r"^[^\u0000]*[^\s\u0000\u0085][^\u0000]*$";

/// Text that can be kept, as a pattern for the document.
pub const STORABLE: &str = r"^[^\u0000]*$";

type Verdict = Result<(), &'static str>;

/// A field's text, if it has one.
pub(crate) trait Text {
    /// The text.
    fn text(&self) -> Option<&str>;
}

impl Text for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Text for Option<String> {
    fn text(&self) -> Option<&str> {
        self.as_deref()
    }
}

/// Text of one line, such as a name: not blank, and not long.
pub(crate) fn short<T: Text>(field: &T, context: &()) -> Verdict {
    long(field, context)?;
    match field.text() {
        Some(text) if text.chars().count() > SHORT => Err("is too long (maximum is 255 characters)"),
        _ => Ok(()),
    }
}

/// Text of any length that a request can have, but not blank.
pub(crate) fn long<T: Text>(field: &T, context: &()) -> Verdict {
    match field.text() {
        Some(text) if text.trim().is_empty() => Err(BLANK),
        _ => storable(field, context),
    }
}

/// A password that is set anew.
pub(crate) fn password<T: Text>(field: &T, _: &()) -> Verdict {
    match field.text() {
        Some("") => Err(BLANK),
        Some(text) if text.chars().count() < PASSWORD => Err("is too short (minimum is 8 characters)"),
        _ => Ok(()),
    }
}

/// A password that somebody signs up or in with. How long it has to be was asked when it was set.
pub(crate) fn secret<T: Text>(field: &T, _: &()) -> Verdict {
    match field.text() {
        Some("") => Err(BLANK),
        _ => Ok(()),
    }
}

/// Text that every database takes: PostgreSQL has no NUL.
pub(crate) fn storable<T: Text>(field: &T, _: &()) -> Verdict {
    match field.text() {
        Some(text) if text.contains('\0') => Err("has a character that cannot be kept"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_say_what_is_wrong() {
        let table: [(Verdict, Verdict); 9] = [
            (short(&"a".to_owned(), &()), Ok(())),
            (short(&None, &()), Ok(())),
            (short(&" \n".to_owned(), &()), Err(BLANK)),
            (short(&"é".repeat(255), &()), Ok(())),
            (short(&"é".repeat(256), &()), Err("is too long (maximum is 255 characters)")),
            (long(&"a\0".to_owned(), &()), Err("has a character that cannot be kept")),
            (password(&"1234567".to_owned(), &()), Err("is too short (minimum is 8 characters)")),
            (password(&"12345678".to_owned(), &()), Ok(())),
            (secret(&String::new(), &()), Err(BLANK)),
        ];
        for (verdict, expected) in table {
            assert_eq!(verdict, expected);
        }
    }
}
