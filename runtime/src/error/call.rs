//! What a client call can fail with.

use super::{DecodeError, FieldError, Problem, TransportError};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// What a client call can fail with; `E` is the method's own error.
///
/// It travels by serde, so that a page that was rendered on a server can hand it to the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallError<E> {
    /// The method's own error, as the server returned it.
    Api(E),
    /// Rules refuse the arguments: on this side before anything was sent, or on the server.
    Invalid(Vec<FieldError>),
    /// The caller is not known (401) or not allowed (403).
    Denied(Problem),
    /// The two sides were built from different versions; reload, or update the client.
    Stale,
    /// Any other problem that the server reports.
    Problem(Problem),
    /// No answer came.
    Transport(TransportError),
    /// No answer came in time: this side gave up waiting, or the server at the method's deadline (503, type `/problems/timeout`), or a proxy
    /// between them (504). Whether the method did its work is not known.
    Timeout,
    /// The browser says that it is offline, and the request failed. Whether the method did its work is not known.
    Offline,
    /// The answer could not be read.
    Decode(DecodeError),
}

impl<E> CallError<E> {
    /// The first fault of the field of this name, as forms write it: `new.email`, `tags[0]`; of a parameter its own name.
    ///
    /// The argument may be left out (`email`), as it is in the place of a fault that a route tells of its body. A field of exactly this name
    /// comes before one that is found so.
    pub fn field(&self, name: &str) -> Option<&FieldError> {
        let Self::Invalid(errors) = self else { return None };
        let find = |is_it: fn(&FieldError, &str, &str) -> bool| {
            errors.iter().find(|error| error.name().is_some_and(|place| is_it(error, &place, name)))
        };
        find(|_, place, name| place == name).or_else(|| {
            // A parameter is no member of a body.
            find(|error, place, name| {
                error.parameter.is_none() && (without_argument(place) == Some(name) || Some(place) == without_argument(name))
            })
        })
    }
}

impl<E: fmt::Display> CallError<E> {
    /// The text for whoever made the call, where single fields do not tell it: the service's own words, or the server's. Of what failed on the way it says what that
    /// means; what exactly failed is in the error itself.
    pub fn message(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Invalid(errors) if errors.iter().any(|error| error.name().is_some()) => None,
            Self::Denied(problem) | Self::Problem(problem) => Some(problem.detail.as_deref().unwrap_or(&problem.title).into()),
            Self::Transport(error) => Some(error.message().into()),
            Self::Decode(_) => Some("the answer could not be read".into()),
            other => Some(other.to_string().into()),
        }
    }
}

/// `email` of `new.email`.
fn without_argument(name: &str) -> Option<&str> {
    name.split_once('.').map(|(_, rest)| rest)
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Invalid(errors) => {
                f.write_str("invalid input")?;
                errors.iter().enumerate().try_for_each(|(i, error)| write!(f, "{}{error}", if i == 0 { ": " } else { "; " }))
            }
            Self::Denied(problem) | Self::Problem(problem) => problem.fmt(f),
            Self::Stale => f.write_str("this client and the server were built from different versions"),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout => TransportError::Timeout.fmt(f),
            Self::Offline => TransportError::Offline.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for CallError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Api(error) => Some(error),
            Self::Transport(error) => Some(error),
            Self::Decode(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Never;

    fn at(pointer: Option<&str>, parameter: Option<&str>, message: &str) -> FieldError {
        let (pointer, parameter) = (pointer.map(str::to_owned), parameter.map(str::to_owned));
        FieldError { pointer, parameter, code: "length".to_owned(), message: message.to_owned() }
    }

    #[test]
    fn a_field_is_found_by_the_name_that_forms_write() {
        let errors = [
            at(Some("/new/email"), None, "action"),
            at(Some("/title"), None, "route"),
            at(Some("/other/title"), None, "other"),
            at(None, Some("limit"), "parameter"),
            at(Some("/tags/0"), None, "list"),
            at(Some(""), None, "whole"),
        ];
        let error = CallError::<Never>::Invalid(errors.to_vec());
        let found = |name: &str| error.field(name).map(|field| field.message.as_str());
        for (name, message) in [
            ("new.email", "action"),
            ("email", "action"),
            ("new.title", "route"),
            ("title", "route"),
            ("other.title", "other"),
            ("limit", "parameter"),
            ("tags[0]", "list"),
        ] {
            assert_eq!(found(name), Some(message), "{name}");
        }
        assert_eq!(["", "new", "mail", "tags", "tags[1]", "new.limit"].map(found), [None; 6]);
        assert_eq!((CallError::<Never>::Stale.field("email"), error.message()), (None, None));
        assert_eq!(CallError::<Never>::Invalid(vec![at(Some(""), None, "too much")]).message().as_deref(), Some("invalid input: too much"));
    }

    #[test]
    fn an_error_comes_back_as_it_went() {
        let problem =
            Problem { retry_after: Some(3), detail: Some("later".to_owned()), ..Problem::of("/problems/overloaded", "Busy", 503) };
        let decode = DecodeError { status: 200, message: "no".to_owned() };
        let errors: [CallError<String>; 9] = [
            CallError::Api("full".to_owned()),
            CallError::Invalid(vec![at(Some("/a"), None, "long")]),
            CallError::Denied(problem.clone()),
            CallError::Stale,
            CallError::Problem(problem),
            CallError::Transport(TransportError::Broken("cut".to_owned())),
            CallError::Decode(decode),
            CallError::Timeout,
            CallError::Offline,
        ];
        let json = serde_json::to_value(&errors).unwrap();
        assert_eq!((&json[3], &json[4]["problem"]["retry_after"], &json[8]), (&"stale".into(), &3.into(), &"offline".into()));
        assert_eq!(serde_json::from_value::<[CallError<String>; 9]>(json).unwrap(), errors);
        assert_eq!(errors[4].message().as_deref(), Some("later"));
        let refused =
            CallError::<String>::Transport(TransportError::Failed("tcp connect error: Connection refused (os error 111)".to_owned()));
        assert_eq!(refused.message().as_deref(), Some("the server cannot be reached"));
        assert!(refused.to_string().contains("os error 111"));
        assert_eq!(errors[6].message().as_deref(), Some("the answer could not be read"));
    }
}
