//! `Wire::check`: one line a rule, each calling garde, each at the wire path of its field.

use super::lower::{Body, Data, Field, Form, Presence, Style, Tagging, Variant};
use super::rules::{Bounds, Kind, Rule};
use crate::names;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Member, Type};

/// The function, unless there is nothing to look at.
pub(super) fn check(p: &TokenStream, data: &Data) -> Option<TokenStream> {
    let faults = names::local("faults");
    let scope = Scope { p, faults: &faults, access: Access::Struct };
    let whole = data.rules.rules.iter().map(|rule| scope.rule(rule, &quote!(self), &Place::Here));
    let fields = match &data.form {
        Form::Struct(body) => of_struct(p, &faults, body),
        Form::Enum(tagging, variants) => of_enum(p, &faults, tagging, variants),
    };
    let code = quote!(#(#whole)* #fields);
    (!code.is_empty()).then(|| {
        quote! {
            fn check(&self, #faults: &mut #p::Faults<'_>) {
                #code
            }
        }
    })
}

fn of_struct(p: &TokenStream, faults: &Ident, body: &Body) -> TokenStream {
    let scope = Scope { p, faults, access: Access::Struct };
    let fields = body.fields.iter().map(|field| scope.field(field, &place(body.style, field)));
    quote!(#(#fields)*)
}

fn of_enum(p: &TokenStream, faults: &Ident, tagging: &Tagging, variants: &[Variant]) -> TokenStream {
    let arms = variants.iter().map(|variant| arm(p, faults, tagging, variant)).collect::<Vec<_>>();
    if arms.iter().all(Option::is_none) {
        return TokenStream::new();
    }
    let rest = arms.iter().any(Option::is_none).then(|| quote!(_ => {}));
    quote! {
        match self {
            #(#arms)*
            #rest
        }
    }
}

/// An arm for a variant that has something to look at.
fn arm(p: &TokenStream, faults: &Ident, tagging: &Tagging, variant: &Variant) -> Option<TokenStream> {
    let Variant { ident, body, .. } = variant;
    let scope = Scope { p, faults, access: Access::Variant };
    let checks = body.fields.iter().map(|field| scope.field(field, &place(body.style, field)));
    let checks = quote!(#(#checks)*);
    if checks.is_empty() {
        return None;
    }
    let bindings = body.fields.iter().map(|field| {
        let (member, binding) = (&field.member, binding(&field.member));
        quote!(#member: #binding)
    });
    let below = between(tagging, variant).map(|name| quote!(let #faults = &mut #faults.at(#name);));
    Some(quote! {
        #[allow(unused_variables)]
        Self::#ident { #(#bindings),* } => {
            #below
            #checks
        }
    })
}

/// The variant's name or the content's tag stands between the value and its fields.
pub(super) fn between<'a>(tagging: &'a Tagging, variant: &'a Variant) -> Option<&'a str> {
    match tagging {
        Tagging::External if !variant.is_untagged => Some(variant.name.shown()),
        Tagging::Adjacent(_, content) if !variant.is_untagged => Some(content.as_str()),
        _ => None,
    }
}

/// Our name for a field's value within a pattern.
fn binding(member: &Member) -> Ident {
    match member {
        Member::Named(ident) => names::local(&format!("{}_", names::wire(ident))),
        Member::Unnamed(index) => names::local(&format!("field{}", index.index)),
    }
}

/// Where a field stands below its struct.
pub(super) enum Place {
    /// In the struct's own place.
    Here,
    At(String),
    Index(usize),
}

pub(super) fn place(style: Style, field: &Field) -> Place {
    match (&field.member, style) {
        _ if field.presence == Presence::Flattened => Place::Here,
        (_, Style::Newtype | Style::Transparent) => Place::Here,
        (Member::Unnamed(index), _) => Place::Index(index.index as usize),
        (Member::Named(_), _) => Place::At(field.name.shown().to_owned()),
    }
}

/// The types that have no rules of their own. Names that users might give to types of theirs are not among them.
const LEAVES: [&str; 14] = ["bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "f32", "f64"];

/// What the checks of one struct or variant share.
struct Scope<'a> {
    p: &'a TokenStream,
    faults: &'a Ident,
    access: Access,
}

/// Access to a field's value.
#[derive(Clone, Copy)]
enum Access {
    /// Through `self`.
    Struct,
    /// Through a name of ours in the pattern.
    Variant,
}

impl Access {
    /// A reference to the value.
    fn value(self, member: &Member) -> TokenStream {
        match self {
            Self::Struct => quote!(&self.#member),
            Self::Variant => {
                let binding = binding(member);
                quote!(#binding)
            }
        }
    }
}

impl Scope<'_> {
    /// The rules of a field, then those of its type.
    fn field(&self, field: &Field, place: &Place) -> TokenStream {
        if field.rules.is_skipped || field.presence == Presence::Never {
            return TokenStream::new();
        }
        let value = &self.access.value(&field.member);
        let rules = field.rules.rules.iter().map(|rule| self.rule(rule, value, place));
        let inner = (!field.rules.inner.is_empty()).then(|| self.inner(field, value, place));
        let nested = (!is_leaf(&field.ty)).then(|| {
            let (p, faults) = (self.p, self.at(place));
            let faults = if matches!(place, Place::Here) { faults } else { quote!(&mut #faults) };
            quote!(#p::Probe(#value).check(#faults);)
        });
        quote!(#(#rules)* #inner #nested)
    }

    /// `faults.rule("title", "length", rules::length::chars::apply(&self.title, (1, 200)));`
    fn rule(&self, rule: &Rule, value: &TokenStream, place: &Place) -> TokenStream {
        let (faults, code) = (self.faults, rule.kind.code());
        let outcome = self.outcome(rule, value);
        match place {
            Place::At(name) => quote!(#faults.rule(#name, #code, #outcome);),
            Place::Here | Place::Index(_) => {
                let faults = self.at(place);
                quote!(#faults.refuse(#code, #outcome);)
            }
        }
    }

    /// Rules for each item of a sequence, or for the value of an option.
    fn inner(&self, field: &Field, value: &TokenStream, place: &Place) -> TokenStream {
        let (at, item, index) = (self.at(place), names::local("item"), names::local("index"));
        let calls = field.rules.inner.iter().map(|rule| {
            let (code, outcome) = (rule.kind.code(), self.outcome(rule, &quote!(#item)));
            if field.is_option() { quote!(#at.refuse(#code, #outcome);) } else { quote!(#at.index(#index).refuse(#code, #outcome);) }
        });
        if field.is_option() {
            quote!(if let ::core::option::Option::Some(#item) = #value { #(#calls)* })
        } else {
            quote!(for (#index, #item) in ::core::iter::Iterator::enumerate((#value).iter()) { #(#calls)* })
        }
    }

    fn at(&self, place: &Place) -> TokenStream {
        let faults = self.faults;
        match place {
            Place::Here => quote!(#faults),
            Place::At(name) => quote!(#faults.at(#name)),
            Place::Index(index) => quote!(#faults.index(#index)),
        }
    }

    /// The rule's answer about a value. The compiler points at the rule where the value is not of a kind that it takes.
    fn outcome(&self, rule: &Rule, value: &TokenStream) -> TokenStream {
        let (p, at) = (self.p, rule.span);
        let value = names::span_at(at, value.clone());
        let rules = names::span_at(at, quote!(#p::rules));
        match &rule.kind {
            Kind::Plain(name) => {
                let name = Ident::new(name, at);
                quote_spanned!(at=> #rules::#name::apply(#value, ()))
            }
            Kind::Ip(_, kind) => {
                let kind = Ident::new(kind, at);
                quote_spanned!(at=> #rules::ip::apply(#value, (#rules::ip::IpKind::#kind,)))
            }
            Kind::Length(mode, Bounds { min, max }) => {
                let mode = Ident::new(mode, at);
                let min = min.as_ref().map_or_else(|| quote!(0), |min| quote!(#min));
                let max = max.as_ref().map_or_else(|| quote!(::core::primitive::usize::MAX), |max| quote!(#max));
                quote_spanned!(at=> #rules::length::#mode::apply(#value, (#min, #max)))
            }
            Kind::Range(Bounds { min, max }) => {
                let (min, max) = (option(min.as_ref()), option(max.as_ref()));
                quote_spanned!(at=> #rules::range::apply(#value, (#min, #max)))
            }
            Kind::Text(name, text) => {
                let name = Ident::new(name, at);
                quote_spanned!(at=> #rules::#name::apply(#value, (&#text,)))
            }
            Kind::Pattern(pattern) => quote_spanned! {at=> {
                static PATTERN: #rules::pattern::regex::StaticPattern = #rules::pattern::regex::init_pattern!(#pattern);
                #rules::pattern::apply(#value, (&PATTERN,))
            }},
            Kind::Matcher(matcher) => quote_spanned!(at=> #rules::pattern::apply(#value, (&#matcher,))),
            Kind::Matches(other) => {
                let (name, other) = (names::wire(other), self.access.value(&Member::Named(other.clone())));
                quote_spanned!(at=> #rules::matches::apply(#value, (#name, #other)))
            }
            Kind::Custom(function) => {
                let (at, value) = (function.span(), names::span_at(function.span(), value.clone()));
                let is_closure = matches!(function, syn::Expr::Closure(_));
                let custom = names::span_at(at, if is_closure { quote!(#p::custom_closure) } else { quote!(#p::custom) });
                quote_spanned!(at=> #custom(#function).about(#value))
            }
        }
    }
}

fn option(bound: Option<&syn::Expr>) -> TokenStream {
    match bound {
        Some(bound) => quote!(::core::option::Option::Some(#bound)),
        None => quote!(::core::option::Option::None),
    }
}

fn is_leaf(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if LEAVES.iter().any(|leaf| path.path.is_ident(leaf)))
}
