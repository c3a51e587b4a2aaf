//! What only the compiler knows of a type: whether an argument can be where it is taken from, whether a value would be lost.
//!
//! In: a service. Out: questions to the type checker, each at the type. What fits by its name is not asked.

use crate::data;
use crate::model::{Method, Param, Place, Service};
use crate::names;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::Type;

/// `const _: InQuery<Page, { fits(&TodosSpec::LIST, 0) }> = Fits;` for each argument of a method, by each of its routes; and its answer.
pub(super) fn questions<'a>(service: &'a Service, method: &'a Method) -> impl Iterator<Item = TokenStream> + 'a {
    let newest = method.wire_params().enumerate().map(|(argument, taken)| (argument, taken, None));
    let older = method.older.iter().enumerate().flat_map(|(place, older)| {
        let place = Literal::usize_unsuffixed(place);
        older.wire_params().enumerate().map(move |(argument, taken)| (argument, taken, Some(place.clone())))
    });
    let unsure = newest.chain(older).filter(|(_, (param, place), _)| !data::surely_fits(&param.ty, place, method.is_form));
    let arguments = unsure.map(move |(argument, taken, older)| {
        let older = older.map(|place| quote!(.older[#place]));
        question(service, method, taken, &Literal::usize_unsuffixed(argument), older)
    });
    arguments.chain(answer(method))
}

/// `const _: Answered<Upload, { Out::<Upload>::HOLDS_A_FILE }> = Fits;`, where the result says that there is one: it could be another of that name.
fn answer(method: &Method) -> Option<TokenStream> {
    let (p, output, cfgs) = (names::door(), &method.output, &method.about.cfgs);
    names::mentions(quote!(#output), "Upload").then(|| {
        let answer = names::spanning(output, quote!(#p::Out::<), quote!(#output), quote!(>::HOLDS_A_FILE));
        let asked = names::answering(output, quote!(#p::Answered<), answer, quote!(>));
        let yes = names::spanning(output, quote!(#p), TokenStream::new(), quote!(::Fits));
        quote!(#(#cfgs)* const _: #asked = #yes;)
    })
}

fn question(
    service: &Service,
    method: &Method,
    (param, place): (&Param, &Place),
    argument: &Literal,
    older: Option<TokenStream>,
) -> TokenStream {
    let (p, cfgs, alias) = (names::door(), &method.about.cfgs, alias(place, method.is_form));
    let (spec, constant) = (names::spec(&service.ident), names::spec_const(&method.ident));
    let answer = quote!(#p::fits(&#spec::#constant.spec() #older, #argument));
    let asked = names::answering(&param.ty, quote!(#p::#alias<), answer, quote!(>));
    // Its value is at the type as well, where rustc says the same of it once more, and then does not.
    let yes = names::spanning(&param.ty, quote!(#p), TokenStream::new(), quote!(::Fits));
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

/// What a route without a body returns, asked whether a value would be lost.
pub(super) fn bodiless(p: &Ident, output: &Type) -> TokenStream {
    let written = names::written(output);
    match written == "()" || written.starts_with("Result<(), ") {
        true => quote!(#output),
        false => {
            let answer = names::spanning(output, quote!(#p::Out::<), quote!(#output), quote!(>::IS_EMPTY));
            names::answering(output, quote!(#p::Bodiless<), answer, quote!(>))
        }
    }
}
