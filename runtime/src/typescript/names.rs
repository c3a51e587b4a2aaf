//! The names of JavaScript.

use super::fault::Refused;

/// Words that no variable may be called (ECMA-262, section 12.7.2), and those that modules and strict code keep.
const RESERVED: [&str; 47] = [
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
];

/// Names of types that a file of types cannot give to others: those of TypeScript itself, and the two that our own files use.
const TAKEN: [&str; 17] = [
    "any",
    "bigint",
    "boolean",
    "constraints",
    "core",
    "never",
    "null",
    "number",
    "object",
    "string",
    "symbol",
    "types",
    "undefined",
    "unknown",
    "void",
    "yield",
    "async",
];

/// The name of a method or an argument as JavaScript writes such names: `toggle_all` is `toggleAll`.
pub(super) fn camel_case(name: &str) -> String {
    let start = name.len() - name.trim_start_matches('_').len();
    let (lead, words) = name.split_at(start);
    let mut words = words.split('_').filter(|word| !word.is_empty());
    let mut camel = lead.to_owned() + words.next().unwrap_or_default();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase).chain(letters));
    }
    camel
}

/// Returns true for an identifier, perhaps a reserved one.
pub(super) fn is_identifier(text: &str) -> bool {
    let is_start = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$');
    text.chars().next().is_some_and(is_start) && text.chars().all(|c| is_start(c) || c.is_ascii_digit())
}

pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// Refuses the name of a type that TypeScript has no place for.
pub(super) fn check_type(name: &str) -> Result<(), Refused> {
    let is_fit = is_identifier(name) && !is_reserved(name) && !TAKEN.contains(&name);
    let reason =
        || format!("the name `{name}` is none that a type of TypeScript can have; give the type another: #[schemars(rename = \"..\")]");
    if is_fit { Ok(()) } else { Err(Refused::new(reason())) }
}

/// The name of a member: as it is, or in quotes.
pub(super) fn member(name: &str) -> String {
    if is_identifier(name) { name.to_owned() } else { quoted(name) }
}

/// A text in quotes, as JSON has it; JavaScript reads each such text as the same (ECMA-262, since 2019).
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined_as_javascript_joins_them() {
        for (name, camel) in
            [("list", "list"), ("toggle_all", "toggleAll"), ("a_b_c", "aBC"), ("_x_y", "_xY"), ("x_", "x"), ("v2_2", "v22")]
        {
            assert_eq!(camel_case(name), camel);
        }
    }

    #[test]
    fn what_is_no_identifier_stands_in_quotes() {
        assert_eq!(["id", "new", "0", "a-b", "ä", "$x"].map(member), ["id", "new", "\"0\"", "\"a-b\"", "\"ä\"", "$x"]);
    }

    #[test]
    fn a_type_has_a_name_of_its_own() {
        assert!(["Todo", "Page_of_Todo", "list"].iter().all(|name| check_type(name).is_ok()));
        assert!(["", "a b", "string", "class", "core", "Größe"].iter().all(|name| check_type(name).is_err()));
    }
}
