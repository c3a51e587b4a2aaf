//! `TodosSpec`: the contract, written once. The server and both clients refer to it by name.

use super::{docs, in_server};
use crate::data;
use crate::model::{Method, Param, Place, Route, Service, Versions};
use crate::names;
use crate::parse::value::Verb;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{GenericArgument, PathArguments, Type};

/// The spec: a constant for the service, one for each method, and on a server the OpenAPI document.
pub(super) fn spec(service: &Service) -> TokenStream {
    let Service { vis, ident, .. } = service;
    let p = &service.door;
    let spec = names::spec(ident);
    let doc = docs::line(&format!("What `{ident}` promises: one constant for each method."));
    let about_service = service_const(service);
    let all = service.methods.iter().map(|method| {
        let cfgs = &method.about.cfgs;
        let constant = names::spec_const(&method.ident);
        quote!(#(#cfgs)* Self::#constant)
    });
    let constants = service.methods.iter().map(|method| method_const(service, method));
    let seed = service.methods.iter().any(Method::is_action).then(|| {
        quote! {
            /// What the action ids begin with. It holds the project's key and is used by constants alone.
            const ID_SEED: #p::Seed = #p::Seed::new(::core::option_env!("TRIFOLD_KEY"), &Self::SERVICE);
        }
    });
    let openapi = in_server(service, &openapi(service));
    let private = service.runtime.private();
    quote! {
        use #private as #p;
        #[allow(unused_imports)]
        use #private::Unknown as _;

        #doc
        #vis struct #spec;

        impl #spec {
            #about_service
            #seed
            /// Every method, in declared order.
            #vis const METHODS: &'static [#p::MethodSpec] = &[#(#all),*];
            #(#constants)*
        }

        #openapi
    }
}

fn service_const(service: &Service) -> TokenStream {
    let Service { vis, name, docs, base, path, versions, actions, .. } = service;
    let p = &service.door;
    let versions = match versions {
        Versions::Unversioned => quote!(.unversioned()),
        Versions::Range(first, last) => quote!(.versions(#first, #last)),
    };
    let actions = (!actions).then(|| quote!(.without_actions()));
    quote! {
        /// The service as a whole.
        #vis const SERVICE: #p::ServiceSpec = #p::ServiceSpec::new(#name, ::core::env!("CARGO_PKG_NAME"), #docs)
            .mounted(#base, #path)
            #versions
            #actions;
    }
}

fn method_const(service: &Service, method: &Method) -> TokenStream {
    let Service { vis, .. } = service;
    let Method { name, about, output, .. } = method;
    let p = &service.door;
    let (docs, cfgs) = (&about.docs, &about.cfgs);
    let doc = docs::of_spec(method);
    let constant = names::spec_const(&method.ident);
    let route = method.route().map(|route| route_calls(p, route));
    let params = method.wire_params().map(|(param, place)| param_spec(p, param, place));
    let told = told_of_value(p, output);
    let sealed = method.is_action().then(|| quote!(.sealed(Self::ID_SEED)));
    quote! {
        #doc
        #(#cfgs)*
        #vis const #constant: #p::MethodSpec = #p::MethodSpec::new(&Self::SERVICE, #name, #docs)
            #route
            .takes(&[#(#params),*])
            .gives(#p::Probe::<#p::Value<#output>>::SHAPE #told, <#output as #p::Outcome>::ERROR)
            #sealed;
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

fn route_calls(p: &Ident, route: &Route) -> TokenStream {
    let Route { verb, template, status, since, until, deprecated, sunset, span: _ } = route;
    let verb = verb_path(p, *verb);
    let text = &template.text;
    let status = status.and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
    let since = since.as_ref().map(|since| since.value).map(|version| quote!(.since(#version)));
    let until = until.as_ref().map(|until| until.value).map(|version| quote!(.until(#version)));
    let deprecated = deprecated.as_ref().map(|date| &date.value.0).map(|date| quote!(.deprecated(#date)));
    let sunset = sunset.as_ref().map(|date| &date.value.0).map(|date| quote!(.sunset(#date)));
    quote!(.route(#verb, #text, #status) #since #until #deprecated #sunset)
}

fn verb_path(p: &Ident, verb: Verb) -> TokenStream {
    let variant = format_ident!("{verb:?}");
    quote!(#p::Verb::#variant)
}

fn param_spec(p: &Ident, param: &Param, place: &Place) -> TokenStream {
    let Param { name, ty, .. } = param;
    let shape = data::probe(p, ty);
    let place = match place {
        Place::Path => quote!(Path),
        Place::QueryParam => quote!(QueryParam),
        Place::Query => quote!(Query),
        Place::Header(header) => quote!(Header(#header)),
        Place::Body => quote!(Body),
        Place::Member => quote!(Member),
        Place::Action => quote!(Action),
    };
    quote!(#p::Param::new(#name, #p::Place::#place, #shape))
}

fn openapi(service: &Service) -> TokenStream {
    let Service { vis, ident, .. } = service;
    let p = &service.door;
    let spec = names::spec(ident);
    let api = names::local("api");
    let routes = service.routed().map(|(method, _)| {
        let constant = names::spec_const(&method.ident);
        let Method { about, output, .. } = method;
        let cfgs = &about.cfgs;
        let params = method.wire_params().map(|(Param { name, ty, .. }, _)| quote!(.param::<#ty>(#name)));
        quote!(#(#cfgs)* #api.route(&Self::#constant) #(#params)* .gives::<#output>();)
    });
    let describe = match service.routed().next() {
        Some(_) => quote!(#api),
        None => quote!(_),
    };
    quote! {
        impl #spec {
            /// The OpenAPI document of one version, with no implementation at hand.
            #vis fn openapi(version: u32) -> #p::server::Document {
                let described = #p::server::Described { service: &Self::SERVICE, describe: Self::describe };
                #p::server::document(&[described], version)
            }

            /// Names the types of each route.
            #[doc(hidden)]
            #vis fn describe(#describe: &mut #p::server::Describe) {
                #(#routes)*
            }
        }
    }
}
