//! `TodosServer`: the trait behind an address. One adapter a method takes a call apart, calls the method and answers, on both folds.

use super::tokens::{first_of, tuple};
use crate::model::{Method, Older, Param, Service, Source};
use crate::names;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Type, TypePath, parse_quote};

/// The server type, and what runs its methods.
pub(super) fn server(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, runtime, .. } = service;
    let (p, server, spec, s) = (names::door(), names::server(ident), names::spec(ident), &parameters.service);
    let Bounds { associated, clauses } = bounds(service);
    let newest = service.methods.iter().map(|method| (method, adapter(service, method)));
    let older =
        service.methods.iter().flat_map(|method| method.older.iter().map(move |older| (method, older_adapter(service, method, older))));
    let adapters = newest.chain(older).map(|(Method { about, .. }, adapter)| {
        let cfgs = &about.cfgs;
        // Whoever calls it is warned, and this is not a call of theirs.
        let is_known = (!about.deprecated.is_empty()).then(|| quote!(#[expect(deprecated)]));
        quote!(#(#cfgs)* #is_known #adapter)
    });
    let is_known = service.is_deprecated.then(|| quote!(#[allow(deprecated)]));
    quote! {
        #runtime::__contract!(#vis #server of #ident: #spec);

        #is_known
        impl<#s: #ident #associated + #p::Shared> #p::Serve<#s> for #spec #clauses {
            const ADAPTERS: &'static [#p::Adapter<#s>] = &[#(#adapters),*];
        }
    }
}

/// That each context is an extractor, told where the service is mounted.
struct Bounds {
    /// `<User: Context<S>>`, of contexts that are associated types.
    associated: Option<TokenStream>,
    /// `where Option<<S as Todos>::User>: OptionalContext<S, <S as Todos>::User>`, of others.
    clauses: Option<TokenStream>,
}

fn bounds(service: &Service) -> Bounds {
    let (p, s) = (names::door(), &service.parameters.service);
    let (associated, others): (Vec<_>, Vec<_>) = service.contexts().into_iter().partition(|ty| associated_type(ty).is_some());
    let context = |ty: &Type| names::span_around(ty, quote!(#p::Context<), quote!(#s), quote!(>));
    let associated = associated.iter().filter_map(|ty| associated_type(ty).map(|name| (name, context(ty))));
    let associated: Vec<_> = associated.map(|(name, context)| quote!(#name: #context)).collect();
    let others = others.iter().map(|ty| {
        let optional = first_of(ty, &["Option"]).map(|within| {
            let within = concrete(service, within);
            names::span_around(ty, quote!(#p::OptionalContext<), quote!(#s, #within), quote!(>))
        });
        (concrete(service, ty), optional.unwrap_or_else(|| context(ty)))
    });
    let others: Vec<_> = others.map(|(ty, context)| quote!(#ty: #context)).collect();
    Bounds {
        associated: (!associated.is_empty()).then(|| quote!(<#(#associated),*>)),
        clauses: (!others.is_empty()).then(|| quote!(where #(#others),*)),
    }
}

/// `User` of `Self::User`.
fn associated_type(ty: &Type) -> Option<TokenStream> {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return None };
    let mut segments = path.segments.iter();
    match (segments.next(), segments.next(), segments.next()) {
        (Some(first), Some(second), None) if first.ident == "Self" => Some(second.to_token_stream()),
        _ => None,
    }
}

/// From a call to an answer:
///
/// ```text
/// |call| Self::CREATE.answer::<(_,), _, _>(call, <S as Todos>::create)
/// ```
///
/// The first parameter says how many contexts there are. They come before the arguments; where one does not, an async block puts them in order.
/// It is not the rule, since the compiler would check one such block for each method.
fn adapter(service: &Service, method: &Method) -> TokenStream {
    if !contexts_come_first(method) {
        return reordering_adapter(service, method);
    }
    let Service { ident, parameters, .. } = service;
    let (s, constant, target, call) = (&parameters.service, names::spec_const(&method.ident), &method.ident, names::local("call"));
    let contexts = tuple(method.contexts().map(|_| quote!(_)));
    quote!(|#call| Self::#constant.answer::<#contexts, _, _>(#call, <#s as #ident>::#target))
}

/// Whether the runtime can call the method by its path: it knows such methods with up to this many contexts.
fn contexts_come_first(method: &Method) -> bool {
    let is_context: Vec<_> = method.params.iter().map(|param| param.source == Source::Context).collect();
    is_context.is_sorted_by(|first, second| first >= second) && method.contexts().count() <= 4
}

/// ```text
/// |call| reply(async move {
///     let (call, (user,), (new,)) = Self::CREATE.read(call).await?;
///     call.run(<S as Todos>::create(&call.service, new, user)).await
/// })
/// ```
fn reordering_adapter(service: &Service, method: &Method) -> TokenStream {
    let Service { ident, parameters, .. } = service;
    let (p, s, constant, target) = (names::door(), &parameters.service, names::spec_const(&method.ident), &method.ident);
    let call = names::local("call");
    let contexts = tuple(method.contexts().map(|param| &param.ident));
    let arguments = tuple(method.wire_params().map(|(Param { ident, .. }, _)| ident));
    let all = method.params.iter().map(|param| &param.ident);
    quote! {
        |#call| #p::reply(async move {
            let (#call, #contexts, #arguments) = Self::#constant.read(#call).await?;
            #call.run(<#s as #ident>::#target(&#call.service, #(#all),*)).await
        })
    }
}

/// The same for the route of an older version, whose types become the method's own on the way in, and the method's its own on the way out:
///
/// ```text
/// |call| reply(async move {
///     let (call, (user,), (new,)) = Self::CREATE__V1.read(call).await?;
///     call.run(async { into_older_version::<v1::Todo, _, _>(<S as Todos>::create(&call.service, user, convert(new)).await) }).await
/// })
/// ```
fn older_adapter(service: &Service, method: &Method, older: &Older) -> TokenStream {
    let Service { ident, parameters, .. } = service;
    let (p, s, target) = (names::door(), &parameters.service, &method.ident);
    let typed = names::typed_in(target, service.last_version(&older.route));
    let call = names::local("call");
    let contexts = tuple(method.contexts().map(|param| &param.ident));
    let arguments = tuple(older.wire_params().map(|(Param { ident, .. }, _)| ident));
    let all = older.params.iter().map(|Param { ident, ty, .. }| match older.accepts.as_ref() {
        Some(accepted) if accepted == ident => names::span_at(ty.span(), quote!(#p::convert(#ident))),
        _ => ident.to_token_stream(),
    });
    let called = quote!(<#s as #ident>::#target(&#call.service, #(#all),*));
    let run = match &older.route.returns {
        // So that what cannot become it is reported there.
        Some(returns) => {
            let value = &returns.value;
            let into_older_version = names::span_at(value.span(), quote!(#p::into_older_version::<#value, _, _>(#called.await)));
            quote!(#call.run(async { #into_older_version }).await)
        }
        None => quote!(#call.run(#called).await),
    };
    quote! {
        |#call| #p::reply(async move {
            let (#call, #contexts, #arguments) = Self::#typed.read(#call).await?;
            #run
        })
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
        *path = if rest.is_empty() { parse_quote!(#s) } else { parse_quote!(<#s as #ident>::#(#rest)::*) };
    }
}
