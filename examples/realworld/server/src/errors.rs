//! The one shape in which Conduit shows every error: `{"errors": {"title": ["can't be blank"]}}`.

use realworld_api::ConduitError;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use trifold::FieldError;
use trifold::server::{Document, ProblemFormat};

/// What is wrong, by what it is about.
#[derive(Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "GenericErrorModel")]
pub(crate) struct Errors {
    /// What is wrong with each.
    errors: BTreeMap<String, Vec<String>>,
}

/// Conduit's format. It knows no 400: what cannot be read is as unprocessable as what rules refuse.
pub(crate) fn format() -> ProblemFormat {
    ProblemFormat::json(render).with_status(400, 422)
}

fn render(document: &Document<'_>) -> Errors {
    match document.own::<ConduitError>() {
        Some(error) => of_own(&error),
        None if document.errors.is_empty() => one("request", &document.problem.title.to_lowercase()),
        None => of_fields(document.errors),
    }
}

fn of_own(error: &ConduitError) -> Errors {
    match error {
        ConduitError::TokenMissing => one("token", "is missing"),
        ConduitError::TokenInvalid => one("token", "is invalid"),
        ConduitError::Credentials => one("credentials", "invalid"),
        ConduitError::Forbidden { subject } => one(subject.as_str(), "forbidden"),
        ConduitError::NotFound { subject } => one(subject.as_str(), "not found"),
        ConduitError::Taken { fields } => of(fields.iter().map(|field| (field.as_str(), "has already been taken"))),
        ConduitError::Failed(_) => one("server", "failed"),
    }
}

fn of_fields(faults: &[FieldError]) -> Errors {
    of(faults.iter().map(|fault| (field(fault), message(fault))))
}

/// The name of the field: the last name in its pointer, or the parameter's.
fn field(fault: &FieldError) -> &str {
    let names = fault.pointer.as_deref().unwrap_or_default().rsplit('/');
    let name = names.into_iter().find(|name| !name.is_empty() && name.parse::<usize>().is_err());
    name.or(fault.parameter.as_deref()).unwrap_or("body")
}

/// A field that is not there is as one that is empty.
fn message(fault: &FieldError) -> &str {
    if fault.code == "missing" { "can't be blank" } else { &fault.message }
}

fn one(key: &str, message: &str) -> Errors {
    of([(key, message)])
}

fn of<'a>(errors: impl IntoIterator<Item = (&'a str, &'a str)>) -> Errors {
    let mut map = BTreeMap::<_, Vec<_>>::new();
    for (key, message) in errors {
        map.entry(key.to_owned()).or_default().push(message.to_owned());
    }
    Errors { errors: map }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(pointer: Option<&str>, parameter: Option<&str>, code: &str) -> FieldError {
        let (pointer, parameter) = (pointer.map(str::to_owned), parameter.map(str::to_owned));
        FieldError { pointer, parameter, code: code.to_owned(), message: "is odd".to_owned() }
    }

    #[test]
    fn a_fault_is_told_by_the_name_of_its_field() {
        let faults = [
            fault(Some("/user/username"), None, "missing"),
            fault(Some("/article/tagList/3"), None, "invalid_type"),
            fault(None, Some("limit"), "range"),
            fault(Some(""), None, "syntax"),
        ];
        let expected = [("username", "can't be blank"), ("tagList", "is odd"), ("limit", "is odd"), ("body", "is odd")];
        assert_eq!(of_fields(&faults), of(expected));
    }
}
