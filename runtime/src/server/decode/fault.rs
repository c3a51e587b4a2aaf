//! Turns what a reader refused into a code and words that name nothing of Rust.

use crate::error::FieldError;
use crate::json::What;

/// A fault before its place is known.
#[derive(Debug)]
pub(super) struct Fault {
    /// A field that the fault is about, below the place where it was found.
    field: Option<String>,
    code: &'static str,
    message: String,
}

impl Fault {
    /// A fault of the place itself.
    pub(super) fn new(code: &'static str, message: &str) -> Self {
        Self { field: None, code, message: message.to_owned() }
    }

    pub(super) fn at(self, pointer: String) -> FieldError {
        let pointer = match &self.field {
            Some(field) => format!("{pointer}/{field}"),
            None => pointer,
        };
        FieldError { pointer: Some(pointer), parameter: None, code: self.code.to_owned(), message: self.message }
    }

    /// The same in a text that texts were made into: at the parameter that is the first step of a pointer, or else at this one.
    pub(super) fn of_parameter(self, pointer: &str, name: &str) -> FieldError {
        let pointer = format!("{pointer}/{}", self.field.as_deref().unwrap_or_default());
        let first = pointer.split('/').nth(1).filter(|step| !step.is_empty());
        let name = first.map_or_else(|| name.to_owned(), |step| step.replace("~1", "/").replace("~0", "~"));
        FieldError { pointer: None, parameter: Some(name), code: self.code.to_owned(), message: self.message }
    }
}

/// Describes what a reader refused.
pub(super) fn describe(what: &What) -> Fault {
    match what {
        What::Syntax(words) => Fault::new("syntax", words),
        What::Said(code, words) => Fault::new(code, words),
        What::Member(code, path) => {
            let words = match *code {
                "missing" => "is required",
                "duplicate" => "is given twice",
                _ => "is not known here",
            };
            Fault { field: Some(path.clone()), ..Fault::new(code, words) }
        }
        What::Form(said) => in_words_of_serde(said),
    }
}

/// Describes a fault by its message. One that is not serde's own comes from a user's type, and is not repeated.
fn in_words_of_serde(message: &str) -> Fault {
    if let Some((_, expected)) = message.strip_prefix("unknown variant `").and_then(|rest| rest.rsplit_once("`, expected ")) {
        return Fault { field: None, code: "unknown_variant", message: format!("expected {}", without_place(expected)) };
    }
    if message.starts_with("invalid length: more ") {
        return Fault::new("invalid_length", "there are more items than expected");
    }
    // The last one is serde's: what comes before may repeat what was sent.
    match message.rsplit_once(", expected ") {
        Some((what, expected)) if what.starts_with("invalid type") => {
            Fault { field: None, code: "invalid_type", message: expectation(expected) }
        }
        Some((what, expected)) if what.starts_with("invalid value") => {
            Fault { field: None, code: "invalid_value", message: expectation(expected) }
        }
        Some((what, expected)) if what.starts_with("invalid length") => {
            Fault { field: None, code: "invalid_length", message: expectation(expected) }
        }
        _ => Fault::new("invalid_value", "cannot be read"),
    }
}

/// What is no JSON, with the line and the column (from 1, in bytes) of the byte at this offset.
pub(super) fn syntax(text: &[u8], at: usize, what: &str) -> Fault {
    let before = &text[..at.min(text.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    Fault { field: None, code: "syntax", message: format!("{what}, at line {line}, column {column}") }
}

/// What was expected, in the words of JSON.
fn expectation(expected: &str) -> String {
    let expected = without_place(expected);
    let words = match expected {
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "a nonzero u8" | "a nonzero u16" | "a nonzero u32" | "a nonzero u64" => {
            "a whole number, not negative, within range"
        }
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "integer with support for saturating semantics" => "a whole number within range",
        "f32" | "f64" => "a number",
        "a string" | "a borrowed string" | "str" | "path string" => "a string",
        "a boolean" | "bool" => "true or false",
        "unit" | "null" => "null",
        "a sequence" | "byte array" => "an array",
        "a map" => "an object",
        "a character" => "one character",
        _ if ["struct ", "adjacently tagged enum ", "internally tagged enum "].iter().any(|kind| expected.starts_with(kind)) => "an object",
        _ if expected.starts_with("a tuple") || expected.starts_with("tuple ") || expected.starts_with("an array") => {
            "an array of the right length"
        }
        _ if expected.starts_with("an empty array") => "an empty array",
        "an object of one member" => expected,
        // The names of variants.
        _ if expected.starts_with('`') || expected.starts_with("one of `") => expected,
        _ => return "has the wrong form".to_owned(),
    };
    format!("expected {words}")
}

/// Takes off ` at line 1 column 5`.
fn without_place(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rust_type_and_no_foreign_message_is_repeated() {
        let cases = [
            ("invalid type: integer `5`, expected a string at line 1 column 9", "invalid_type", "expected a string"),
            ("invalid type: string \"x\", expected struct NewTodo at line 1 column 4", "invalid_type", "expected an object"),
            (
                "invalid value: integer `300`, expected u8 at line 1 column 4",
                "invalid_value",
                "expected a whole number, not negative, within range",
            ),
            ("unknown variant `x`, expected `a` or `b` at line 1 column 4", "unknown_variant", "expected `a` or `b`"),
            ("unknown variant `x`, expected `y`, expected `a` or `b`", "unknown_variant", "expected `a` or `b`"),
            ("invalid type: string \"x, expected y\", expected a string at line 1 column 9", "invalid_type", "expected a string"),
            ("could not open /etc/passwd at line 1 column 4", "invalid_value", "cannot be read"),
            ("expected the card of Ada Lovelace at line 1 column 4", "invalid_value", "cannot be read"),
        ];
        for (message, code, words) in cases {
            let fault = in_words_of_serde(message).at(String::new());
            assert_eq!((fault.code.as_str(), fault.message.as_str()), (code, words), "{message}");
        }
    }
}
