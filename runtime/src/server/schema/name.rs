//! The names of types in a document. All that write something of a type for others take them from here.
//!
//! - A model's own name: what `#[serde(rename)]` or `#[schemars(rename)]` says, else its name in Rust without the path. With parameters their names
//!   stand behind it, `List_of_Todo`, or where `{}` stands in a name that was said: `#[schemars(rename = "{T}List")]`.
//! - A type without a name of its own, as a parameter: as schemars makes it, `Array_of_string`, `Map_of_uint8`, `Nullable_Todo`.
//! - The form that requests have, where it differs: `Input` behind the name (`openapi/request_names.rs`). A variant of an error: its code in
//!   CamelCase behind the error's name, `TodoErrorNotFound` (`openapi/problem_responses.rs`).

use crate::wire::table::{Name, Type, TypeFn};
use std::borrow::Cow;

/// Greatest depth of a name: a type may be a parameter of itself.
const MAX_DEPTH: usize = 8;

/// The name of a type.
pub(crate) fn name_of(ty: TypeFn) -> String {
    at_depth(ty, 0)
}

fn at_depth(ty: TypeFn, depth: usize) -> String {
    let of = |ty: &TypeFn| if depth < MAX_DEPTH { at_depth(*ty, depth + 1) } else { "Any".to_owned() };
    match ty() {
        Type::Null => "null".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::Integer(integer) => integer.format.to_owned(),
        Type::Float(format) => (*format).to_owned(),
        Type::Text(_) => "string".to_owned(),
        Type::Any => "AnyValue".to_owned(),
        Type::Bytes => "Array_of_uint8".to_owned(),
        Type::File => "File".to_owned(),
        Type::Option(value) | Type::Nullable(value) => format!("Nullable_{}", of(value)),
        Type::List(item) => format!("Array_of_{}", of(item)),
        Type::Array(item, length) => format!("Array_size_{length}_of_{}", of(item)),
        Type::Map(_, value) => format!("Map_of_{}", of(value)),
        Type::Tuple(items) => format!("Tuple_of_{}", items.iter().map(of).collect::<Vec<_>>().join("_and_")),
        Type::Model(model) => model.name.as_ref().map_or_else(|| "Value".to_owned(), text),
        Type::Foreign => "Foreign".to_owned(),
    }
}

/// Returns true if a document may have a schema of this name: OpenAPI takes letters and digits of ASCII, `.`, `-` and `_`.
pub(crate) fn is_component(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

/// A text with these in the place of `{}`.
pub fn named(text: &str, parts: &[Cow<'static, str>]) -> Cow<'static, str> {
    Cow::Owned(parts.iter().fold(text.to_owned(), |text, part| text.replacen("{}", part, 1)))
}

/// The name of a model, with those of its parameters.
pub(crate) fn text(name: &Name) -> String {
    name.parameters.iter().fold(name.text.to_owned(), |text, parameter| text.replacen("{}", &parameter(), 1))
}
