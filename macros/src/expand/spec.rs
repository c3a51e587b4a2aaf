//! `TodosSpec`: the contract, written once. The server and both clients refer to it by name.

use super::{docs, each, fits, in_server, kind, limits, security, tuple};
use crate::data;
use crate::model::{Method, Older, Param, Place, Rest, Route, Service, Versions};
use crate::names;
use crate::parse::value::Verb;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use std::collections::HashSet;
use syn::{GenericArgument, PathArguments, Type};

/// The spec: a constant for the service, one for each method, and on a server the OpenAPI document.
pub(super) fn spec(service: &Service) -> TokenStream {
    let Service { vis, ident, .. } = service;
    let (p, spec) = (names::door(), names::spec(ident));
    let doc = docs::line(&format!("What `{ident}` promises: one constant for each method."));
    let about_service = service_const(service);
    let all = each(service, |method| {
        let constant = names::spec_const(&method.ident);
        quote!(Self::#constant.spec())
    });
    let shown = shown(service);
    let constants = service.methods.iter().map(|method| method_const(service, &shown, method));
    let older = service.methods.iter().map(|method| older_routes(service, method));
    let openapi = in_server(service, &openapi(service));
    let fits = service.methods.iter().flat_map(|method| fits::questions(service, method));
    quote! {
        #doc
        #vis struct #spec;

        impl #spec {
            #about_service
            /// Every method, in declared order.
            #vis const METHODS: &[#p::MethodSpec] = &[#(#all),*];
            #(#constants)*
            #(#older)*
            #openapi
        }

        #(#fits)*
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
    let newest = service.routed().flat_map(|(method, _)| method.wire_params());
    let older = service.methods.iter().flat_map(|method| &method.older).flat_map(Older::wire_params);
    newest.chain(older).map(|(param, _)| names::written(&param.ty)).collect()
}

fn method_const(service: &Service, shown: &HashSet<String>, method: &Method) -> TokenStream {
    let Service { vis, .. } = service;
    let Method { name, about, output, .. } = method;
    let (kind, arguments) = (kind(method), tuple(method.wire_params().map(|(param, _)| &param.ty)));
    let (docs, cfgs) = (&about.docs, &about.cfgs);
    let doc = docs::of_spec(method);
    let constant = names::spec_const(&method.ident);
    let origin = if method.is_action() { quote!(ID_SEED) } else { quote!(SERVICE) };
    let older = method.older.iter().map(|older| older_spec(service, shown, method, older));
    let older = (!method.older.is_empty()).then(|| quote!(.older(&[#(#older),*])));
    let promise = promise(service, shown, method, method.route(), method.wire_params());
    quote! {
        #doc
        #(#cfgs)*
        #vis const #constant: &#kind<#arguments, #output> = &#kind::new(&Self::#origin.method(#name, #docs) #older #promise);
    }
}

/// What one route of a method, or its action alone, takes and gives.
fn promise<'a>(
    service: &Service,
    shown: &HashSet<String>,
    method: &Method,
    route: Option<&Route>,
    params: impl Iterator<Item = (&'a Param, &'a Place)>,
) -> TokenStream {
    let (p, output) = (names::door(), &method.output);
    let (limits, marks) = (limits::calls(&method.limits), marks(&p, method));
    let calls = route.map(|route| route_calls(&p, service, route));
    let params: Vec<_> = params.map(|(param, place)| param_spec(shown, param, place)).collect();
    let takes = (!params.is_empty()).then(|| quote!(.takes(&[#(#params),*])));
    let contexts: Vec<_> = method.contexts().map(|param| names::written(&param.ty).replace("Self::", "")).collect();
    let needs = (!contexts.is_empty()).then(|| quote!(.needs(&[#(#contexts),*])));
    let secured = security::calls(method);
    let asked = if route.is_some() { quote!(.shown()) } else { quote!(.sent()) };
    let (value, told) = match route.and_then(|route| route.returns.as_ref()) {
        Some(returns) => (older_output(&returns.value, output), data::or_told(&p, &returns.value)),
        None => (output.clone(), told_of_value(&p, output)),
    };
    let returned = match route {
        Some(Route { status: Some(204 | 205), .. }) => fits::bodiless(&p, output),
        _ => quote!(#output),
    };
    let table = route.map(|_| quote!(.described(#p::Out::<#value>::TABLE)));
    let error = names::spanning(output, quote!(#p::Out::<), returned, quote!(>::ERROR #asked));
    quote! {
        #calls
        #limits
        #marks
        #needs
        #secured
        #takes
        .gives(#p::Out::<#value>::SHAPE #told)
        #table
        .fails(#error)
    }
}

/// What the method's marks add, as far as they are written.
fn marks(p: &Ident, method: &Method) -> TokenStream {
    let idempotent = method.idempotency.map(|idempotency| {
        let variant = format_ident!("{idempotency:?}");
        quote!(.idempotent(#p::Idempotency::#variant))
    });
    let is_get = method.route().is_some_and(|route| route.verb == Verb::Get);
    let read = (method.is_read && !is_get).then(|| quote!(.read()));
    let form = method.is_form.then(|| quote!(.form()));
    quote!(#idempotent #read #form)
}

/// The method as an older version knows it: a promise of its own, without an action.
fn older_spec(service: &Service, shown: &HashSet<String>, method: &Method, older: &Older) -> TokenStream {
    let (name, docs) = (&method.name, &method.about.docs);
    let promise = promise(service, shown, method, Some(&older.route), older.wire_params());
    quote!(Self::SERVICE.method(#name, #docs) #promise)
}

/// `Returns<v1::Todo, Result<Todo, TodoError>>`: another value, and the method's own error.
fn older_output(returns: &Type, output: &Type) -> Type {
    let p = names::door();
    syn::parse_quote!(#p::Returns<#returns, #output>)
}

/// `fn v1_of_create() -> Write<(v1::NewTodo,), Result<Todo, TodoError>>`, for each older route.
fn older_routes(service: &Service, method: &Method) -> TokenStream {
    let (kind, constant, cfgs) = (kind(method), names::spec_const(&method.ident), &method.about.cfgs);
    let older = method.older.iter().enumerate().map(|(place, older)| {
        let output =
            older.route.returns.as_ref().map_or_else(|| method.output.clone(), |returns| older_output(&returns.value, &method.output));
        let (name, place) = (names::typed_in(&method.ident, service.last_version(&older.route)), Literal::usize_unsuffixed(place));
        let arguments = tuple(older.wire_params().map(|(param, _)| &param.ty));
        quote! {
            #(#cfgs)*
            fn #name() -> #kind<#arguments, #output> {
                #kind::new(&Self::#constant.older[#place])
            }
        }
    });
    quote!(#(#older)*)
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
    let Route { verb, template, status, since, until, deprecated, sunset, location: _, accepts: _, returns: _, rest, span: _ } = route;
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

/// `Shown::<NewTodo, _>::SHAPE.or("NewTodo").body("new")`.
///
/// A type that does not travel is an error at `Shown` and nowhere else; so that stands where the trait names the type. One that any route takes is
/// asked the same everywhere, so that it is reported once.
fn param_spec(shown: &HashSet<String>, param: &Param, place: &Place) -> TokenStream {
    let Param { name, ty, is_sensitive, .. } = param;
    let p = names::door();
    let told = data::or_told(&p, ty);
    let asked = if shown.contains(&names::written(ty)) { quote!(Shown) } else { quote!(Sent) };
    let place = match place {
        Place::Path => quote!(path(#name)),
        Place::QueryParam => quote!(query_param(#name)),
        Place::Query => quote!(query(#name)),
        Place::Header(header) => quote!(header(#name, #header)),
        Place::Body => quote!(body(#name)),
        Place::Member => quote!(member(#name)),
        Place::Action => quote!(action(#name)),
    };
    let asked = names::spanning(ty, quote!(#p::#asked::<), quote!(#ty), quote!(, _>::SHAPE #told.#place));
    let sensitive = is_sensitive.then(|| quote!(.sensitive()));
    quote!(#asked #sensitive)
}

fn openapi(service: &Service) -> TokenStream {
    let Service { vis, .. } = service;
    let (p, api) = (names::door(), names::local("api"));
    let routed: Vec<_> = service.methods.iter().filter(|method| method.route().is_some()).collect();
    let methods = routed.iter().flat_map(|method| {
        let (cfgs, constant) = (&method.about.cfgs, names::spec_const(&method.ident));
        let older = method.older.iter().map(|older| names::typed_in(&method.ident, service.last_version(&older.route)));
        std::iter::once(quote!(#constant))
            .chain(older.map(|older| quote!(#older())))
            .map(|typed| quote!(#(#cfgs)* Self::#typed.describe(#api);))
            .collect::<Vec<_>>()
    });
    let describe = if routed.is_empty() { quote!(_) } else { quote!(#api) };
    quote! {
        /// The OpenAPI document of one version, with no implementation at hand.
        #vis fn openapi(version: u32) -> #p::Document {
            Self::SERVICE.document(version, Self::describe)
        }

        fn describe(#describe: &mut #p::Describe) {
            #(#methods)*
        }
    }
}
