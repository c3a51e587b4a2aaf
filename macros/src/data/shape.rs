//! `Wire::SHAPE`: what a type looks like as JSON.

use super::lower::{Body, Data, Field, Form, Presence, StandIns, Style, Tagging, Variant};
use crate::model::Place;
use crate::names;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{AngleBracketedGenericArguments, GenericArgument, GenericParam, Generics, PathArguments, Type, parse_quote};

/// A parameter on which the form depends travels itself.
pub(super) fn bounded(data: &Data) -> Generics {
    let runtime = &data.runtime;
    let mut generics = data.generics.clone();
    for parameter in generics.const_params_mut() {
        parameter.default = None;
    }
    for parameter in generics.type_params_mut() {
        parameter.default = None;
        if data.decisive.contains(&parameter.ident) {
            parameter.bounds.push(parse_quote!(#runtime::Wire))
        } else {
            parameter.bounds.push(parse_quote!('static))
        }
    }
    generics
}

/// The shape; of a type in a circle also the part of it that is its own.
///
/// Of types that are defined by means of each other, each is seen with the others cut off, and then all of them together: so a change of
/// one is a change of all, and no constant needs itself.
pub(super) fn shapes(p: &TokenStream, data: &Data) -> TokenStream {
    let Data { runtime, recursive, .. } = data;
    let own = shape(p, data);
    if recursive.is_empty() {
        return quote!(const SHAPE: #p::Shape = #own;);
    }
    let circle = recursive.iter().map(names::written).collect::<Vec<_>>().join(", ");
    quote! {
        const PART: #p::Shape = #p::Shape::by(#circle, #own);
        const SHAPE: #p::Shape = #p::Shape::together()
            .item(<Self as #runtime::Wire>::PART)
            #(.item(<#recursive as #runtime::Wire>::PART))*;
    }
}

fn shape(p: &TokenStream, data: &Data) -> TokenStream {
    let scope = Scope { p, own: &data.ident, generics: &data.generics, recursive: &data.recursive };
    let tagged = data.tag.as_ref().map(|(tag, name)| quote!(.tagged(#tag, #name)));
    let closed = data.is_strict.then(|| quote!(.closed()));
    let own = || {
        let open = match &data.form {
            Form::Struct(body) => scope.body(body),
            Form::Enum(tagging, variants) => scope.choice(tagging, variants),
        };
        quote!(#open #tagged #closed)
    };
    let StandIns { written, read, .. } = &data.stand_ins;
    match (written, read) {
        (None, None) => own(),
        (Some(written), Some(read)) if names::written(written) == names::written(read) => scope.probe(written),
        _ => {
            let [written, read] = [written, read].map(|ty| ty.as_ref().map_or_else(own, |ty| scope.probe(ty)));
            quote!(#p::Shape::together().item(#written).item(#read))
        }
    }
}

/// What the fields of one type share.
struct Scope<'a> {
    p: &'a TokenStream,
    own: &'a Ident,
    generics: &'a Generics,
    recursive: &'a [Type],
}

impl Scope<'_> {
    /// A field's type as the compiler may look at it: with a stand-in for the type itself, and for each other of its circle.
    fn probe(&self, ty: &Type) -> TokenStream {
        let mut ty = ty.clone();
        CutOff(self).visit_type_mut(&mut ty);
        probe(self.p, &ty)
    }

    /// The shape of a struct, or of what a variant holds.
    fn body(&self, body: &Body) -> TokenStream {
        let p = self.p;
        match body.style {
            Style::Unit => quote!(#p::Shape::unit()),
            Style::Newtype => match body.present().next() {
                Some(field) => {
                    let inner = self.field_shape(field);
                    quote!(#p::Shape::newtype(#inner))
                }
                None => quote!(#p::Shape::unit()),
            },
            Style::Transparent => body.present().next().map_or_else(|| quote!(#p::Shape::unit()), |field| self.field_shape(field)),
            Style::Tuple => {
                let items = body.present().map(|field| self.field_shape(field));
                quote!(#p::Shape::tuple() #(.item(#items))*)
            }
            Style::Record => {
                let fields = body.present().map(|field| self.record_field(field));
                quote!(#p::Shape::record() #(#fields)*)
            }
        }
    }

    fn record_field(&self, field: &Field) -> TokenStream {
        let name = field.name.joined();
        let shape = self.field_shape(field);
        match field.presence {
            Presence::Flattened => quote!(.flattened(#shape)),
            Presence::Defaulted => quote!(.defaulted(#name, #shape)),
            Presence::Always => quote!(.field(#name, #shape)),
            Presence::Never => TokenStream::new(),
        }
    }

    fn field_shape(&self, field: &Field) -> TokenStream {
        let shape = self.probe(&field.ty);
        self.by(field.with.as_deref(), shape)
    }

    /// What functions write and read: known by their paths, and by the type that they take.
    fn by(&self, functions: Option<&str>, shape: TokenStream) -> TokenStream {
        let p = self.p;
        match functions {
            Some(functions) => quote!(#p::Shape::by(#functions, #shape)),
            None => shape,
        }
    }

    fn choice(&self, tagging: &Tagging, variants: &[Variant]) -> TokenStream {
        let p = self.p;
        let how = tagging.expanded(p);
        let variants = variants.iter().filter(|variant| !variant.is_skipped).map(|variant| {
            let name = variant.name.joined();
            let shape = self.by(variant.with.as_deref(), self.body(&variant.body));
            if matches!(tagging, Tagging::Untagged) || variant.is_untagged {
                quote!(.alternative(#shape))
            } else {
                quote!(.variant(#name, #shape))
            }
        });
        quote!(#p::Shape::choice(#how) #(#variants)*)
    }
}

/// Puts stand-ins in the place of a type itself and of the others of its circle.
struct CutOff<'a>(&'a Scope<'a>);

impl VisitMut for CutOff<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        let Scope { p, own, recursive, .. } = self.0;
        let written = names::written(&*ty);
        match recursive.iter().position(|other| names::written(other) == written) {
            Some(place) => {
                let place = place + 1;
                *ty = parse_quote!(#p::Recursive<#place>);
            }
            None => match arguments_of_itself(ty, own) {
                Some(arguments) => {
                    let others = self.others(arguments);
                    *ty = if others.is_empty() { parse_quote!(#p::Recursive<0>) } else { parse_quote!((#p::Recursive<0>, #(#others),*)) };
                }
                None => visit_mut::visit_type_mut(self, ty),
            },
        }
    }
}

impl CutOff<'_> {
    /// What a type is given within itself, unless that is its own parameters: a tree of something else is another type.
    fn others(&mut self, given: Option<AngleBracketedGenericArguments>) -> Vec<Type> {
        let Some(given) = given else { return Vec::new() };
        let mut given = given.args.into_iter().filter(|argument| !matches!(argument, GenericArgument::Lifetime(_)));
        let parameters = self.0.generics.params.iter().filter(|parameter| !matches!(parameter, GenericParam::Lifetime(_)));
        let mut others = Vec::new();
        let mut are_own = true;
        for parameter in parameters {
            let argument = given.next().or_else(|| default(parameter));
            are_own &= argument.as_ref().is_some_and(|argument| names::written(argument) == own_name(parameter));
            others.extend(argument.and_then(|argument| as_type(argument, parameter)));
        }
        others.iter_mut().for_each(|ty| self.visit_type_mut(ty));
        if are_own { Vec::new() } else { others }
    }
}

fn own_name(parameter: &GenericParam) -> String {
    match parameter {
        GenericParam::Type(parameter) => parameter.ident.to_string(),
        GenericParam::Const(parameter) => parameter.ident.to_string(),
        GenericParam::Lifetime(parameter) => parameter.lifetime.to_string(),
    }
}

/// What a parameter is where nothing is given.
fn default(parameter: &GenericParam) -> Option<GenericArgument> {
    match parameter {
        GenericParam::Type(parameter) => parameter.default.clone().map(|(_, ty)| GenericArgument::Type(ty)),
        GenericParam::Const(parameter) => parameter.default.clone().map(|(_, constant)| GenericArgument::Const(constant)),
        GenericParam::Lifetime(_) => None,
    }
}

/// An argument as a type that has a shape of its own. Of a constant that is an array of that length; what it is by another one is not known.
fn as_type(argument: GenericArgument, parameter: &GenericParam) -> Option<Type> {
    match argument {
        GenericArgument::Type(ty) if matches!(parameter, GenericParam::Type(_)) => Some(ty),
        GenericArgument::Const(constant) => Some(parse_quote!([(); #constant as usize])),
        _ => None,
    }
}

/// What follows `Self`, which is nothing, or the type's own name.
#[allow(clippy::option_option, reason = "another type, this one, or this one with arguments")]
fn arguments_of_itself(ty: &Type, own: &Ident) -> Option<Option<AngleBracketedGenericArguments>> {
    let Type::Path(path) = ty else { return None };
    let mut segments = path.path.segments.iter();
    let (Some(only), None, None) = (segments.next(), segments.next(), &path.qself) else { return None };
    match &only.arguments {
        _ if only.ident == "Self" => Some(None),
        _ if only.ident != *own => None,
        PathArguments::AngleBracketed(arguments) => Some(Some(arguments.clone())),
        PathArguments::None | PathArguments::Parenthesized(_) => Some(Some(parse_quote!(<>))),
    }
}

/// The type's own shape, or what can be told of it by the way it is written.
pub(crate) fn probe(p: &impl ToTokens, ty: &Type) -> TokenStream {
    let told = or_told(p, ty);
    quote!(#p::Probe::<#ty>::SHAPE #told)
}

/// `.or("Timestamp")`: what can be told of a type that implements nothing of ours.
///
/// That is its name and the shapes of the types that it is made of. `Option` and the collections of the standard library are known by
/// name here, since they have no shape of their own where what they hold has none.
pub(crate) fn or_told(p: &impl ToTokens, ty: &Type) -> TokenStream {
    let told = match ty {
        _ if has_shape(ty) => None,
        Type::Tuple(tuple) if !tuple.elems.is_empty() => {
            let items = tuple.elems.iter().map(|ty| probe(p, ty));
            Some(quote!(#p::Shape::tuple() #(.item(#items))*))
        }
        Type::Array(array) => {
            let (item, length) = (probe(p, &array.elem), &array.len);
            Some(quote!(#p::Shape::array(#item, #length)))
        }
        Type::Path(_) => told_of_generic(p, ty),
        _ => None,
    };
    let written = names::written(ty);
    told.map_or_else(|| quote!(.or(#written)), |told| quote!(.or_shape(#told)))
}

fn told_of_generic(p: &impl ToTokens, ty: &Type) -> Option<TokenStream> {
    let Generic { name, family, arguments } = Generic::of(ty)?;
    let shapes = arguments.iter().map(|ty| probe(p, ty));
    Some(match family {
        Family::Option => quote!(#p::Shape::option(#(#shapes)*)),
        Family::Sequence => quote!(#p::Shape::sequence(#(#shapes)*)),
        Family::Pointer => quote!(#(#shapes)*),
        Family::Map => quote!(#p::Shape::map(#(#shapes),*)),
        Family::Foreign => quote!(#p::Shape::named(#name) #(.and(#shapes))*),
    })
}

/// A type with types in angle brackets.
pub(super) struct Generic {
    /// As it is written, with `_` for those types.
    name: String,
    pub(super) family: Family,
    pub(super) arguments: Vec<Type>,
}

/// What a generic type is, as far as its name says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Option,
    Sequence,
    Pointer,
    Map,
    Foreign,
}

impl Generic {
    pub(super) fn of(ty: &Type) -> Option<Self> {
        let mut ty = ty.clone();
        let Type::Path(path) = &mut ty else { return None };
        let last = path.path.segments.last_mut()?;
        let PathArguments::AngleBracketed(written) = &mut last.arguments else { return None };
        let mut arguments = Vec::new();
        for argument in &mut written.args {
            if let GenericArgument::Type(ty) = argument {
                arguments.push(std::mem::replace(ty, parse_quote!(_)));
            }
        }
        let family = Family::named(&last.ident.to_string(), arguments.len());
        (!arguments.is_empty()).then(|| Self { name: names::written(&ty), family, arguments })
    }
}

impl Family {
    fn named(name: &str, arguments: usize) -> Self {
        match (name, arguments) {
            ("Option", 1) => Self::Option,
            ("Vec" | "VecDeque" | "LinkedList" | "BTreeSet" | "HashSet" | "BinaryHeap", 1) => Self::Sequence,
            ("Box" | "Arc" | "Rc" | "Cow", 1) => Self::Pointer,
            ("HashMap" | "BTreeMap", 2) => Self::Map,
            _ => Self::Foreign,
        }
    }
}

/// What a type with one type in angle brackets is, and that type.
pub(super) fn only_argument(ty: &Type) -> Option<(Family, &Type)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(written) = &last.arguments else { return None };
    let mut types = written.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    let only = types.next().filter(|_| types.next().is_none())?;
    Some((Family::named(&last.ident.to_string(), 1), only))
}

const SCALARS: [&str; 16] =
    ["String", "str", "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "f32", "f64"];

/// Whether a type as it is written certainly has a shape, so that nothing need be told of it.
pub(super) fn has_shape(ty: &Type) -> bool {
    is_scalar(ty) || Generic::of(ty).is_some_and(|generic| generic.family != Family::Foreign && generic.arguments.iter().all(has_shape))
}

/// Returns true for a type that certainly travels as it is written: it has a shape, and no key is a float, which has no order.
pub(super) fn surely_travels(ty: &Type) -> bool {
    has_shape(ty) && !has_float_keys(ty)
}

fn has_float_keys(ty: &Type) -> bool {
    const KEYED: [&str; 5] = ["BTreeSet", "HashSet", "BinaryHeap", "HashMap", "BTreeMap"];
    let Some(Generic { name, arguments, .. }) = Generic::of(ty) else { return false };
    let is_keyed = KEYED.iter().any(|keyed| name.contains(keyed));
    let has_floats = |key: &Type| ["f32", "f64"].iter().any(|float| names::mentions(key.to_token_stream(), float));
    is_keyed && arguments.first().is_some_and(has_floats) || arguments.iter().any(has_float_keys)
}

/// Whether an argument of this type, as it is written, is at any place as good as at any other: no question for the compiler.
pub(crate) fn surely_fits(ty: &Type, place: &Place, in_form: bool) -> bool {
    let is_json = matches!(place, Place::Action | Place::Body | Place::Member) && !in_form;
    is_scalar(ty) || is_json && has_shape(ty)
}

/// Whether a type as it is written is one plain value of the standard library's.
pub(super) fn is_scalar(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if SCALARS.iter().any(|scalar| path.path.is_ident(scalar)))
}

/// Whether a type calls itself a map, of whatever crate.
pub(super) fn is_a_map(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident.to_string().ends_with("Map")))
}
