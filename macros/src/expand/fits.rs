//! What only the compiler knows of a type: whether an argument can be where it is taken from, whether a value would be lost.
//!
//! In: a service. Out: questions to the type checker, each at the type. What fits by its name is not asked.

use super::tokens::older_name;
use crate::data;
use crate::model::{Method, Place, Route, Service};
use crate::names;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::Type;

/// `const _: InQuery<Page, { fits(&TodosSpec::LIST, 0) }> = Checked;` for each argument of a method, by each of its routes; and its answer.
pub(super) fn questions<'a>(service: &'a Service, method: &'a Method) -> impl Iterator<Item = TokenStream> + 'a {
    let constant = names::spec_const(&method.ident);
    let newest = method.wire_params().enumerate().map({
        let constant = constant.clone();
        move |(argument, taken)| (argument, taken, constant.clone())
    });
    let older = method.older.iter().flat_map(|older| {
        let constant = older_name(service, method, older);
        older.wire_params().enumerate().map(move |(argument, taken)| (argument, taken, constant.clone()))
    });
    let unsure = newest.chain(older).filter(|(_, (param, place), _)| !data::surely_fits(&param.ty, place, method.is_form));
    let arguments = unsure.map(move |(argument, (param, place), constant)| {
        let argument = Literal::usize_unsuffixed(argument);
        question(service, method, &param.ty, alias(place, method.is_form), &constant, &quote!(fits), Some(&argument))
    });
    let output = &method.output;
    let about_output = |alias: &'static str, asked: TokenStream| {
        question(service, method, output, Ident::new(alias, Span::call_site()), &constant, &asked, None)
    };
    let answers = [
        names::mentions(quote!(#output), "Upload").then(|| about_output("Answered", quote!(is_sendable))),
        may_be_lost(method).then(|| about_output("Bodiless", quote!(is_empty))),
    ];
    arguments.chain(answers.into_iter().flatten())
}

/// Whether the answer has no body by its status, and perhaps a value.
fn may_be_lost(method: &Method) -> bool {
    let written = names::written(&method.output);
    let is_bodiless = |route: &Route| route.statuses.iter().any(|status| matches!(status, 204 | 205));
    method.route().is_some_and(is_bodiless) && written != "()" && !written.starts_with("Result<(), ")
}

fn question(
    service: &Service,
    method: &Method,
    ty: &Type,
    alias: Ident,
    constant: &Ident,
    asked: &TokenStream,
    argument: Option<&Literal>,
) -> TokenStream {
    let (p, cfgs, spec) = (names::door(), &method.about.cfgs, names::spec(&service.ident));
    let argument = argument.map(|argument| quote!(, #argument));
    let answer = quote!(#p::#asked(&#spec::#constant.spec() #argument));
    let asked = names::answering(ty, quote!(#p::#alias<), answer, quote!(>));
    // Its value is at the type as well, where rustc says the same of it once more, and then does not.
    let yes = names::span_around(ty, quote!(#p), TokenStream::new(), quote!(::Checked));
    quote!(#(#cfgs)* const _: #asked = #yes;)
}

fn alias(place: &Place, in_form: bool) -> Ident {
    let alias = match place {
        Place::Path => "InPath",
        Place::QueryParam => "InParameter",
        Place::Query => "InQuery",
        Place::Header(_) => "InHeader",
        Place::Body | Place::Member | Place::Action if in_form => "InForm",
        Place::Body | Place::Member | Place::Action => "InBody",
    };
    Ident::new(alias, Span::call_site())
}
