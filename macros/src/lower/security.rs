//! Security schemes of the contexts, as believed.
//!
//! In: `#[security(..)]` on associated types and on arguments. Out: a [`Security`] for each context that has one, or what is wrong with it.
//! The attribute is the trait's, since documents are written with no implementation at hand.

use crate::diag::{Error, Errors, Result, bail, err};
use crate::model::{Method, Security};
use crate::names;
use crate::parse::args::ArgumentMark;
use crate::parse::item::{AssociatedType, Item, Member, WrittenMethod};
use crate::parse::security::SchemeArgs;
use proc_macro2::Ident;
use syn::{Attribute, GenericArgument, PatType, PathArguments, Type};

/// The associated types that say something.
#[derive(Debug, Default)]
pub(super) struct Declared<'a>(Vec<(&'a Ident, &'a Attribute, Security)>);

impl<'a> Declared<'a> {
    /// Reads the attributes of every associated type.
    pub(super) fn of(item: &'a Item, errors: &mut Errors) -> Self {
        let types = item.members.iter().filter_map(|member| match member {
            Member::Type(ty) => Some(ty),
            _ => None,
        });
        let declared = |ty: &'a AssociatedType| {
            let said = || ty.ours.iter().filter(|attribute| attribute.path().is_ident("security"));
            let first = said().next()?;
            let security = errors.handle(read(&ty.item.ident, said()))?;
            Some((&ty.item.ident, first, security))
        };
        Self(types.filter_map(declared).collect())
    }

    /// What a context says of its callers: by its own attributes, or by those of the associated type that it is.
    pub(super) fn context(&self, argument: &PatType, ident: &Ident, mark: Option<&ArgumentMark>) -> Result<Option<Security>> {
        let own: Vec<_> = argument.attrs.iter().filter(|attribute| attribute.path().is_ident("security")).collect();
        let associated = self.0.iter().find(|(name, ..)| names::has_associated(&argument.ty, name));
        if let (Some(first), true) = (own.first(), mark != Some(&ArgumentMark::Context)) {
            bail!(
                first.path(),
                "`{ident}` is no context, and only a context knows its caller; mark it `#[context]`, or remove `#[security]`"
            );
        }
        let security = match (own.first(), associated) {
            (None, None) => return Ok(None),
            (None, Some((_, _, security))) => security.clone(),
            (Some(_), None) => read(ident, own.into_iter())?,
            (Some(first), Some((name, ..))) => {
                bail!(first.path(), "`{name}` says already, where it is declared, how its callers are known; keep one of the two")
            }
        };
        Ok(Some(security.or_none(may_be_none(&argument.ty))))
    }

    /// What is said of a type that no method has as a context reaches no document.
    pub(super) fn each_is_a_context(&self, methods: &[Method], errors: &mut Errors) {
        for (name, attribute, _) in &self.0 {
            if !methods.iter().flat_map(Method::contexts).any(|param| names::has_associated(&param.ty, name)) {
                errors.push(err!(
                    attribute.path(),
                    "no method has `{name}` as a context, so nobody is asked for this; mark an argument of that type `#[context]`, or remove `#[security]`"
                ));
            }
        }
    }
}

/// A trait asks nobody, and its methods may have different contexts.
pub(super) fn the_trait_has_none(item: &Item) -> Result<()> {
    let Some(attribute) = item.attrs.iter().find(|attribute| attribute.path().is_ident("security")) else { return Ok(()) };
    let name = &item.ident;
    bail!(
        attribute.path(),
        "`#[security]` says how a context knows its caller, and `{name}` is the service; write it above `type User;`, or before `#[context]`"
    )
}

/// A method asks nobody: its contexts do.
pub(super) fn a_method_has_none(written: &WrittenMethod) -> Result<()> {
    let Some(attribute) = written.ours.iter().find(|attribute| attribute.path().is_ident("security")) else { return Ok(()) };
    let name = &written.sig.ident;
    bail!(
        attribute.path(),
        "`#[security]` says how a context knows its caller, and `{name}` is a method; write it above `type User;`, or before `#[context]`"
    )
}

/// Several attributes are alternatives.
fn read<'a>(of: &Ident, attributes: impl Iterator<Item = &'a Attribute>) -> Result<Security> {
    let mut errors = Error::accumulator();
    let mut schemes: Vec<SchemeArgs> = Vec::new();
    for attribute in attributes {
        let scheme = errors.handle(SchemeArgs::parse(attribute).and_then(|scheme| the_scheme_is_new(of, &schemes, scheme)));
        schemes.extend(scheme);
    }
    let is_optional = schemes.iter().any(|scheme| scheme.is_optional);
    errors.finish_with(Security { schemes, is_optional })
}

fn the_scheme_is_new(of: &Ident, known: &[SchemeArgs], scheme: SchemeArgs) -> Result<SchemeArgs> {
    if known.iter().any(|other| other.kind.is_like(&scheme.kind)) {
        bail!(&scheme.span, "`{}` is said twice of `{of}`; keep one of them", scheme.kind.key())
    } else {
        Ok(scheme)
    }
}

impl Security {
    fn or_none(mut self, may_be_none: bool) -> Self {
        self.is_optional |= may_be_none;
        self
    }
}

/// `Option<Self::User>` lets everybody in, and so does `Result<Self::User, _>`.
fn may_be_none(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| (last.ident == "Option" || last.ident == "Result") && has_a_type(&last.arguments))
}

fn has_a_type(arguments: &PathArguments) -> bool {
    matches!(arguments, PathArguments::AngleBracketed(list) if matches!(list.args.first(), Some(GenericArgument::Type(_))))
}
