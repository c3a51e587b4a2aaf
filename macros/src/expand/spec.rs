//! `TodosSpec`: the contract, written once. The server and both clients refer to it by name.

use super::{docs, each, in_server, limits, tuple};
use crate::data;
use crate::model::{Method, Param, Place, Rest, Route, Service, Versions};
use crate::names;
use crate::parse::value::Verb;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use std::collections::HashSet;
use syn::{GenericArgument, PathArguments, Type};

/// The spec: a constant for the service, one for each method, each method with its types, and on a server the OpenAPI document.
pub(super) fn spec(service: &Service) -> TokenStream {
    let Service { vis, ident, .. } = service;
    let (p, spec) = (names::door(), names::spec(ident));
    let doc = docs::line(&format!("What `{ident}` promises: one constant for each method."));
    let about_service = service_const(service);
    let all = each(service, |method| {
        let constant = names::spec_const(&method.ident);
        quote!(Self::#constant)
    });
    let shown = shown(service);
    let constants = service.methods.iter().map(|method| method_const(service, &shown, method));
    let types = service.methods.iter().map(typed);
    let openapi = in_server(service, &openapi(service));
    quote! {
        #doc
        #vis struct #spec;

        impl #spec {
            #about_service
            /// Every method, in declared order.
            #vis const METHODS: &[#p::MethodSpec] = &[#(#all),*];
            #(#constants)*
            #(#types)*
            #openapi
        }
    }
}

/// The service's own constant, as far as it differs from what `named` gives, and the seed of its action ids. The seed holds the project's key,
/// and is used by constants alone.
fn service_const(service: &Service) -> TokenStream {
    let Service { vis, name, docs, base, path, versions, actions, .. } = service;
    let p = names::door();
    let about = (!docs.is_empty()).then(|| quote!(.about(#docs)));
    let mounted = ((base.as_str(), path.as_str()) != ("/api", "")).then(|| quote!(.mounted(#base, #path)));
    let versions = match versions {
        Versions::Unversioned => quote!(.unversioned()),
        Versions::Range(1, 1) => TokenStream::new(),
        Versions::Range(first, last) => {
            let (first, last) = (plain(*first), plain(*last));
            quote!(.versions(#first, #last))
        }
    };
    let without_actions = (!actions).then(|| quote!(.without_actions()));
    let seed = service
        .methods
        .iter()
        .any(Method::is_action)
        .then(|| quote!(const ID_SEED: #p::Seed = Self::SERVICE.seed(::core::option_env!("TRIFOLD_KEY"));));
    quote! {
        /// The service as a whole.
        #vis const SERVICE: #p::ServiceSpec = #p::ServiceSpec::named(#name)
            .of(::core::env!("CARGO_PKG_NAME"))
            #about
            #mounted
            #versions
            #without_actions;
        #seed
    }
}

/// The types of arguments that some route takes, as written.
fn shown(service: &Service) -> HashSet<String> {
    let params = service.routed().flat_map(|(method, _)| method.wire_params());
    params.map(|(param, _)| names::written(&param.ty)).collect()
}

fn method_const(service: &Service, shown: &HashSet<String>, method: &Method) -> TokenStream {
    let Service { vis, .. } = service;
    let Method { name, about, output, limits, is_form, .. } = method;
    let p = names::door();
    let (docs, cfgs) = (&about.docs, &about.cfgs);
    let doc = docs::of_spec(method);
    let constant = names::spec_const(&method.ident);
    let origin = if method.is_action() { quote!(ID_SEED) } else { quote!(SERVICE) };
    let route = method.route().map(|route| route_calls(&p, service, route));
    let (limits, marks) = (limits::calls(limits), marks(&p, method));
    let params: Vec<_> = method.wire_params().map(|(param, place)| param_spec(shown, *is_form, param, place)).collect();
    let takes = (!params.is_empty()).then(|| quote!(.takes(&[#(#params),*])));
    let told = told_of_value(&p, output);
    let asked = if method.route().is_some() { quote!(.shown()) } else { quote!(.sent()) };
    let error = names::spanning(output, quote!(#p::Out::<), quote!(#output), quote!(>::ERROR #asked));
    quote! {
        #doc
        #(#cfgs)*
        #vis const #constant: #p::MethodSpec = Self::#origin.method(#name, #docs)
            #route
            #limits
            #marks
            #takes
            .gives(#p::Out::<#output>::SHAPE #told)
            .fails(#error);
    }
}

/// What the method's marks add, as far as they are written.
fn marks(p: &Ident, method: &Method) -> TokenStream {
    let idempotent = method.idempotency.map(|idempotency| {
        let variant = format_ident!("{idempotency:?}");
        quote!(.idempotent(#p::Idempotency::#variant))
    });
    let form = method.is_form.then(|| quote!(.form()));
    quote!(#idempotent #form)
}

/// `const fn of_create() -> Method<(NewTodo,), Result<Todo, TodoError>>`: what the folds speak through.
fn typed(method: &Method) -> TokenStream {
    let p = names::door();
    let (cfgs, output, name, constant) =
        (&method.about.cfgs, &method.output, names::typed(&method.ident), names::spec_const(&method.ident));
    let arguments = tuple(method.wire_params().map(|(param, _)| &param.ty));
    quote! {
        #(#cfgs)*
        const fn #name() -> #p::Method<#arguments, #output> {
            #p::Method::new(&Self::#constant)
        }
    }
}

/// What can be told of a method's value where its type has no shape: the first argument of a `Result`, or the type itself.
fn told_of_value(p: &Ident, output: &Type) -> TokenStream {
    let value = match output {
        Type::Path(path) => path.path.segments.last().filter(|last| last.ident == "Result").and_then(|last| match &last.arguments {
            PathArguments::AngleBracketed(arguments) => arguments.args.first(),
            _ => None,
        }),
        _ => None,
    };
    match value {
        Some(GenericArgument::Type(value)) => data::or_told(p, value),
        _ => data::or_told(p, output),
    }
}

fn route_calls(p: &Ident, service: &Service, route: &Route) -> TokenStream {
    let Route { verb, template, status, since, until, deprecated, sunset, location: _, rest, span: _ } = route;
    let verb = verb_path(p, *verb);
    let text = &template.text;
    let status = plain(status.unwrap_or_default());
    let since = since.as_ref().map(|since| plain(since.value)).map(|version| quote!(.since(#version)));
    let until = until.as_ref().map(|until| plain(until.value)).map(|version| quote!(.until(#version)));
    let deprecated = deprecated.as_ref().map(|date| &date.value.0).map(|date| quote!(.deprecated(#date)));
    let sunset = sunset.as_ref().map(|date| &date.value.0).map(|date| quote!(.sunset(#date)));
    let location = route.location(service).map(|(_, target)| &target.template.text).map(|template| quote!(.location(#template)));
    let rest = rest_calls(rest);
    quote!(.route(#verb, #text, #status) #since #until #deprecated #sunset #location #rest)
}

fn rest_calls(rest: &Rest) -> TokenStream {
    let Rest { cache, precondition } = rest;
    let cache = cache.as_ref().map(|directives| quote!(.cache(#directives)));
    let precondition = precondition.then(|| quote!(.precondition()));
    quote!(#cache #precondition)
}

/// A number without its type, as one writes it.
fn plain(number: u32) -> Literal {
    Literal::u32_unsuffixed(number)
}

fn verb_path(p: &Ident, verb: Verb) -> TokenStream {
    let variant = format_ident!("{verb:?}");
    quote!(#p::Verb::#variant)
}

/// `In::<NewTodo>::SHAPE.or("NewTodo").shown().body("new")`.
///
/// A type that does not travel is an error at `shown()` and nowhere else; so that stands where the trait names the type. One that any
/// route takes is asked the same everywhere, so that it is reported once.
fn param_spec(shown: &HashSet<String>, in_form: bool, param: &Param, place: &Place) -> TokenStream {
    let Param { name, ty, is_sensitive, .. } = param;
    let p = names::door();
    let told = data::or_told(&p, ty);
    let asked = if shown.contains(&names::written(ty)) { quote!(.shown) } else { quote!(.sent) };
    let typed = if in_form { quote!(>::SHAPE #told.in_form() #asked) } else { quote!(>::SHAPE #told #asked) };
    let asked = names::spanning(ty, quote!(#p::In::<), quote!(#ty), typed);
    let place = match place {
        Place::Path => quote!(path(#name)),
        Place::QueryParam => quote!(query_param(#name)),
        Place::Query => quote!(query(#name)),
        Place::Header(header) => quote!(header(#name, #header)),
        Place::Body => quote!(body(#name)),
        Place::Member => quote!(member(#name)),
        Place::Action => quote!(action(#name)),
    };
    let sensitive = is_sensitive.then(|| quote!(.sensitive()));
    quote!(#asked().#place #sensitive)
}

fn openapi(service: &Service) -> TokenStream {
    let Service { vis, .. } = service;
    let (p, api) = (names::door(), names::local("api"));
    let routes = service.routed().map(|(method, _)| {
        let (cfgs, typed) = (&method.about.cfgs, names::typed(&method.ident));
        quote!(#(#cfgs)* Self::#typed().describe(#api);)
    });
    let describe = match service.routed().next() {
        Some(_) => quote!(#api),
        None => quote!(_),
    };
    quote! {
        /// The OpenAPI document of one version, with no implementation at hand.
        #vis fn openapi(version: u32) -> #p::Document {
            Self::SERVICE.document(version, Self::describe)
        }

        fn describe(#describe: &mut #p::Describe) {
            #(#routes)*
        }
    }
}
