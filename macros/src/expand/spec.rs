//! `TodosSpec`: the contract, written once. The server and both clients refer to it by name.

use super::tokens::{each, first_of, kind, older_name, tuple};
use super::{docs, fits, limits, refreshes, security};
use crate::data;
use crate::model::{Method, Older, Param, Place, Rest, Route, Service, Versions};
use crate::names;
use crate::parse;
use crate::parse::value::{Setting, Verb};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::HashSet;
use syn::Type;

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
    let constants = service.methods.iter().map(|method| constants(service, &shown, method));
    let fits = service.methods.iter().flat_map(|method| fits::questions(service, method));
    let refreshed = service.methods.iter().flat_map(|method| refreshes::assertions(service, method));
    quote! {
        #doc
        #vis struct #spec;

        impl #spec {
            #about_service
            /// Every method, in declared order.
            #vis const METHODS: &[#p::MethodSpec] = &[#(#all),*];
            #(#constants)*
        }

        #(#fits)*
        #(#refreshed)*
    }
}

/// The service's own constant, as far as it differs from what `named` gives, and the seed of its action ids. The seed holds the project's key,
/// and is used by constants alone.
fn service_const(service: &Service) -> TokenStream {
    let Service { vis, name, docs, base, path, versions, actions, .. } = service;
    let p = names::door();
    let about = (!docs.is_empty()).then(|| parse::docs::text(docs)).map(|docs| quote!(.about(#docs)));
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

/// The types that some route takes or gives, as written.
fn shown(service: &Service) -> HashSet<String> {
    let newest = service.routed().flat_map(|(method, _)| method.wire_params());
    let older = service.methods.iter().flat_map(|method| &method.older).flat_map(Older::wire_params);
    let taken = newest.chain(older).map(|(param, _)| &param.ty);
    taken.chain(service.routed().map(|(method, _)| &method.output)).map(names::written).collect()
}

/// The constant of a method, after those of its older routes.
fn constants(service: &Service, shown: &HashSet<String>, method: &Method) -> TokenStream {
    let older = method.older.iter().rev().scan(None, |before, older| {
        let constant = older_const(service, shown, method, older, *before);
        *before = Some(older);
        Some(constant)
    });
    let newest = method_const(service, shown, method);
    quote!(#(#older)* #newest)
}

fn method_const(service: &Service, shown: &HashSet<String>, method: &Method) -> TokenStream {
    let Service { vis, .. } = service;
    let cfgs = &method.about.cfgs;
    let (doc, constant) = (docs::of_spec(method), names::spec_const(&method.ident));
    let promised = MethodContract { service, shown, method, route: method.route(), params: method.wire_params().collect() };
    let (ty, value) = (promised.ty(), promised.value(method.is_action(), &method.older.iter().collect::<Vec<_>>()));
    quote!(#doc #(#cfgs)* #vis const #constant: #ty = #value;)
}

/// The method as an older version knows it: a promise of its own, without an action.
fn older_const(service: &Service, shown: &HashSet<String>, method: &Method, older: &Older, before: Option<&Older>) -> TokenStream {
    let (cfgs, constant) = (&method.about.cfgs, older_name(service, method, older));
    let promised = MethodContract { service, shown, method, route: Some(&older.route), params: older.wire_params().collect() };
    let (ty, value) = (promised.ty(), promised.value(false, before.as_slice()));
    quote!(#(#cfgs)* const #constant: #ty = #value;)
}

/// What one route of a method, or its action alone, takes and gives.
struct MethodContract<'a> {
    service: &'a Service,
    shown: &'a HashSet<String>,
    method: &'a Method,
    route: Option<&'a Route>,
    params: Vec<(&'a Param, &'a Place)>,
}

impl MethodContract<'_> {
    /// `&Write<(NewTodo,), Result<Todo, TodoError>>`.
    fn ty(&self) -> TokenStream {
        let (kind, arguments, output) = (kind(self.method), tuple(self.params.iter().map(|(param, _)| &param.ty)), self.output());
        quote!(&#kind<#arguments, #output>)
    }

    /// What the method returns; by an older route perhaps `Returns<v1::Todo, Result<Todo, TodoError>>`, another value, and the method's own error.
    fn output(&self) -> Type {
        let (p, output) = (names::door(), &self.method.output);
        match self.route.and_then(|route| route.returns.as_ref()) {
            Some(Setting { value, .. }) => syn::parse_quote!(#p::Returns<#value, #output>),
            None => output.clone(),
        }
    }

    /// What the constant is: what differs from the routes before it, where there are any.
    fn value(&self, is_action: bool, older: &[&Older]) -> TokenStream {
        let Self { service, method, route, .. } = *self;
        let origin = if is_action { quote!(ID_SEED) } else { quote!(SERVICE) };
        let calls = route.map(|route| route_calls(service, route));
        let read = reads(method, route);
        let common = match older.first() {
            Some(_) => {
                let older = older.iter().map(|older| older_name(service, method, older));
                quote!(newer(&[#(Self::#older.spec()),*]))
            }
            None => self.common(),
        };
        let takes = older.last().is_none_or(|older| !is_taken_so(older, &self.params)).then(|| self.takes());
        let returns = self.returns();
        quote!(&Self::#origin.#common #calls #read #takes.returns(#returns))
    }

    /// What all routes of the method have in common.
    fn common(&self) -> TokenStream {
        let Self { method, route, .. } = self;
        let (name, docs) = (&method.name, parse::docs::text(&method.about.docs));
        let (limits, marks, secured) = (limits::calls(&method.limits), marks(method), security::calls(method));
        let rest = route.map(|route| rest_calls(&route.rest));
        let contexts: Vec<_> = method.contexts().map(|param| names::written(&param.ty).replace("Self::", "")).collect();
        let needs = (!contexts.is_empty()).then(|| quote!(.needs(&[#(#contexts),*])));
        let is_deprecated = self.service.is_deprecated || !method.about.deprecated.is_empty();
        let deprecated = is_deprecated.then(|| quote!(.no_longer_recommended()));
        quote!(method(#name, #docs) #deprecated #limits #marks #needs #secured #rest)
    }

    fn takes(&self) -> Option<TokenStream> {
        let params = self.params.iter().map(|(param, place)| param_spec(self.shown, param, place));
        (!self.params.is_empty()).then(|| quote!(.takes(&[#(#params),*])))
    }

    fn returns(&self) -> TokenStream {
        let (output, other) = (self.output(), self.route.and_then(|route| route.returns.as_ref()).map(|returns| &returns.value));
        let is_shown = self.route.is_some() || self.shown.contains(&names::written(&output));
        returned(is_shown, &output, other.unwrap_or(&self.method.output))
    }
}

/// `Out::<Result<Todo, TodoError>>::SHAPE.or("Todo").published()`, where `at` stands: as of an argument, in [`param_spec`].
pub(crate) fn returned(is_shown: bool, output: &Type, at: &Type) -> TokenStream {
    let (p, value, how) = (names::door(), first_of(output, &["Result", "Returns"]), if is_shown { "published" } else { "returned" });
    let how = if value.is_some() { Ident::new(how, Span::call_site()) } else { format_ident!("{how}_alone") };
    let asked = asked(&how, value.unwrap_or(output));
    names::span_around(at, quote!(#p::Out::<), quote!(#output), quote!(>::SHAPE #asked))
}

/// Whether an older route takes the same, each at the same place.
fn is_taken_so(older: &Older, params: &[(&Param, &Place)]) -> bool {
    let same = |((ours, here), (theirs, there)): (&(&Param, &Place), (&Param, &Place))| {
        *here == there && names::written(&ours.ty) == names::written(&theirs.ty)
    };
    older.wire_params().count() == params.len() && params.iter().zip(older.wire_params()).all(same)
}

/// `.read()`, of a method that changes nothing and has another verb than GET.
fn reads(method: &Method, route: Option<&Route>) -> Option<TokenStream> {
    let is_get = route.is_some_and(|route| route.verb == Verb::Get);
    (method.is_read && !is_get).then(|| quote!(.read()))
}

/// What the method's marks add, as far as they are written.
fn marks(method: &Method) -> TokenStream {
    let p = names::door();
    let idempotent = method.idempotency.map(|idempotency| {
        let variant = format_ident!("{idempotency:?}");
        quote!(.idempotent(#p::Idempotency::#variant))
    });
    let form = method.is_form.then(|| quote!(.form()));
    let refreshes = refreshes::call(method);
    quote!(#idempotent #form #refreshes)
}

fn route_calls(service: &Service, route: &Route) -> TokenStream {
    let Route { verb, template, statuses, since, until, deprecated, sunset, location: _, accepts: _, returns: _, rest: _, span: _ } = route;
    let (p, verb) = (names::door(), format_ident!("{verb:?}"));
    let text = &template.text;
    let mut statuses = statuses.iter().copied().map(plain);
    let status = statuses.next().unwrap_or_else(|| plain(0));
    let further: Vec<_> = statuses.collect();
    let further = (!further.is_empty()).then(|| quote!(.or_statuses(&[#(#further),*])));
    let since = since.as_ref().map(|since| plain(since.value)).map(|version| quote!(.since(#version)));
    let until = until.as_ref().map(|until| plain(until.value)).map(|version| quote!(.until(#version)));
    let deprecated = deprecated.as_ref().map(|date| &date.value.0).map(|date| quote!(.deprecated(#date)));
    let sunset = sunset.as_ref().map(|date| &date.value.0).map(|date| quote!(.sunset(#date)));
    let location = route.location(service).map(|(_, target)| &target.template.text).map(|template| quote!(.location(#template)));
    quote!(.route(#p::Verb::#verb, #text, #status) #further #since #until #deprecated #sunset #location)
}

fn rest_calls(rest: &Rest) -> TokenStream {
    let Rest { cache, precondition } = rest;
    let cache = cache.as_ref().map(|directives| quote!(.cache(#directives)));
    let precondition = precondition.then(|| quote!(.precondition()));
    quote!(#cache #precondition)
}

/// `In::<NewTodo>::SHAPE.or("NewTodo").shown().body("new")`.
///
/// A type that does not travel is an error there and nowhere else; so that stands where the trait names the type. One that any route takes is
/// asked the same everywhere, so that it is reported once.
fn param_spec(shown: &HashSet<String>, param: &Param, place: &Place) -> TokenStream {
    let Param { name, ty, is_sensitive, is_password, .. } = param;
    let p = names::door();
    let how = if shown.contains(&names::written(ty)) { "shown" } else { "sent" };
    let asked = asked(&Ident::new(how, Span::call_site()), ty);
    let place = match place {
        Place::Path => quote!(path(#name)),
        Place::QueryParam => quote!(query_param(#name)),
        Place::Query => quote!(query(#name)),
        Place::Header(header) => quote!(header(#name, #header)),
        Place::Body => quote!(body(#name)),
        Place::Member => quote!(member(#name)),
        Place::Action => quote!(action(#name)),
    };
    let asked = names::span_around(ty, quote!(#p::In::<), quote!(#ty), quote!(>::SHAPE #asked.#place));
    let sensitive = match (is_sensitive, is_password) {
        (false, _) => None,
        (true, false) => Some(quote!(.sensitive())),
        (true, true) => Some(quote!(.password())),
    };
    quote!(#asked #sensitive)
}

/// `.or("Todo").shown()`, or of what routes have nothing to do with `.or("Todo").sent()`.
fn asked(how: &Ident, ty: &Type) -> TokenStream {
    // A list has no shape where its items have none, and then these are known by their name.
    let is_plain = |item: &&Type| matches!(item, Type::Path(path) if path.path.segments.iter().all(|segment| segment.arguments.is_empty()));
    let told = match first_of(ty, &["Vec"]).filter(is_plain).map(names::written) {
        Some(item) => quote!(.or_each(#item)),
        None => data::or_told(&names::door(), ty),
    };
    quote!(#told.#how())
}

/// A number without its type, as one writes it.
fn plain(number: u32) -> Literal {
    Literal::u32_unsuffixed(number)
}
