//! `Wire::ty`: the description of a type, from which forms, secrets and more are read.

use super::lower::{Body, Data, Field, Form, Presence, Style, Tagging, Variant};
use super::rules::{Bounds, Kind, Rule};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, ExprLit, ExprUnary, Lit, Type, UnOp};

/// The function.
pub(super) fn ty(p: &TokenStream, data: &Data) -> TokenStream {
    let scope = Scope { p };
    let docs = docs(&data.docs);
    let own = match &data.form {
        Form::Struct(body) => scope.body(body),
        Form::Enum(tagging, variants) => scope.choice(tagging, variants),
    };
    let content = match &data.stand_ins.read {
        Some(read) => quote!(#p::Content::Converted(#p::Probe::<#read>::TY, &#own)),
        None => own,
    };
    quote! {
        fn ty() -> &'static #p::Type {
            const { &#p::Type::Model(#p::Model { docs: #docs, content: #content }) }
        }
    }
}

struct Scope<'a> {
    p: &'a TokenStream,
}

impl Scope<'_> {
    fn body(&self, body: &Body) -> TokenStream {
        let p = self.p;
        let mut fields = body.present().map(|field| self.field(field));
        match body.style {
            Style::Unit => quote!(#p::Content::Unit),
            Style::Newtype | Style::Transparent => match fields.next() {
                Some(field) => quote!(#p::Content::Inner(#field)),
                None => quote!(#p::Content::Unit),
            },
            Style::Tuple => quote!(#p::Content::Tuple(&[#(#fields),*])),
            Style::Record => quote!(#p::Content::Record(&[#(#fields),*])),
        }
    }

    /// `Field { rules: &[Rule::Length(..)], ..Field::new("title", Probe::<String>::TY) }`.
    fn field(&self, field: &Field) -> TokenStream {
        let (p, name, ty) = (self.p, &field.name.read, self.probe(&field.ty));
        let plain = quote!(#p::Field::new(#name, #ty));
        let presence = match field.presence {
            Presence::Flattened => Some(quote!(presence: #p::Presence::Flattened,)),
            Presence::Defaulted => Some(quote!(presence: #p::Presence::Defaulted,)),
            Presence::Always | Presence::Never => None,
        };
        let aliases = list(&field.aliases, |aliases| quote!(aliases: &[#(#aliases),*],));
        let secret = field.is_sensitive.then(|| quote!(is_secret: true,));
        let docs = list(&field.docs, |lines| {
            let docs = docs(lines);
            quote!(docs: #docs,)
        });
        let [rules, inner] = [&field.rules.rules, &field.rules.inner].map(|rules| self.rules(rules));
        let rules = list(&rules, |rules| quote!(rules: &[#(#rules),*],));
        let inner = list(&inner, |rules| quote!(inner: &[#(#rules),*],));
        let said: Vec<_> = [presence, aliases, secret, docs, rules, inner].into_iter().flatten().collect();
        if said.is_empty() { plain } else { quote!(#p::Field { #(#said)* ..#plain }) }
    }

    fn probe(&self, ty: &Type) -> TokenStream {
        let p = self.p;
        quote!(#p::Probe::<#ty>::TY)
    }

    fn choice(&self, tagging: &Tagging, variants: &[Variant]) -> TokenStream {
        let p = self.p;
        let how = tagging.expanded(p);
        let variants = variants.iter().filter(|variant| !variant.is_skipped).map(|variant| {
            let (name, content) = (&variant.name.read, self.body(&variant.body));
            if matches!(tagging, Tagging::Untagged) || variant.is_untagged {
                quote!(#p::Variant { name: ::core::option::Option::None, content: #content })
            } else {
                quote!(#p::Variant { name: ::core::option::Option::Some(#name), content: #content })
            }
        });
        quote!(#p::Content::Choice(#how, &[#(#variants),*]))
    }

    /// The rules that a form can state.
    fn rules(&self, rules: &[Rule]) -> Vec<TokenStream> {
        let p = self.p;
        let stated = rules.iter().filter_map(|rule| match &rule.kind {
            Kind::Plain("required") => Some(quote!(Required)),
            Kind::Plain("email") => Some(quote!(Email)),
            Kind::Plain("url") => Some(quote!(Url)),
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
        match value {
            Some(value) => quote!(::core::option::Option::Some(|| #value)),
            None => quote!(::core::option::Option::None),
        }
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

/// A doc comment as one text; by the compiler where a line is a macro's: `#[doc = include_str!("..")]`.
fn docs(lines: &[Expr]) -> TokenStream {
    let text = |line: &Expr| match line {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
            let text = text.value();
            Some(text.strip_prefix(' ').unwrap_or(&text).trim_end().to_owned())
        }
        _ => None,
    };
    match lines.iter().map(text).collect::<Option<Vec<_>>>() {
        Some(lines) => lines.join("\n").trim().to_token_stream(),
        None => quote!(::core::concat!(#(#lines, "\n"),*)),
    }
}
