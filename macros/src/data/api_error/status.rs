//! `#[status(404)]`: what HTTP calls a variant.
//!
//! In: a variant as written. Out: a status from 400 to 599, or what to write instead.

use crate::diag::{Error, Result, bail, err};
use crate::names;
use proc_macro2::TokenStream;
use syn::{Attribute, LitInt, Meta};

/// The status that callers see. There is no default: 500 would hide a mistake, 400 would blame the caller.
pub(super) fn status(written: &syn::Variant) -> Result<u16> {
    let name = &written.ident;
    let mut all = written.attrs.iter().filter(|attribute| attribute.path().is_ident("status"));
    let Some(attribute) = all.next() else {
        bail!(name, "variant `{name}` names no HTTP status; write `#[status(404)]`, or another from 400 to 599, above it");
    };
    if let Some(second) = all.next() {
        bail!(second.path(), "variant `{name}` has a status already; keep one of them");
    }
    let Ok(literal) = attribute.parse_args::<LitInt>() else { return Err(no_number(attribute)) };
    match literal.base10_parse() {
        Ok(status @ 400..=599) => Ok(status),
        _ => bail!(&literal, "`{literal}` is not the status of an error; write one from 400 to 599, such as `#[status(404)]`"),
    }
}

/// What to write for what is no number, such as the name of one.
fn no_number(attribute: &Attribute) -> Error {
    let path = attribute.path();
    match &attribute.meta {
        Meta::NameValue(pair) => {
            err!(path, "`#[status]` takes its number in parentheses; write `#[status({})]`", names::written(&pair.value))
        }
        Meta::List(list) => match code_of(&list.tokens) {
            Some(code) => {
                let name = names::written(&list.tokens);
                err!(&list.tokens, "`#[status]` takes a number, and `{name}` is the name of one; write `#[status({code})]`")
            }
            None => err!(path, "`#[status]` takes a number; write `#[status(404)]`"),
        },
        Meta::Path(_) => err!(path, "`#[status]` takes a number; write `#[status(404)]`"),
    }
}

/// The statuses of errors by the names of their reasons (RFC 9110, section 15; RFC 6585).
const REASONS: [(&str, u16); 24] = [
    ("BadRequest", 400),
    ("Unauthorized", 401),
    ("PaymentRequired", 402),
    ("Forbidden", 403),
    ("NotFound", 404),
    ("MethodNotAllowed", 405),
    ("NotAcceptable", 406),
    ("RequestTimeout", 408),
    ("Conflict", 409),
    ("Gone", 410),
    ("LengthRequired", 411),
    ("PreconditionFailed", 412),
    ("PayloadTooLarge", 413),
    ("UnsupportedMediaType", 415),
    ("ImATeapot", 418),
    ("UnprocessableEntity", 422),
    ("Locked", 423),
    ("PreconditionRequired", 428),
    ("TooManyRequests", 429),
    ("InternalServerError", 500),
    ("NotImplemented", 501),
    ("BadGateway", 502),
    ("ServiceUnavailable", 503),
    ("GatewayTimeout", 504),
];

/// The code of `StatusCode::CONFLICT`, `CONFLICT`, `Status::Conflict`.
fn code_of(tokens: &TokenStream) -> Option<u16> {
    let path = syn::parse2::<syn::Path>(tokens.clone()).ok()?;
    let name = path.segments.last()?.ident.to_string().replace('_', "");
    REASONS.iter().find(|(reason, _)| reason.eq_ignore_ascii_case(&name)).map(|(_, code)| *code)
}
