//! A whole trait.

use super::security::{self, Declared};
use super::visibility::it_is_as_public_as_the_trait;
use super::{alike, method};
use crate::diag::{Errors, Result, bail, err};
use crate::model::{Method, Parameters, Service, Source, Versions};
use crate::names;
use crate::parse::args::ServiceArgs;
use crate::parse::docs;
use crate::parse::item::{Item, Member};
use crate::parse::marks::is_mark_of_ours;
use crate::parse::marks::nothing_is_hidden;
use crate::parse::value::Setting;
use crate::paths::Runtime;
use proc_macro2::Ident;
use syn::spanned::Spanned;
use syn::{Attribute, TraitItem, TraitItemType, Type, parse_quote};

/// A lowered trait.
pub(crate) struct Lowered {
    /// The service, with the methods that are sound.
    pub(crate) service: Service,
    /// True if the trait itself is sound; if not, nothing can be implemented for it.
    pub(crate) fits: bool,
}

/// Lowers a trait. `args` is `None` when the attribute is broken, which has been reported.
pub(crate) fn lower(args: Option<ServiceArgs>, item: &Item, errors: &mut Errors) -> Lowered {
    let fits = errors.handle(the_trait_is_plain(item)).is_some();
    for member in &item.members {
        errors.handle(the_member_has_a_meaning(item, member));
    }
    let are_args_sound = args.is_some();
    let mut service = service(args, item);
    errors.handle(security::the_trait_has_none(item));
    errors.handle(the_trait_has_no_mark_of_a_method(item));
    let declared = Declared::of(item, errors);
    service.methods = methods(&service, &declared, item, errors);
    service.is_whole = are_args_sound && item.is_whole && service.methods.len() == item.methods().count();
    if service.is_whole {
        declared.each_is_a_context(&service.methods, errors);
    }
    contexts_are_associated(item, &mut service.methods);
    alike::alike(&mut service.methods);
    Lowered { service, fits }
}

fn service(args: Option<ServiceArgs>, item: &Item) -> Service {
    let versions = args.as_ref().map_or(Versions::Range(0, u32::MAX), versions);
    let ServiceArgs { path, base, name, runtime, actions, version: _, versions: _, unversioned: _ } = args.unwrap_or_default();
    let mentioned = item.mentioned();
    Service {
        runtime: Runtime::of_service(value(runtime), &item.ident),
        vis: item.vis.clone(),
        ident: item.ident.clone(),
        name: value(name).map_or_else(|| names::wire(&item.ident), |name| name.0),
        docs: docs::lines(&item.attrs),
        is_deprecated: item.attrs.iter().any(|attribute| attribute.path().is_ident("deprecated")),
        base: value(base).map_or_else(|| "/api".to_owned(), |base| base.0),
        path: value(path).map(|path| path.0).unwrap_or_default(),
        versions,
        actions: value(actions).unwrap_or(true),
        parameters: Parameters {
            service: names::parameter("S", &mentioned),
            transport: names::parameter("T", &mentioned),
            way: names::parameter("W", &mentioned),
        },
        methods: Vec::new(),
        is_whole: false,
    }
}

fn value<T>(setting: Option<Setting<T>>) -> Option<T> {
    setting.map(|setting| setting.value)
}

fn versions(args: &ServiceArgs) -> Versions {
    match (&args.version, &args.versions) {
        _ if args.unversioned.is_some() => Versions::Unversioned,
        (Some(version), _) => Versions::Range(version.value, version.value),
        (None, Some(range)) => Versions::Range(range.value.first, range.value.last),
        (None, None) => Versions::Range(1, 1),
    }
}

fn methods(service: &Service, declared: &Declared<'_>, item: &Item, errors: &mut Errors) -> Vec<Method> {
    item.methods().filter_map(|written| errors.handle(method::lower(service, declared, written))).collect()
}

/// `TodosServer<S>` is one type for all implementors, and the clients know none: there is nobody to choose a type parameter.
fn the_trait_is_plain(item: &Item) -> Result<()> {
    let name = &item.ident;
    if let Some(token) = &item.unsafety {
        bail!(token, "`{name}` is an unsafe trait, and a remote caller cannot keep its promises; remove `unsafe`");
    }
    match item.generics.params.first() {
        Some(parameter) => {
            bail!(
                parameter,
                "`{name}` has generic parameters, which no caller could choose; write a trait for each type, or use an associated type for a `#[context]`"
            )
        }
        None => Ok(()),
    }
}

fn the_member_has_a_meaning(item: &Item, member: &Member) -> Result<()> {
    match member {
        Member::Method(_) => Ok(()),
        Member::Type(ty) => {
            it_is_as_public_as_the_trait(&ty.vis, &ty.item.ident)?;
            nothing_is_hidden(&ty.ours)?;
            the_associated_type_is_a_context(item, &ty.item)
        }
        Member::Other(TraitItem::Const(constant)) => {
            bail!(
                &constant.ident,
                "constant `{}` cannot be part of a service, since no client could know it; move it out of the trait",
                constant.ident
            )
        }
        Member::Other(TraitItem::Macro(call)) => {
            bail!(&call.mac.path, "`#[service]` cannot see what a macro writes into the trait; write the methods out")
        }
        Member::Other(other) => Err(err!(&other.span(), "a service has methods and associated types; move this out of the trait")),
    }
}

/// Rejects marks of a method above the trait: they cannot be said of all.
fn the_trait_has_no_mark_of_a_method(item: &Item) -> Result<()> {
    let is_misplaced = |attribute: &&Attribute| is_mark_of_ours(attribute) && !attribute.path().is_ident("security");
    match item.attrs.iter().find(is_misplaced) {
        Some(attribute) => {
            let mark = names::written(attribute.path());
            bail!(
                attribute.path(),
                "`#[{mark}]` is for a method, and `{}` is the service; write it above each method that it is for",
                item.ident
            )
        }
        None => Ok(()),
    }
}

/// A context that is named as if the associated type stood outside of the trait. The compiler says so of the trait, and need not say it again.
fn contexts_are_associated(item: &Item, methods: &mut [Method]) {
    let associated: Vec<_> =
        item.members.iter().filter_map(|member| if let Member::Type(ty) = member { Some(&ty.item.ident) } else { None }).collect();
    for param in methods.iter_mut().flat_map(|method| &mut method.params).filter(|param| param.source == Source::Context) {
        if let Type::Path(path) = &param.ty
            && let Some(name) = associated.iter().find(|name| path.path.is_ident::<Ident>(name))
        {
            param.ty = parse_quote!(Self::#name);
        }
    }
}

/// Other needs of an implementor are its own affair. A method that was left out might have been the one with the context.
fn the_associated_type_is_a_context(item: &Item, ty: &TraitItemType) -> Result<()> {
    let name = &ty.ident;
    if let Some(parameter) = ty.generics.params.first() {
        bail!(parameter, "associated type `{name}` has parameters, and a context is one type; remove them");
    }
    if item.is_whole && !item.uses(name) {
        bail!(
            name,
            "associated type `{name}` is no context of any method; mark an argument of that type `#[context]`, or move it out of the trait"
        );
    }
    Ok(())
}
