//! `TodosServer`: the trait behind an address. One adapter a method takes a call apart, calls the method and answers, on both folds.

use super::{docs, report, spec_of, tuple};
use crate::model::{Folds, Method, Param, Place, Service};
use crate::names;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Type, TypePath, parse_quote};

/// The server type, its constructors, one adapter a method, and what makes it mount.
pub(super) fn server(service: &Service) -> TokenStream {
    let definition = definition(service);
    let methods = inherent(service);
    let traits = traits(service);
    quote! { #definition #methods #traits }
}

fn definition(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, .. } = service;
    let p = &service.door;
    let (server, s) = (names::server(ident), &parameters.service);
    let doc = docs::line(&format!("Serves `{ident}`: its actions and its routes."));
    quote! {
        #doc
        #vis struct #server<#s>(#p::server::Mounted<#s>);
    }
}

fn inherent(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, .. } = service;
    let p = &service.door;
    let (server, spec, s) = (names::server(ident), names::spec(ident), &parameters.service);
    let contexts = service
        .contexts()
        .into_iter()
        .map(|ty| concrete(service, ty))
        .map(|ty| quote!(#ty: #p::server::Context<#s> + ::core::marker::Send,));
    let endpoints = service.methods.iter().map(|method| endpoint(service, method));
    let adapters = service.methods.iter().map(|method| adapter(service, method));
    quote! {
        impl<#s> #server<#s>
        where
            #s: #ident + ::core::marker::Send + ::core::marker::Sync + 'static,
            #(#contexts)*
        {
            /// Serves `service`.
            #vis fn new(service: #s) -> Self {
                Self::from_arc(::std::sync::Arc::new(service))
            }

            /// Serves a service that others hold too.
            #vis fn from_arc(service: ::std::sync::Arc<#s>) -> Self {
                Self(#p::server::Mounted::new(&#spec::SERVICE, service, Self::ENDPOINTS, #spec::describe))
            }

            /// A router with this service alone, under the defaults of `Server`.
            #vis fn into_router(self) -> #p::server::Router {
                #p::server::Server::new().add_service(self).into_router()
            }

            const ENDPOINTS: &'static [#p::server::Endpoint<#s>] = &[#(#endpoints),*];

            #(#adapters)*
        }
    }
}

fn endpoint(service: &Service, method: &Method) -> TokenStream {
    let p = &service.door;
    let (spec, adapter, cfgs) = (spec_of(service, method), names::generated(method.ident.clone()), &method.about.cfgs);
    quote!(#(#cfgs)* #p::server::Endpoint::new(&#spec, Self::#adapter))
}

/// From a call to an answer:
///
/// ```text
/// fn find(call: Call<S>) -> Reply {
///     reply(async move {
///         let call = call.read().await?;
///         let (id,): (u64,) = match call.route() {
///             None => call.arguments()?,
///             Some(route) => (route.path("id")?,),
///         };
///         call.check(Report::new().argument("id", Probe(&id).faults()))?;
///         call.reply(<S as Todos>::find(&call.service, id).await)
///     })
/// }
/// ```
fn adapter(service: &Service, method: &Method) -> TokenStream {
    let p = &service.door;
    let Service { ident, parameters, .. } = service;
    let (s, name, cfgs) = (&parameters.service, names::generated(method.ident.clone()), &method.about.cfgs);
    let lint = method.about.is_deprecated.then(|| quote!(#[allow(deprecated)]));
    let call = names::local("call");
    let mutability = method.contexts().next().map(|_| quote!(mut));
    let contexts = method.contexts().map(|Param { ident, ty, .. }| {
        let ty = concrete(service, ty);
        quote!(let #ident = #call.context::<#ty>().await?;)
    });
    let arguments = arguments(p, method, &call);
    let names = method.params.iter().map(|param| &param.ident);
    let target = &method.ident;
    quote! {
        #(#cfgs)* #lint
        fn #name(#mutability #call: #p::server::Call<#s>) -> #p::server::Reply {
            #p::server::reply(async move {
                #(#contexts)*
                let #call = #call.read().await?;
                #arguments
                #call.reply(<#s as #ident>::#target(&#call.service, #(#names),*).await)
            })
        }
    }
}

/// Decodes and checks the arguments that travel.
fn arguments(p: &Ident, method: &Method, call: &Ident) -> TokenStream {
    if method.wire_params().next().is_none() {
        return quote!(#call.no_arguments()?;);
    }
    let names = tuple(method.wire_params().map(|(param, _)| &param.ident));
    let types = tuple(method.wire_params().map(|(param, _)| &param.ty));
    let report = report(p, method.wire_params().map(|(param, _)| param));
    let route = names::local("route");
    let from_route = tuple(method.wire_params().map(|(param, place)| from_route(param, place, &route)));
    let decode = match &method.folds {
        Folds::Action => quote!(let #names: #types = #call.arguments()?;),
        Folds::Route(_) => quote! {
            let #names: #types = {
                let #route = #call.route_only()?;
                #from_route
            };
        },
        Folds::Both(_) => quote! {
            let #names: #types = match #call.route() {
                ::core::option::Option::None => #call.arguments()?,
                ::core::option::Option::Some(#route) => #from_route,
            };
        },
    };
    quote! {
        #decode
        #call.check(#report)?;
    }
}

fn from_route(param: &Param, place: &Place, route: &Ident) -> TokenStream {
    let Param { name, .. } = param;
    match place {
        Place::Path => quote!(#route.path(#name)?),
        Place::QueryParam => quote!(#route.parameter(#name)?),
        Place::Query => quote!(#route.query(#name)?),
        Place::Header(header) => quote!(#route.header(#name, #header)?),
        Place::Body | Place::Action => quote!(#route.body(#name)?),
        Place::Member => quote!(#route.member(#name)?),
    }
}

fn traits(service: &Service) -> TokenStream {
    let Service { ident, parameters, .. } = service;
    let p = &service.door;
    let (server, s) = (names::server(ident), &parameters.service);
    let request = names::local("request");
    quote! {
        impl<#s: ::core::marker::Send + ::core::marker::Sync + 'static> #p::server::Mount for #server<#s> {
            fn mount(self) -> #p::server::Service {
                self.0.into_service()
            }
        }

        impl<#s> ::core::clone::Clone for #server<#s> {
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0))
            }
        }

        impl<#s: ::core::marker::Send + ::core::marker::Sync + 'static> #p::server::TowerService<#p::server::Request> for #server<#s> {
            type Response = #p::server::Response;
            type Error = ::core::convert::Infallible;
            type Future = #p::server::Answer;

            fn poll_ready(&mut self, _: &mut ::core::task::Context<'_>) -> ::core::task::Poll<::core::result::Result<(), Self::Error>> {
                ::core::task::Poll::Ready(::core::result::Result::Ok(()))
            }

            fn call(&mut self, #request: #p::server::Request) -> Self::Future {
                self.0.call(#request)
            }
        }
    }
}

/// A context's type as the implementor fixes it: `Self::User` becomes `<S as Todos>::User`.
fn concrete(service: &Service, ty: &Type) -> Type {
    let mut ty = ty.clone();
    SelfToImplementor { service }.visit_type_mut(&mut ty);
    ty
}

struct SelfToImplementor<'a> {
    service: &'a Service,
}

impl VisitMut for SelfToImplementor<'_> {
    fn visit_type_path_mut(&mut self, path: &mut TypePath) {
        visit_mut::visit_type_path_mut(self, path);
        let is_self = path.path.segments.first().is_some_and(|first| first.ident == "Self");
        if !is_self || path.qself.is_some() {
            return;
        }
        let (s, ident) = (&self.service.parameters.service, &self.service.ident);
        let rest: Vec<_> = path.path.segments.iter().skip(1).cloned().collect();
        *path = match rest.is_empty() {
            true => parse_quote!(#s),
            false => parse_quote!(<#s as #ident>::#(#rest)::*),
        };
    }
}
