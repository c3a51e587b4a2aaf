//! Streams among the types, as far as these say of themselves that they are streams.
//!
//! In: a type as written. Out: the part of it that is an `EventStream`. One under another name is found where the value is written.

use syn::visit::{self, Visit};
use syn::{GenericArgument, PathArguments, Type};

/// The first `EventStream<..>` in a type.
pub(crate) fn within(ty: &Type) -> Option<&Type> {
    let mut found = Found(None);
    found.visit_type(ty);
    found.0
}

/// Returns true if a result is a stream: `EventStream<..>`, or `Result<EventStream<..>, ..>`.
pub(crate) fn is_result(output: &Type) -> bool {
    is_stream(output) || success(output).is_some_and(is_stream)
}

struct Found<'a>(Option<&'a Type>);

impl<'a> Visit<'a> for Found<'a> {
    fn visit_type(&mut self, ty: &'a Type) {
        if self.0.is_none() && is_stream(ty) {
            self.0 = Some(ty);
        } else {
            visit::visit_type(self, ty);
        }
    }
}

/// Without arguments it might be the user's own of that name.
fn is_stream(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| last.ident == "EventStream" && !last.arguments.is_empty())
}

fn success(output: &Type) -> Option<&Type> {
    let Type::Path(path) = output else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Result")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) => Some(ty),
        _ => None,
    }
}
