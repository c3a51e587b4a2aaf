//! What the types in a signature say about themselves, without knowing what they are.
//!
//! In: a type as written. Out: one error at most, at the part that cannot travel. What only the compiler knows, `expand::asserts` asks.

use crate::diag::{Error, Result, bail, err};
use crate::names;
use proc_macro2::Ident;
use syn::visit::{self, Visit};
use syn::{GenericArgument, PathArguments, Type};

/// An argument travels as JSON: it must be owned, and have a name that both sides know.
pub(super) fn the_argument_can_travel(argument: &Ident, ty: &Type) -> Result<()> {
    first_fault(ty, Subject { name: &format!("argument `{argument}`"), may_name_self: false })
}

/// A result travels as an argument does.
pub(super) fn the_result_can_travel(method: &Ident, ty: &Type) -> Result<()> {
    if let Type::ImplTrait(hidden) = ty {
        bail!(hidden, "`{method}` hides its result behind `impl`, and callers must know it; write `async fn {method}(..) -> Type`");
    }
    first_fault(ty, Subject { name: &format!("the result of `{method}`"), may_name_self: false })
}

/// A context is handed over, not lent.
pub(super) fn the_context_is_owned(argument: &Ident, ty: &Type) -> Result<()> {
    first_fault(ty, Subject { name: &format!("context `{argument}`"), may_name_self: true })
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
    /// Contexts are the server's alone, and so may be associated types.
    may_name_self: bool,
}

fn first_fault(ty: &Type, subject: Subject<'_>) -> Result<()> {
    let mut search = Search { subject, fault: None };
    search.visit_type(ty);
    search.fault.map_or(Ok(()), Err)
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
                err!(ty, "{subject} is borrowed, and nothing can be lent to another process; write `{owned}`")
            }
            Type::ImplTrait(_) => err!(ty, "{subject} is some type of a trait, and both sides must know which; write the type"),
            Type::TraitObject(_) => {
                err!(ty, "{subject} is a trait object, and its type would be lost on the way; write an enum with `#[model]`")
            }
            Type::FnPtr(_) => err!(ty, "{subject} is a function, and code does not travel; write data"),
            Type::Ptr(_) => err!(ty, "{subject} is a pointer, which means nothing in another process; write the value's type"),
            Type::Infer(_) => err!(ty, "{subject} has no type; write one in place of `_`"),
            Type::Never(_) => err!(ty, "{subject} has no value that could travel; write `()`"),
            Type::Path(path) if !self.subject.may_name_self => {
                let first = path.path.segments.first().filter(|segment| segment.ident == "Self")?;
                let written = names::written(path);
                err!(
                    &first.ident,
                    "{subject} is `{written}`, which only the server knows; write a type of your own, or mark the argument `#[context]`"
                )
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
        if self.fault.is_none() && lifetime.ident != "static" {
            self.fault = Some(err!(
                lifetime,
                "{} borrows for `{lifetime}`, and nothing can be lent to another process; write an owned type, or `'static`",
                self.subject.name
            ));
        }
    }
}

/// What to write instead of a reference to this.
fn owned(ty: &Type) -> String {
    match ty {
        Type::Path(path) if path.path.is_ident("str") => "String".to_owned(),
        Type::Slice(slice) => format!("Vec<{}>", names::written(&slice.elem)),
        Type::Path(path) if path.path.is_ident("Path") => "PathBuf".to_owned(),
        other => names::written(other),
    }
}
