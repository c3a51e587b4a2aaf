//! One method: its signature, its arguments, its folds.
//!
//! In: a method as written. Out: a [`Method`], or every error of it.

use super::argument::{Argument, argument};
use super::limits::{limits, the_limit_has_an_object};
use super::mark;
use super::place::places;
use super::security::{self, Declared};
use super::visibility::it_is_as_public_as_the_trait;
use super::{refreshes, rest, route, stream, types};
use crate::diag::{Error, Errors, Result, bail, err};
use crate::model::{About, Folds, Method, Older, Param, Place, Route, Service, Source};
use crate::names;
use crate::parse::args::ArgumentMark;
use crate::parse::docs;
use crate::parse::item::WrittenMethod;
use crate::parse::value::Setting;
use proc_macro2::Ident;
use syn::{Attribute, FnArg, GenericParam, Meta, ReceiverKind, ReturnType, Signature, Type, parse_quote};

/// The most arguments that can travel: serde's tuples end there. And the most contexts, so that ours end there too.
const MAX_ARGUMENTS: usize = 16;

/// Lowers one method.
pub(super) fn lower(service: &Service, declared: &Declared<'_>, written: &WrittenMethod) -> Result<Method> {
    let sig = &written.sig;
    let mut errors = Error::accumulator();
    let name = errors.handle(the_name_is_free(&service.ident, &sig.ident));
    errors.handle(it_is_as_public_as_the_trait(&written.vis, &sig.ident));
    errors.handle(route::the_verb_is_one(written));
    errors.handle(the_function_is_async(sig));
    errors.handle(the_receiver_is_a_shared_reference(sig));
    errors.handle(the_method_is_not_generic(sig));
    let output = output(&sig.output);
    // A future that is written out is one mistake, and told above.
    if sig.asyncness.is_some() {
        errors.handle(types::the_result_can_travel(sig, &output));
    }
    errors.handle(security::a_method_has_none(written));
    errors.handle(mark::each_means_something(written));
    let arguments = arguments(declared, written, &mut errors);
    stream::streams_are_results(written, &arguments, &output, &mut errors);
    let folds = errors.handle(folds(service, written));
    let limits = errors.handle(limits(written));
    let mut errors = errors.checkpoint()?;

    let (folds, older) = folds.unwrap_or((Folds::Action, Vec::new()));
    let limits = limits.unwrap_or_default();
    errors.handle(the_limit_has_an_object(written, &limits, &folds));
    let newest = match &folds {
        Folds::Action => None,
        Folds::Route(route) | Folds::Both(route) => Some(route),
    };
    if newest.is_some() {
        errors.handle(types::the_result_is_there(&sig.ident, &output));
    }
    let has_contexts = arguments.iter().any(|argument| argument.mark == Some(ArgumentMark::Context));
    for route in newest.into_iter().chain(&older) {
        errors.handle(route::the_status_fits_the_result(route, &output));
        errors.handle(route::several_statuses_are_chosen_from(route, &sig.ident, has_contexts));
    }
    errors.handle(stream::its_marks_fit(written, newest, &output));
    let params = errors.handle(params(&sig.ident, &arguments, newest));
    let idempotency = errors.handle(mark::idempotency(written, &folds));
    let is_read = errors.handle(mark::is_read(written, &folds));
    let is_form = errors.handle(mark::is_form(written, &folds));
    let (known, reads) = (params.as_deref().unwrap_or_default(), is_read.unwrap_or_default());
    let refreshes = errors.handle(refreshes::refreshes(written, &folds, known, reads));
    let mut errors = errors.checkpoint()?;
    let older = older.into_iter().filter_map(|route| errors.handle(self::older(sig, &arguments, route))).collect();
    let method = Method {
        ident: sig.ident.clone(),
        name: name.unwrap_or_default(),
        about: about(&written.attrs),
        params: params.unwrap_or_default(),
        output,
        folds,
        limits,
        idempotency: idempotency.flatten(),
        is_read: is_read.unwrap_or_default(),
        refreshes: refreshes.unwrap_or_default(),
        is_form: is_form.unwrap_or_default(),
        older,
    };
    errors.finish_with(method)
}

/// The return type; `()` where nothing is written.
fn output(written: &ReturnType) -> Type {
    match written {
        ReturnType::Type(_, ty) => (**ty).clone(),
        ReturnType::Default => parse_quote!(()),
    }
}

/// What is written above a method and repeated on what we generate for it.
pub(crate) fn about(attrs: &[Attribute]) -> About {
    let of = |name| attrs.iter().filter(move |attribute| attribute.path().is_ident(name)).cloned().collect();
    About { docs: docs::lines(attrs), doc_attrs: of("doc"), cfgs: of("cfg"), deprecated: of("deprecated") }
}

/// The generated types have functions of their own beside the methods.
fn the_name_is_free(service: &Ident, ident: &Ident) -> Result<String> {
    let name = names::wire(ident);
    let constant = names::spec_const(ident).to_string();
    if names::RESERVED.contains(&name.as_str()) {
        let taken_by = if ["from_arc", "into_router"].contains(&name.as_str()) { names::server(service) } else { names::client(service) };
        bail!(ident, "`{name}` is a function of the generated `{taken_by}` already; rename the method");
    }
    if names::RESERVED_ON_SPEC.contains(&constant.as_str()) {
        let spec = names::spec(service);
        bail!(
            ident,
            "`{name}` would be `{constant}` on the generated `{spec}`, which has a constant of that name already; rename the method"
        );
    }
    Ok(name)
}

fn the_function_is_async(sig: &Signature) -> Result<()> {
    let name = &sig.ident;
    if let Some(token) = &sig.constness {
        bail!(token, "`{name}` is `const`, and a call over a network is not; remove `const`");
    }
    if let syn::Safety::Unsafe(token) = &sig.safety {
        bail!(token, "`{name}` is unsafe, and a remote caller cannot keep its promises; remove `unsafe`");
    }
    if let Some(abi) = &sig.abi {
        bail!(abi, "`{name}` names an ABI, which means nothing to a remote caller; remove `extern`");
    }
    if let Some(dots) = &sig.variadic {
        bail!(dots, "`{name}` is variadic, and a call has a fixed list of arguments; take a `Vec`");
    }
    match sig.asyncness {
        Some(_) => Ok(()),
        None => bail!(&sig.fn_token, "`{name}` is not async, and a call over a network is; write `async fn {name}{}`", awaited(sig)),
    }
}

/// What an `async fn` returns in the place of a future that is written out.
fn awaited(sig: &Signature) -> String {
    let written = names::written(&sig.output);
    let value = written.strip_prefix("->impl Future<Output=").and_then(|rest| rest.strip_suffix('>'));
    value.map_or_else(String::new, |value| format!("(..) -> {value}"))
}

/// Calls run at the same time on one service.
fn the_receiver_is_a_shared_reference(sig: &Signature) -> Result<()> {
    let name = &sig.ident;
    let Some(FnArg::Receiver(receiver)) = sig.inputs.first() else {
        let others = if sig.inputs.is_empty() { "" } else { ", .." };
        bail!(name, "`{name}` does not take `&self`, and a service is called on a value; write `async fn {name}(&self{others})`");
    };
    match &receiver.kind {
        ReceiverKind::Reference(_, None, None) => Ok(()),
        ReceiverKind::Reference(_, _, Some(token)) => {
            bail!(token, "`{name}` takes `&mut self`, and calls run at the same time; write `&self` and keep what changes behind a lock")
        }
        // A lifetime of the method's own is reported where it is declared.
        ReceiverKind::Reference(_, Some(lifetime), _) if lifetime.ident != "static" => Ok(()),
        ReceiverKind::Reference(_, Some(lifetime), _) => {
            bail!(lifetime, "`{name}` names the lifetime of `self`, and no result can borrow from it; write `&self`")
        }
        ReceiverKind::Value => {
            bail!(&receiver.self_token, "`{name}` takes `self` by value, and other calls need the service too; write `&self`")
        }
        _ => bail!(&receiver.self_token, "`{name}` gives `self` a type, and a service is called by reference; write `&self`"),
    }
}

fn the_method_is_not_generic(sig: &Signature) -> Result<()> {
    let name = &sig.ident;
    match sig.generics.params.first() {
        Some(GenericParam::Lifetime(lifetime)) => {
            bail!(lifetime, "`{name}` has a lifetime parameter, and nothing that travels is borrowed; remove it, and write owned types")
        }
        Some(parameter) => {
            bail!(parameter, "`{name}` has generic parameters, and a remote caller cannot choose a type; write a method for each")
        }
        None => {}
    }
    match &sig.generics.where_clause {
        Some(clause) => bail!(&clause.where_token, "`{name}` has a `where` clause, which no caller could meet; move it to the trait"),
        None => Ok(()),
    }
}

fn arguments(declared: &Declared<'_>, written: &WrittenMethod, errors: &mut Errors) -> Vec<Argument> {
    let (sig, method) = (&written.sig, &written.sig.ident);
    let arguments: Vec<_> = written.arguments().filter_map(|typed| errors.handle(argument(declared, sig, typed))).collect();
    let travelling = arguments.iter().filter(|argument| argument.mark != Some(ArgumentMark::Context));
    if let Some(one_too_many) = travelling.clone().nth(MAX_ARGUMENTS) {
        let count = travelling.count();
        errors.push(err!(
            &one_too_many.ident,
            "`{method}` has {count} arguments that travel, and {MAX_ARGUMENTS} are the most; gather some in a struct with `#[model]`"
        ));
    }
    let contexts = arguments.iter().filter(|argument| argument.mark == Some(ArgumentMark::Context));
    if let Some(one_too_many) = contexts.clone().nth(MAX_ARGUMENTS) {
        let count = contexts.count();
        errors.push(err!(
            &one_too_many.ident,
            "`{method}` has {count} contexts, and {MAX_ARGUMENTS} are the most; gather some in one extractor"
        ));
    }
    arguments
}

/// Folds of the method, and the routes of older versions.
fn folds(service: &Service, written: &WrittenMethod) -> Result<(Folds, Vec<Route>)> {
    let name = &written.sig.ident;
    let no_action = written.ours.iter().find(|attribute| attribute.path().is_ident("no_action"));
    let mut errors = Error::accumulator();
    if let Some(attribute) = no_action.filter(|attribute| !matches!(attribute.meta, Meta::Path(_))) {
        errors.push(err!(attribute.path(), "`#[no_action]` takes no value; write `#[no_action]`"));
    }
    if let Some(second) = written.ours.iter().filter(|attribute| attribute.path().is_ident("no_action")).nth(1) {
        errors.push(err!(second.path(), "`#[no_action]` stands twice above `{name}`; keep one of them"));
    }
    let mut routes = errors.handle(route::routes(service, written));
    if let Some(routes) = &mut routes {
        let rest = errors.handle(rest::rest(written, routes.first())).unwrap_or_default();
        routes.iter_mut().for_each(|route| route.rest = rest.clone());
    }
    let mut older = errors.finish_with(routes)?.unwrap_or_default();
    let newest = (!older.is_empty()).then(|| older.remove(0));
    match (newest, no_action) {
        (Some(route), None) if service.actions => Ok((Folds::Both(route), older)),
        (Some(route), _) => Ok((Folds::Route(route), older)),
        (None, Some(attribute)) => {
            bail!(
                attribute.path(),
                "`{name}` could not be called at all: it has `#[no_action]` and no verb; give it one, such as `#[get(\"/{name}\")]`"
            )
        }
        (None, None) if service.actions => Ok((Folds::Action, older)),
        (None, None) => bail!(
            name,
            "`{name}` could not be called at all: the service has `actions = false` and the method no verb; give it one, such as `#[get(\"/{name}\")]`"
        ),
    }
}

/// The method as an older version knows it: perhaps with another body, and at other places.
fn older(sig: &Signature, arguments: &[Argument], route: Route) -> Result<Older> {
    let mut arguments = arguments.to_vec();
    let accepts = route.accepts.as_ref().map(|accepts| accept(sig, &mut arguments, &route, accepts)).transpose()?;
    if let Some(returns) = &route.returns {
        types::the_result_can_travel(sig, &returns.value)?;
    }
    let params = params(&sig.ident, &arguments, Some(&route))?;
    Ok(Older { route, params, accepts })
}

/// Lets the whole body, or else the whole query, come in another type; gives the argument's name.
fn accept(sig: &Signature, arguments: &mut [Argument], route: &Route, accepts: &Setting<Type>) -> Result<Ident> {
    let places = places(&sig.ident, arguments, Some(route))?;
    let at = |place: Place| places.iter().position(|source| *source == Source::Wire(place.clone()));
    let Some(argument) = at(Place::Body).or_else(|| at(Place::Query)).and_then(|place| arguments.get_mut(place)) else {
        let method = &sig.ident;
        bail!(
            &accepts.span,
            "`accepts` takes the place of the body, and no argument of `{method}` is the whole body or the whole `#[query]`; mark one, or remove `accepts`"
        );
    };
    types::the_argument_can_travel(sig, &argument.ident, &accepts.value)?;
    argument.ty = accepts.value.clone();
    Ok(argument.ident.clone())
}

fn params(method: &Ident, arguments: &[Argument], route: Option<&Route>) -> Result<Vec<Param>> {
    let sources: Vec<Source> = places(method, arguments, route)?;
    let param = |(argument, source): (&Argument, Source)| Param {
        name: names::wire(&argument.ident),
        ident: argument.ident.clone(),
        ty: argument.ty.clone(),
        source,
        is_sensitive: argument.is_sensitive,
        is_password: argument.is_password,
        security: argument.security.clone(),
    };
    Ok(arguments.iter().zip(sources).map(param).collect())
}
