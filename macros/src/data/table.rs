//! `Wire::ty`: the description of a type, from which documents, forms, secrets and more are read.

use super::attrs::Name;
use super::held::{self, is_of_parameters};
use super::lower::{Body, By, Data, Field, Form, Presence, Style, Tagging, Variant};
use super::rules::{Bounds, Kind, Rule};
use super::schema_name::SchemaName;
use super::shape::has_shape;
use crate::names;
use crate::parse::docs;
use crate::paths::Runtime;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use std::cell::RefCell;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, ExprUnary, GenericParam, Generics, Lit, Meta, Token, Type, TypeParam, UnOp, parse_quote};

/// What is written of a type.
pub(super) struct Tables {
    /// `Wire::ty`.
    pub(super) function: TokenStream,
    /// The table of a generic type where its parameters have a schema, and may have no table.
    pub(super) generic: Option<TokenStream>,
    /// What stands beside these on a server.
    pub(super) beside: TokenStream,
}

/// The tables.
pub(super) fn tables(p: &TokenStream, data: &Data) -> Tables {
    let scope = Scope { p, runtime: &data.runtime, generics: &data.generics, asks_parameters: false, said: RefCell::default() };
    let own = scope.model(data);
    let asked = held::of_data(data);
    let question = (!asked.is_empty()).then(|| held::question(p, &asked));
    let of_parameters = held::of_parameters(data);
    let function = quote! {
        fn ty() -> &'static #p::Type {
            #question
            #(#p::travels::<#of_parameters>();)*
            const { &#own }
        }
    };
    let is_generic = data.generics.type_params().next().is_some();
    let scope = Scope { asks_parameters: true, ..scope };
    Tables { function, generic: is_generic.then(|| scope.model(data)), beside: scope.beside() }
}

struct Scope<'a> {
    p: &'a TokenStream,
    runtime: &'a Runtime,
    generics: &'a Generics,
    /// Whether parameters are known to have schemas, and not to have tables.
    asks_parameters: bool,
    /// The types that say what `#[schemars(..)]` says.
    said: RefCell<Vec<TokenStream>>,
}

impl Scope<'_> {
    /// `Type::Model(&Model { docs: "..", content: Content::Record(&[..]), ..Model::UNIT })`.
    fn model(&self, data: &Data) -> TokenStream {
        let (p, scope) = (self.p, self);
        let own = match &data.form {
            Form::Struct(body) => scope.body(body),
            Form::Enum(tagging, variants) => scope.choice(tagging, variants),
        };
        let content = match (&data.stand_ins.written, &data.stand_ins.read) {
            (None, None) => own,
            (written, read) => {
                let [written, read] =
                    [written, read].map(|ty| option(ty.as_ref().map(|ty| scope.stand_in(ty)).map(|field| quote!(&#field))));
                quote!(#p::Content::Converted(#p::Converted { written: #written, read: #read, own: &#own }))
            }
        };
        let mut said = Vec::new();
        said.extend(documented(&data.docs));
        said.extend(data.schema_name.as_ref().map(|name| scope.name(name)));
        said.extend(data.is_strict.then(|| quote!(is_strict: true,)));
        said.extend(data.tag.as_ref().map(|(tag, name)| quote!(tag: ::core::option::Option::Some((#tag, #name)),)));
        said.extend(scope.extra(None, None, &data.said));
        quote!(#p::Type::Model(&#p::Model { content: #content, #(#said)* ..#p::Model::UNIT }))
    }

    fn body(&self, body: &Body) -> TokenStream {
        let p = self.p;
        let mut fields = body.present().map(|field| self.field(field));
        match body.style {
            Style::Unit => quote!(#p::Content::Unit),
            Style::Newtype | Style::Transparent => match (fields.next(), body.style) {
                (Some(field), Style::Transparent) => quote!(#p::Content::Transparent(#field)),
                (Some(field), _) => quote!(#p::Content::Inner(#field)),
                (None, _) => quote!(#p::Content::Unit),
            },
            Style::Tuple => quote!(#p::Content::Tuple(&[#(#fields),*])),
            Style::Record => quote!(#p::Content::Record(&[#(#fields),*])),
        }
    }

    /// `Field { rules: &[Rule::Length(..)], ..Field::new("title", Probe::<String>::TY) }`.
    fn field(&self, field: &Field) -> TokenStream {
        let (p, Name { read, written }) = (self.p, &field.name);
        let mut said = Vec::new();
        said.extend((read != written).then(|| quote!(written: #written,)));
        said.extend(match field.presence {
            Presence::Flattened => Some(quote!(presence: #p::Presence::Flattened,)),
            Presence::Defaulted => Some(quote!(presence: #p::Presence::Defaulted,)),
            Presence::Always | Presence::Never => None,
        });
        said.extend(field.left_out.as_ref().map(|_| quote!(is_left_out: true,)));
        said.extend((!field.is_read).then(|| quote!(is_read: false,)));
        said.extend(match field.by {
            By::Reader => Some(quote!(by: #p::By::Reader,)),
            By::Module => Some(quote!(by: #p::By::Module,)),
            By::Type => None,
        });
        said.extend(list(&field.aliases, |aliases| quote!(aliases: &[#(#aliases),*],)));
        said.extend(field.is_sensitive.then(|| quote!(is_secret: true,)));
        said.extend(field.is_password.then(|| quote!(is_password: true,)));
        said.extend(documented(&field.docs));
        said.extend(list(&self.rules(&field.rules.rules), |rules| quote!(rules: &[#(#rules),*],)));
        said.extend(list(&self.rules(&field.rules.inner), |rules| quote!(inner: &[#(#rules),*],)));
        said.extend(self.extra(Some(&field.ty), self.default(field), &field.said));
        self.field_with(&quote!(#read), &field.ty, &said)
    }

    /// A type that travels in the place of another.
    fn stand_in(&self, ty: &Type) -> TokenStream {
        self.field_with(&quote!(""), ty, self.extra(Some(ty), None, &[]).as_slice())
    }

    fn field_with(&self, name: &TokenStream, ty: &Type, said: &[TokenStream]) -> TokenStream {
        let p = self.p;
        let plain = quote!(#p::Field::new(#name, #p::Probe::<#ty>::TY));
        if said.is_empty() { plain } else { quote!(#p::Field { #(#said)* ..#plain }) }
    }

    /// What the field is by default: of its own type's, or by a function.
    fn default(&self, field: &Field) -> Option<TokenStream> {
        let (p, ty) = (self.p, &field.ty);
        if field.presence != Presence::Defaulted || !field.has_default || field.by == By::Module {
            return None;
        }
        match &field.default {
            Some(Expr::Call(call)) if !names::written(&call.func).contains("Default") => {
                Some(quote!(::core::option::Option::Some(|| #p::Probe::<#ty>(#call).value())))
            }
            _ => Some(quote!(#p::Probe::<#ty>::DEFAULT)),
        }
    }

    /// `extra: __extra!(Probe::<Theirs>::EXTRA.said::<Said0>()),`.
    fn extra(&self, ty: Option<&Type>, default: Option<TokenStream>, said: &[Attribute]) -> Option<TokenStream> {
        let (p, runtime) = (self.p, self.runtime);
        let may_ask = |ty: &&Type| self.asks_parameters || !is_of_parameters(ty, self.generics);
        let own = ty.filter(|ty| !has_shape(ty)).filter(may_ask).map(|ty| quote!(#p::Probe::<#ty>::EXTRA));
        let said = self.said(said).map(|said| quote!(.said::<#said>()));
        let default = default.map(|default| quote!(.default(#default)));
        if own.is_none() && said.is_none() && default.is_none() {
            return None;
        }
        let own = own.unwrap_or_else(|| quote!(#p::Extra::NOTHING));
        Some(quote!(extra: #runtime::__extra!(#own #said #default),))
    }

    /// A type that says of any schema what these attributes say: `struct Said0(#[schemars(example = 7)] Base);`.
    fn said(&self, attributes: &[Attribute]) -> Option<Ident> {
        let attributes: Vec<_> = attributes.iter().filter_map(of_a_schema).collect();
        if attributes.is_empty() {
            return None;
        }
        let (p, mut all) = (self.p, self.said.borrow_mut());
        let (name, path) = (names::generated(format_ident!("Said{}", all.len())), format!("{p}::schemars"));
        all.push(quote! {
            #[::core::prelude::v1::derive(#p::schemars::JsonSchema)]
            #[schemars(crate = #path)]
            struct #name(#(#attributes)* #p::Base);
        });
        Some(name)
    }

    /// What stands beside the function.
    fn beside(self) -> TokenStream {
        let (runtime, said) = (self.runtime, self.said.into_inner());
        if said.is_empty() { TokenStream::new() } else { quote!(#runtime::__server! { #(#said)* }) }
    }

    /// `name: Some(Name { text: "List_of_{}", .. }),`.
    fn name(&self, SchemaName { text, parameters }: &SchemaName) -> TokenStream {
        let p = self.p;
        let parameters = parameters.iter().map(|parameter| match parameter {
            GenericParam::Const(constant) => {
                let ident = &constant.ident;
                quote!(|| #p::ToString::to_string(&#ident))
            }
            GenericParam::Type(TypeParam { ident, .. }) if self.asks_parameters => {
                quote!(|| #p::String::from(<#ident as #p::schemars::JsonSchema>::schema_name()))
            }
            GenericParam::Type(TypeParam { ident, .. }) => quote!(|| #p::name_of(<#ident as #p::Wire>::ty)),
            GenericParam::Lifetime(_) => TokenStream::new(),
        });
        let parameters: Vec<_> = parameters.collect();
        let plain = quote!(#p::Name::new(#text, ::core::any::type_name::<Self>));
        let name = if parameters.is_empty() { plain } else { quote!(#p::Name { parameters: &[#(#parameters),*], ..#plain }) };
        quote!(name: ::core::option::Option::Some(#name),)
    }

    fn choice(&self, tagging: &Tagging, variants: &[Variant]) -> TokenStream {
        let p = self.p;
        let how = tagging.expanded(p);
        let variants = variants.iter().filter(|variant| !variant.is_skipped).map(|variant| {
            let (Name { read, written }, content) = (&variant.name, self.variant(variant));
            let mut said = Vec::new();
            if matches!(tagging, Tagging::Untagged) || variant.is_untagged {
                said.push(quote!(name: ::core::option::Option::None,));
            }
            said.extend(list(&variant.aliases, |aliases| quote!(aliases: &[#(#aliases),*],)));
            said.extend((read != written).then(|| quote!(written: #written,)));
            said.extend(list(&variant.docs, |lines| {
                let docs = docs::text(lines);
                quote!(docs: #p::for_documents(#docs),)
            }));
            said.extend(variant.is_other.then(|| quote!(is_other: true,)));
            said.extend(self.extra(None, None, &variant.said));
            if !matches!((&variant.with, variant.body.style), (None, Style::Unit)) {
                said.push(quote!(content: #content,));
            }
            let plain = quote!(#p::Variant::new(#read));
            if said.is_empty() { plain } else { quote!(#p::Variant { #(#said)* ..#plain }) }
        });
        quote!(#p::Content::Choice(#how, &[#(#variants),*]))
    }

    /// What a variant holds. What functions write may be anything.
    fn variant(&self, variant: &Variant) -> TokenStream {
        let p = self.p;
        match variant.with {
            None => self.body(&variant.body),
            Some(_) => quote!(#p::Content::Inner(#p::Field { by: #p::By::Module, ..#p::Field::new("", #p::Type::foreign) })),
        }
    }

    /// The rules that a form or a document can state.
    fn rules(&self, rules: &[Rule]) -> Vec<TokenStream> {
        let p = self.p;
        let stated = rules.iter().filter_map(|rule| match &rule.kind {
            Kind::Plain("required") => Some(quote!(Required)),
            Kind::Plain("email") => Some(quote!(Email)),
            Kind::Plain("url") => Some(quote!(Url)),
            Kind::Plain("ascii") => Some(quote!(Pattern(r"^[\x00-\x7F]*$"))),
            // As `char::is_alphanumeric` says it.
            Kind::Plain("alphanumeric") => Some(quote!(Pattern(r"^[\p{Alphabetic}\p{N}]*$"))),
            Kind::Ip(name, _) => Some(quote!(Ip(#name))),
            Kind::Text(name, text) => {
                let part = match *name {
                    "prefix" => quote!(Start),
                    "suffix" => quote!(End),
                    _ => quote!(Anywhere),
                };
                Some(quote!(Has(#p::Part::#part, || #p::ToString::to_string(&(#text)))))
            }
            Kind::Pattern(pattern) => Some(quote!(Pattern(#pattern))),
            Kind::Length(count, Bounds { min, max }) => {
                let count = match *count {
                    "bytes" => quote!(Bytes),
                    "graphemes" => quote!(Graphemes),
                    "utf16" => quote!(Utf16),
                    _ => quote!(Chars),
                };
                let [min, max] = [min, max].map(|bound| self.bound(bound.as_ref().map(ToTokens::to_token_stream)));
                Some(quote!(Length(#p::Count::#count, #min, #max)))
            }
            Kind::Range(Bounds { min, max }) => {
                let [min, max] = [min, max].map(|bound| self.bound(bound.as_ref().map(|bound| self.text_of(bound))));
                Some(quote!(Range(#min, #max)))
            }
            _ => None,
        });
        stated.map(|rule| quote!(#p::Rule::#rule)).collect()
    }

    fn bound(&self, value: Option<TokenStream>) -> TokenStream {
        option(value.map(|value| quote!(|| #value)))
    }

    /// A bound as text. A literal is one as it stands, since its type is told by the rule alone.
    fn text_of(&self, bound: &Expr) -> TokenStream {
        let p = self.p;
        match literal(bound) {
            Some(text) => quote!(#p::ToString::to_string(#text)),
            None => quote!(#p::ToString::to_string(&(#bound))),
        }
    }
}

/// What an attribute says of a schema, and not of the name of a type.
fn of_a_schema(attribute: &Attribute) -> Option<Attribute> {
    let Ok(metas) = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) else { return Some(attribute.clone()) };
    let of_the_name = |meta: &Meta| ["rename", "inline", "bound"].iter().any(|key| meta.path().is_ident(key));
    let metas: Vec<_> = metas.iter().filter(|meta| !of_the_name(meta)).collect();
    let path = attribute.path();
    (!metas.is_empty()).then(|| parse_quote!(#[#path(#(#metas),*)]))
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// `200`, `-1.5`.
fn literal(bound: &Expr) -> Option<String> {
    match bound {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => Some(number.base10_digits().to_owned()),
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => Some(number.base10_digits().to_owned()),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => literal(expr).map(|number| format!("-{number}")),
        _ => None,
    }
}

fn list<T>(items: &[T], write: impl FnOnce(&[T]) -> TokenStream) -> Option<TokenStream> {
    (!items.is_empty()).then(|| write(items))
}

impl Tagging {
    /// As the runtime knows it.
    pub(super) fn expanded(&self, p: &TokenStream) -> TokenStream {
        match self {
            Self::External => quote!(#p::Tagging::External),
            Self::Internal(tag) => quote!(#p::Tagging::Internal(#tag)),
            Self::Adjacent(tag, content) => quote!(#p::Tagging::Adjacent(#tag, #content)),
            Self::Untagged => quote!(#p::Tagging::Untagged),
        }
    }
}

/// `docs: "Who is on it.",`, where something is said.
pub(super) fn documented(lines: &[Expr]) -> Option<TokenStream> {
    list(lines, |lines| {
        let docs = docs::text(lines);
        quote!(docs: #docs,)
    })
}
