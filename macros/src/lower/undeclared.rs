//! Contexts whose associated type the trait forgot.
//!
//! In: the trait as written. Out: one error for each such type, at the first context that names it; and the type in the trait after all, so
//! that what implements it resolves. The compiler would say it of the server's half alone, once for each place that we emit it at.

use crate::diag::{Errors, err};
use crate::parse::args::ArgumentMark;
use crate::parse::item::{AssociatedType, Item, Member, argument_mark};
use syn::{Ident, PatType, Type, Visibility, parse_quote};

/// Declares what contexts name. A trait above this one, or a member that did not parse, might have it.
pub(crate) fn declare_contexts(item: &mut Item, errors: &mut Errors) {
    if !item.is_whole || !item.supertraits.is_empty() {
        return;
    }
    while let Some(name) = undeclared(item) {
        let at = &item.ident;
        errors.push(err!(
            &name,
            "`Self::{name}` stands nowhere in `{at}`; write `type {name};` in the trait, and its implementation says which extractor it is"
        ));
        let declared = AssociatedType { ours: Vec::new(), vis: Visibility::Inherited, item: parse_quote!(type #name;) };
        item.members.push(Member::Type(declared));
    }
}

/// The first context of a type that is not declared.
fn undeclared(item: &Item) -> Option<Ident> {
    let is_declared = |name: &Ident| item.members.iter().any(|member| matches!(member, Member::Type(ty) if ty.item.ident == *name));
    let contexts = item.methods().flat_map(|method| method.arguments()).filter(|argument| is_context(argument));
    contexts.filter_map(|context| of_self(&context.ty)).find(|name| !is_declared(name)).cloned()
}

fn is_context(argument: &PatType) -> bool {
    matches!(argument_mark(argument), Ok(Some(ArgumentMark::Context)))
}

/// `User` of `Self::User`.
fn of_self(ty: &Type) -> Option<&Ident> {
    let Type::Path(path) = ty else { return None };
    let mut segments = path.path.segments.iter();
    match (segments.next(), segments.next(), segments.next()) {
        (Some(first), Some(name), None) if path.qself.is_none() && first.ident == "Self" => Some(&name.ident),
        _ => None,
    }
}
