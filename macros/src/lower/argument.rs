//! One argument: its name, its mark, its type.
//!
//! In: an argument as written. Out: an [`Argument`], or every error of it, with what other frameworks call the same.

use super::security::Declared;
use super::types;
use crate::diag::{Error, Errors, Result, bail, did_you_mean, err};
use crate::model::Security;
use crate::names;
use crate::parse::args::ArgumentMark;
use crate::parse::item::{argument_mark, sensitive_mark};
use crate::parse::marks::{is_argument_mark, is_lint_level};
use crate::parse::template::Capture;
use proc_macro2::Ident;
use syn::spanned::Spanned;
use syn::{Attribute, Pat, PatIdent, PatTupleStruct, PatType, PathArguments, Signature, Type};

/// An argument, with what its attribute says.
#[derive(Clone)]
pub(super) struct Argument {
    pub(super) ident: Ident,
    pub(super) ty: Type,
    pub(super) mark: Option<ArgumentMark>,
    pub(super) is_sensitive: bool,
    pub(super) is_password: bool,
    /// Of a context: how it knows its caller, if it says so.
    pub(super) security: Option<Security>,
}

impl Argument {
    pub(super) fn is(&self, mark: &ArgumentMark) -> bool {
        self.mark.as_ref() == Some(mark)
    }

    pub(super) fn is_captured_by(&self, capture: &Capture) -> bool {
        names::wire(&self.ident) == capture.name
    }
}

/// Lowers one argument.
pub(super) fn argument(declared: &Declared<'_>, sig: &Signature, typed: &PatType) -> Result<Argument> {
    let mut errors = Error::accumulator();
    errors.handle(the_attributes_have_a_meaning(typed));
    let ident = errors.handle(the_pattern_is_a_name(&sig.ident, typed));
    let mark = errors.handle(argument_mark(typed));
    let sensitive = errors.handle(sensitive_mark(&typed.attrs));
    let (Some(ident), Some(mark), Some(sensitive)) = (ident, mark, sensitive) else { return Err(unfinished(errors)) };
    if let (Some(sensitive), Some(ArgumentMark::Context)) = (sensitive, &mark) {
        errors.push(err!(
            sensitive.attribute.path(),
            "`{ident}` is a `#[context]`, which neither travels nor is shown; remove `#[sensitive]`"
        ));
    }
    let checked = match mark {
        Some(ArgumentMark::Context) => types::the_context_is_owned(sig, &ident, &typed.ty),
        _ => types::the_argument_can_travel(sig, &ident, &typed.ty),
    };
    errors.handle(checked);
    let security = errors.handle(declared.context(typed, &ident, mark.as_ref())).flatten();
    let is_password = sensitive.is_some_and(|sensitive| sensitive.is_password);
    errors.finish_with(Argument { ident, ty: (*typed.ty).clone(), mark, is_sensitive: sensitive.is_some(), is_password, security })
}

/// The errors gathered so far; there is at least one.
fn unfinished(errors: Errors) -> Error {
    Error::multiple(errors.into_inner())
}

fn the_attributes_have_a_meaning(typed: &PatType) -> Result<()> {
    let foreign = |attribute: &&Attribute| !is_argument_mark(attribute) && !is_lint_level(attribute);
    let Some(attribute) = typed.attrs.iter().find(foreign) else { return Ok(()) };
    let name = names::written(attribute.path());
    if name == "cfg" || name == "cfg_attr" {
        bail!(
            attribute.path(),
            "an argument cannot be `#[{name}]`: both sides must have the same arguments; put `#[cfg(..)]` on the method"
        );
    }
    if name == "doc" {
        bail!(attribute.path(), "a doc comment means nothing on an argument; write it above the method");
    }
    bail!(attribute.path(), "`#[{name}]` means nothing on an argument; {}", mark_like(&name))
}

/// What is called so elsewhere, or is spelled alike.
fn mark_like(name: &str) -> String {
    let mark = match name {
        "serde" | "garde" | "schemars" => return "take the argument in a struct with `#[model]`, whose fields have it".to_owned(),
        "path" | "capture" => return "what the path captures is taken from there by its name, without a mark".to_owned(),
        "json" | "form" | "multipart" | "data" => "body",
        "param" | "params" | "query_param" => "query",
        "state" | "extension" | "extract" | "from_request" | "cookie" | "session" | "ctx" => "context",
        other => return did_you_mean(other, &ArgumentMark::ALL_ATTRIBUTES),
    };
    format!("did you mean `{mark}`?")
}

/// The name is what clients, forms and documents call the argument.
fn the_pattern_is_a_name(method: &Ident, typed: &PatType) -> Result<Ident> {
    let is_context = matches!(argument_mark(typed), Ok(Some(ArgumentMark::Context)));
    match &*typed.pat {
        Pat::Ident(PatIdent { by_ref: None, subpat: None, ident, .. }) if ident == names::FORM_KEY => {
            bail!(ident, "argument name `{ident}` is taken by the one-time key of forms; rename the argument")
        }
        Pat::Ident(PatIdent { by_ref: None, subpat: None, ident, .. }) => Ok(ident.clone()),
        Pat::Wild(wild) if is_context => bail!(wild, "a context of `{method}` has no name; write `#[context] name: Type`"),
        Pat::Wild(wild) => bail!(wild, "an argument of `{method}` has no name, and callers need one; write `name: Type`"),
        other if is_context => {
            let ty = names::written(&typed.ty);
            let name = name_within(other).unwrap_or_else(|| "name".to_owned());
            bail!(
                &other.span(),
                "a context of `{method}` is taken apart; write `#[context] {name}: {ty}`, and take it apart where it is implemented"
            )
        }
        other => {
            let plain = name_within(other).map_or_else(|| "name: Type".to_owned(), |name| format!("{name}: {}", inner(&typed.ty)));
            bail!(&other.span(), "an argument of `{method}` is taken apart, and callers need one name for it; write `{plain}`")
        }
    }
}

/// `id` of `Path(id)`.
fn name_within(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::TupleStruct(PatTupleStruct { elems, .. }) if elems.len() == 1 => match elems.first() {
            Some(Pat::Ident(PatIdent { ident, .. })) => Some(ident.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// `u64` of `Path<u64>`, which is how a type that takes a request apart says what it holds.
fn inner(ty: &Type) -> String {
    let argument = match ty {
        Type::Path(path) => path.path.segments.last().and_then(|last| match &last.arguments {
            PathArguments::AngleBracketed(arguments) if arguments.args.len() == 1 => arguments.args.first(),
            _ => None,
        }),
        _ => None,
    };
    argument.map_or_else(|| names::written(ty), names::written)
}
