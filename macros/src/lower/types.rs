//! What the types in a signature say about themselves, without knowing what they are.
//!
//! In: a type as written. Out: one error at most, at the part that cannot travel. What only the compiler knows, `expand::asserts` asks.

use crate::data;
use crate::diag::{Error, Result, bail, err, owned};
use crate::names;
use proc_macro2::Ident;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{GenericArgument, GenericParam, Generics, PathArguments, Signature, Type};

/// An argument travels as JSON: it must be owned, and have a name that both sides know.
pub(super) fn the_argument_can_travel(sig: &Signature, argument: &Ident, ty: &Type) -> Result<()> {
    first_fault(ty, Subject { name: &format!("argument `{argument}`"), role: Role::Argument, generics: &sig.generics })
}

/// A result travels as an argument does.
pub(super) fn the_result_can_travel(sig: &Signature, ty: &Type) -> Result<()> {
    let method = &sig.ident;
    if let Type::ImplTrait(hidden) = ty {
        bail!(hidden, "`{method}` hides its result behind `impl`, and callers must know it; write the type itself");
    }
    first_fault(ty, Subject { name: &format!("the result of `{method}`"), role: Role::Result, generics: &sig.generics })
}

/// A route answers with what there is, or with an error that says why there is nothing: 404 is told apart from an empty success by any caller.
pub(super) fn the_result_is_there(method: &Ident, output: &Type) -> Result<()> {
    let value = match output {
        Type::Path(path) => path.path.segments.last().filter(|last| last.ident == "Result").and_then(|last| success(&last.arguments)),
        _ => None,
    };
    let value = value.unwrap_or(output);
    if is_generic(value, &["Option"]) {
        bail!(
            value,
            "`{method}` is a route and answers with `{}`, where `None` would be a success; return `Result<{}, ..>` with an error of `#[status(404)]`",
            names::written(value),
            within(value)
        )
    } else {
        Ok(())
    }
}

/// The first type in angle brackets.
fn within(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path.path.segments.last().and_then(|last| success(&last.arguments)).map(names::written).unwrap_or_default(),
        _ => String::new(),
    }
}

/// A context is handed over, not lent.
pub(super) fn the_context_is_owned(sig: &Signature, argument: &Ident, ty: &Type) -> Result<()> {
    first_fault(ty, Subject { name: &format!("context `{argument}`"), role: Role::Context, generics: &sig.generics })
}

/// Whether the type means something outside its method, in what is generated when the method is broken.
pub(crate) fn stands_alone(sig: &Signature, ty: &Type) -> bool {
    let is_declared = |name: String| names::mentions(ty.to_token_stream(), &name);
    the_result_can_travel(sig, ty).is_ok() && !declared(&sig.generics).any(is_declared)
}

/// The names that a method's generics declare; the generics themselves are reported elsewhere.
fn declared(generics: &Generics) -> impl Iterator<Item = String> {
    generics.params.iter().map(|parameter| match parameter {
        GenericParam::Lifetime(lifetime) => lifetime.lifetime.ident.to_string(),
        GenericParam::Type(ty) => ty.ident.to_string(),
        GenericParam::Const(constant) => constant.ident.to_string(),
    })
}

/// Whether a value that is not `()` is certain; an alias could still be either.
pub(super) fn is_surely_not_unit(ty: &Type) -> bool {
    match ty {
        Type::Tuple(tuple) => !tuple.elems.is_empty(),
        Type::Array(_) | Type::Slice(_) => true,
        Type::Path(path) => match path.path.segments.last() {
            Some(last) if last.ident == "Result" => {
                success(&last.arguments).is_some_and(|ty| !matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty()))
            }
            Some(last) => !last.arguments.is_empty(),
            None => false,
        },
        _ => false,
    }
}

/// Whether a value is certain not to be one segment of a path: it is several, or perhaps none.
pub(super) fn is_surely_not_one_value(ty: &Type) -> bool {
    const SEVERAL: [&str; 5] = ["Vec", "VecDeque", "HashSet", "BTreeSet", "Option"];
    matches!(ty, Type::Tuple(_) | Type::Array(_) | Type::Slice(_)) || is_surely_a_map(ty) || is_generic(ty, &SEVERAL)
}

/// Whether a value is certain to have keys of its own.
pub(super) fn is_surely_a_map(ty: &Type) -> bool {
    is_generic(ty, &["HashMap", "BTreeMap"])
}

/// Whether the type calls itself a file: `Upload`, or `Option<Upload>`.
pub(super) fn is_upload(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| {
        if last.ident == "Option" {
            success(&last.arguments).is_some_and(is_upload)
        } else {
            last.ident == "Upload" && last.arguments.is_empty()
        }
    })
}

/// Whether the type is one of these with arguments; without, it might be the user's own of that name.
fn is_generic(ty: &Type, names: &[&str]) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| !last.arguments.is_empty() && names.iter().any(|name| last.ident == name))
}

fn success(arguments: &PathArguments) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) => Some(ty),
        _ => None,
    }
}

/// Of whom the fault is told.
struct Subject<'a> {
    name: &'a str,
    role: Role,
    /// Those of the method.
    generics: &'a Generics,
}

/// What a type is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Argument,
    Result,
    /// Contexts are the server's alone: they may be associated types.
    Context,
}

impl Role {
    /// Why nothing borrowed will do.
    fn why_owned(self) -> &'static str {
        match self {
            Self::Argument | Self::Result => "nothing can be lent to another process",
            Self::Context => "a context is handed over to the method",
        }
    }
}

fn first_fault(ty: &Type, subject: Subject<'_>) -> Result<()> {
    let (name, role) = (subject.name, subject.role);
    let mut search = Search { subject, fault: None };
    search.visit_type(ty);
    match search.fault.map_or(Ok(()), Err) {
        Ok(()) if role != Role::Context => json_has_words(name, ty),
        found => found,
    }
}

fn json_has_words(subject: &str, ty: &Type) -> Result<()> {
    match data::unsaid(ty) {
        Some(unsaid) => bail!(&unsaid.part.span(), "{}", unsaid.of(subject)),
        None => Ok(()),
    }
}

struct Search<'a> {
    subject: Subject<'a>,
    fault: Option<Error>,
}

impl Search<'_> {
    fn fault_of(&self, ty: &Type) -> Option<Error> {
        let subject = self.subject.name;
        Some(match ty {
            Type::Reference(reference) => {
                let owned = owned(&reference.elem);
                err!(ty, "{subject} is borrowed, and {}; write `{owned}`", self.subject.role.why_owned())
            }
            Type::ImplTrait(_) => {
                err!(ty, "{subject} can be any type that implements a trait, and both sides must know which; write the type")
            }
            Type::TraitObject(object) if self.subject.role == Role::Result && is_dyn_error(object) => {
                let error = subject.replacen("result", "error", 1);
                err!(ty, "{error} can be of any type, and callers must know which; write an enum that derives `trifold::ApiError`")
            }
            Type::TraitObject(_) => {
                err!(ty, "{subject} is a trait object, and its type would be lost on the way; write an enum of what it can be")
            }
            Type::FnPtr(_) => err!(ty, "{subject} is a function, and code does not travel; write data"),
            Type::Ptr(_) => err!(ty, "{subject} is a pointer, which means nothing in another process; write the value's type"),
            Type::Infer(_) => err!(ty, "{subject} has no type; write one in place of `_`"),
            Type::Never(_) => err!(ty, "{subject} has no value that could travel; write `()`"),
            Type::Path(path) if self.subject.role != Role::Context => {
                let first = path.path.segments.first().filter(|segment| segment.ident == "Self")?;
                let written = names::written(path);
                let or = if self.subject.role == Role::Argument { ", or mark the argument `#[context]`" } else { "" };
                err!(&first.ident, "{subject} is `{written}`, which only the server knows; write a type that both sides know{or}")
            }
            _ => return None,
        })
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_type(&mut self, ty: &'ast Type) {
        if self.fault.is_none() {
            self.fault = self.fault_of(ty);
            visit::visit_type(self, ty);
        }
    }

    fn visit_lifetime(&mut self, lifetime: &'ast syn::Lifetime) {
        let is_declared = declared(self.subject.generics).any(|name| lifetime.ident == name);
        if self.fault.is_none() && lifetime.ident != "static" && !is_declared {
            let Subject { name, role, .. } = self.subject;
            let why = role.why_owned();
            self.fault = Some(err!(lifetime, "{name} borrows for `{lifetime}`, and {why}; write an owned type, or `'static`"));
        }
    }
}

/// `dyn Error`, perhaps with more bounds.
fn is_dyn_error(object: &syn::TypeTraitObject) -> bool {
    object.bounds.iter().any(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| last.ident == "Error"),
        _ => false,
    })
}
