//! `#[garde(..)]`: the rules that a value keeps.
//!
//! In: attributes. Out: rules, to be called one by one. garde's own derive would make users depend on garde.

use crate::diag::{Error, Errors, Result, did_you_mean};
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::visit_mut::VisitMut;
use syn::{Attribute, DeriveInput, Expr, ExprLit, Ident, Lit, LitStr, Token, parenthesized};

/// What `#[garde(..)]` says about a field.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) rules: Vec<Rule>,
    /// `inner(..)`: rules for each item of a sequence, or for the value of an option.
    pub(super) inner: Vec<Rule>,
    /// `skip`: not even the rules of the field's own type count.
    pub(super) is_skipped: bool,
}

/// One rule, and where its name stands: a rule that does not fit the type is reported there.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// What a rule asks for.
#[derive(Debug)]
pub(super) enum Kind {
    /// A rule without arguments: `ascii`.
    Plain(&'static str),
    /// `ip`, `ipv4`, `ipv6`: the name, and garde's name for the kind.
    Ip(&'static str, &'static str),
    /// `length(chars, min = 1, max = 200)`.
    Length(&'static str, Bounds),
    /// `range(min = 1)`.
    Range(Bounds),
    /// `contains("..")`, `prefix("..")`, `suffix("..")`.
    Text(&'static str, Expr),
    /// `pattern("..")`: a regular expression.
    Pattern(LitStr),
    /// `pattern(EXPR)`: something that garde can match with.
    Matcher(Expr),
    /// `matches(other_field)`.
    Matches(Ident),
    /// `custom(function)`.
    Custom(Expr),
}

/// The ends of `length` and `range`.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    pub(super) min: Option<Expr>,
    pub(super) max: Option<Expr>,
}

const NAMES: [&str; 19] = [
    "skip",
    "dive",
    "required",
    "ascii",
    "alphanumeric",
    "email",
    "url",
    "ip",
    "ipv4",
    "ipv6",
    "length",
    "range",
    "contains",
    "prefix",
    "suffix",
    "pattern",
    "matches",
    "custom",
    "inner",
];
const LENGTHS: [&str; 5] = ["simple", "bytes", "chars", "graphemes", "utf16"];

/// Reads the rules of a field, or of a type as a whole.
pub(super) fn read(attributes: &[Attribute], errors: &mut Errors) -> Rules {
    let mut read = Rules::default();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("garde")) {
        let items = attribute.parse_args_with(Punctuated::<Item, Token![,]>::parse_terminated).map_err(Into::into);
        for item in errors.handle(items).into_iter().flatten() {
            match item {
                Item::Skip => read.is_skipped = true,
                Item::Nothing => {}
                Item::Rule(rule) => read.rules.push(*rule),
                Item::Inner(rules) => read.inner.extend(rules),
            }
        }
    }
    read
}

/// The errors of all rules of an item. schemars reads the same attributes, and would report some of them again.
pub(super) fn all(item: &DeriveInput) -> Result<()> {
    struct All<'a>(&'a mut Errors);

    impl<'ast> Visit<'ast> for All<'_> {
        fn visit_attribute(&mut self, attribute: &'ast Attribute) {
            read(std::slice::from_ref(attribute), self.0);
        }
    }

    let mut errors = Error::accumulator();
    All(&mut errors).visit_derive_input(item);
    errors.finish()
}

/// The item without its rules.
pub(super) fn without(mut item: DeriveInput) -> DeriveInput {
    struct Without;

    impl VisitMut for Without {
        fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
            attributes.retain(|attribute| !attribute.path().is_ident("garde"));
        }
    }

    Without.visit_derive_input_mut(&mut item);
    item
}

enum Item {
    Skip,
    /// `dive` and `allow_unvalidated`: what happens anyway.
    Nothing,
    Rule(Box<Rule>),
    Inner(Vec<Rule>),
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        match ahead.call(Ident::parse_any)?.to_string().as_str() {
            "skip" => input.call(Ident::parse_any).map(|_| Self::Skip),
            "dive" | "allow_unvalidated" => input.call(Ident::parse_any).map(|_| Self::Nothing),
            "inner" if ahead.peek(syn::token::Paren) => {
                input.call(Ident::parse_any)?;
                let rules;
                parenthesized!(rules in input);
                Punctuated::<Rule, Token![,]>::parse_terminated(&rules).map(|rules| Self::Inner(rules.into_iter().collect()))
            }
            _ => input.parse().map(|rule| Self::Rule(Box::new(rule))),
        }
    }
}

impl Parse for Rule {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let span = name.span();
        let kind = match name.to_string().as_str() {
            "required" => Kind::Plain("required"),
            "ascii" => Kind::Plain("ascii"),
            "alphanumeric" => Kind::Plain("alphanumeric"),
            "email" => Kind::Plain("email"),
            "url" => Kind::Plain("url"),
            "ip" => Kind::Ip("ip", "Any"),
            "ipv4" => Kind::Ip("ipv4", "V4"),
            "ipv6" => Kind::Ip("ipv6", "V6"),
            _ => Kind::parse_with_arguments(&name, input)?,
        };
        Ok(Self { kind, span })
    }
}

impl Kind {
    fn parse_with_arguments(name: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        if !NAMES.contains(&name.to_string().as_str()) {
            let remedy = did_you_mean(&name.to_string(), &NAMES);
            return Err(syn::Error::new(name.span(), format!("`#[garde]` has no rule `{name}` here; {remedy}")));
        }
        if !input.peek(syn::token::Paren) {
            return Err(syn::Error::new(name.span(), format!("rule `{name}` needs arguments; write `{name}(..)`")));
        }
        let arguments;
        parenthesized!(arguments in input);
        match name.to_string().as_str() {
            "length" => Bounds::parse_length(name, &arguments),
            "range" => Bounds::parse(name, &arguments).map(Self::Range),
            "contains" => arguments.parse().map(|text| Self::Text("contains", text)),
            "prefix" => arguments.parse().map(|text| Self::Text("prefix", text)),
            "suffix" => arguments.parse().map(|text| Self::Text("suffix", text)),
            "pattern" => Ok(match arguments.parse()? {
                Expr::Lit(ExprLit { lit: Lit::Str(pattern), .. }) => Self::Pattern(pattern),
                matcher => Self::Matcher(matcher),
            }),
            "matches" => arguments.parse().map(Self::Matches),
            "custom" => arguments.parse().map(Self::Custom),
            _ => Err(syn::Error::new(name.span(), format!("`{name}` cannot stand within another rule; write it beside that"))),
        }
    }

    /// What the rule is called: the `code` of a fault.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Plain(name) | Self::Ip(name, _) | Self::Text(name, _) => name,
            Self::Length(..) => "length",
            Self::Range(_) => "range",
            Self::Pattern(_) | Self::Matcher(_) => "pattern",
            Self::Matches(_) => "matches",
            Self::Custom(_) => "custom",
        }
    }
}

impl Bounds {
    fn parse_length(rule: &Ident, input: ParseStream<'_>) -> syn::Result<Kind> {
        let word = input.fork().call(Ident::parse_any).ok();
        let mode = LENGTHS.into_iter().find(|mode| word.as_ref().is_some_and(|word| word == mode));
        if mode.is_some() {
            input.call(Ident::parse_any)?;
            input.parse::<Option<Token![,]>>()?;
        }
        Self::parse(rule, input).map(|bounds| Kind::Length(mode.unwrap_or("simple"), bounds))
    }

    fn parse(rule: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let mut bounds = Self::default();
        while !input.is_empty() {
            let key = input.call(Ident::parse_any)?;
            input.parse::<Token![=]>()?;
            let value: Expr = input.parse()?;
            match key.to_string().as_str() {
                "min" => bounds.min = Some(value),
                "max" => bounds.max = Some(value),
                "equal" => bounds = Self { min: Some(value.clone()), max: Some(value) },
                other => {
                    let remedy = did_you_mean(other, &["min", "max", "equal"]);
                    return Err(syn::Error::new(key.span(), format!("rule `{rule}` has no bound `{other}`; {remedy}")));
                }
            }
            input.parse::<Option<Token![,]>>()?;
        }
        match (&bounds.min, &bounds.max) {
            (None, None) => {
                Err(syn::Error::new(rule.span(), format!("rule `{rule}` bounds nothing; write `min = ..`, `max = ..` or both")))
            }
            _ => Ok(bounds),
        }
    }
}
