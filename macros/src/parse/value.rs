//! The small grammars within attributes: verbs, path templates, version ranges, dates.
//!
//! In: one expression or literal. Out: a value, or an error that says what to write instead.

use super::template::Template;
use crate::diag::{Result, bail, err};
use darling::FromMeta;
use proc_macro2::Span;
use syn::{Expr, ExprLit, Lit, LitStr, Meta};

/// A value of an attribute's key, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// What can stand behind `key =`.
pub(crate) trait Value: Sized {
    /// What the key takes, in words.
    const KIND: &'static str;
    /// A value to show when one is missing or of another kind.
    const EXAMPLE: &'static str;

    /// Reads the value; `None` if it is of another kind.
    fn read(expr: &Expr) -> Result<Option<Self>>;
}

impl<T: Value> FromMeta for Setting<T> {
    fn from_meta(item: &Meta) -> Result<Self> {
        let key = crate::names::written(item.path());
        let Meta::NameValue(pair) = item else {
            let within = item.require_list().ok().and_then(|list| list.parse_args().ok());
            bail!(item, "`{key}` takes {}; write `{key} = {}`", T::KIND, likely::<T>(within.as_ref()));
        };
        let expr = ungrouped(&pair.value);
        let value = T::read(expr)?.ok_or_else(|| err!(expr, "`{key}` takes {}; write `{key} = {}`", T::KIND, likely::<T>(Some(expr))))?;
        Ok(Self { value, span: syn::spanned::Spanned::span(expr) })
    }
}

/// What its author may have meant by a value of another kind: without its quotes, or with some. Else an example.
fn likely<T: Value>(written: Option<&Expr>) -> String {
    let meant = written.map(|expr| match expr {
        Expr::Path(path) => format!("{:?}", crate::names::written(path)),
        expr => text(expr).map_or_else(|| crate::names::written(expr), LitStr::value),
    });
    let is_one = |meant: &String| syn::parse_str(meant).is_ok_and(|expr| matches!(T::read(&expr), Ok(Some(_))));
    meant.filter(is_one).unwrap_or_else(|| T::EXAMPLE.to_owned())
}

/// Without the invisible groups that `macro_rules!` leaves.
fn ungrouped(mut expr: &Expr) -> &Expr {
    while let Expr::Group(group) = expr {
        expr = &group.expr;
    }
    expr
}

fn literal(expr: &Expr) -> Option<&Lit> {
    match ungrouped(expr) {
        Expr::Lit(ExprLit { lit, .. }) => Some(lit),
        _ => None,
    }
}

/// A text, if it is one.
pub(super) fn text(expr: &Expr) -> Option<&LitStr> {
    match literal(expr) {
        Some(Lit::Str(text)) => Some(text),
        _ => None,
    }
}

/// A key that stands alone: `unversioned`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Switch(pub(crate) Span);

impl FromMeta for Switch {
    fn from_meta(item: &Meta) -> Result<Self> {
        match item {
            Meta::Path(path) => Ok(Self(syn::spanned::Spanned::span(path))),
            _ => {
                let key = crate::names::written(item.path());
                bail!(item.path(), "`{key}` takes no value; write `{key}` alone")
            }
        }
    }
}

/// Status codes: one, or several in brackets.
#[derive(Debug, Clone)]
pub(crate) struct Statuses(pub(crate) Vec<u32>);

impl Value for Statuses {
    const KIND: &'static str = "a number, or several in brackets";
    const EXAMPLE: &'static str = "201";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        let several = match ungrouped(expr) {
            Expr::Array(several) => several.elems.iter().map(u32::read).collect::<Result<Option<Vec<_>>>>()?,
            one => u32::read(one)?.map(|one| vec![one]),
        };
        Ok(several.filter(|several| !several.is_empty()).map(Self))
    }
}

/// A whole number.
impl Value for u32 {
    const KIND: &'static str = "a whole number";
    const EXAMPLE: &'static str = "2";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        match literal(expr) {
            Some(Lit::Int(number)) => Ok(number.base10_parse().ok()),
            _ => Ok(None),
        }
    }
}

/// `true` or `false`.
impl Value for bool {
    const KIND: &'static str = "`true` or `false`";
    const EXAMPLE: &'static str = "false";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        match literal(expr) {
            Some(Lit::Bool(switch)) => Ok(Some(switch.value)),
            _ => Ok(None),
        }
    }
}

/// The path of a crate: `"my::trifold"`.
impl Value for syn::Path {
    const KIND: &'static str = "a path";
    const EXAMPLE: &'static str = "\"::trifold\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        match (expr, text(expr)) {
            (_, Some(text)) => match text.parse_with(Self::parse_mod_style) {
                Ok(path) => Ok(Some(path)),
                Err(_) => bail!(text, "`{}` is not the path of a crate; write one such as `\"::trifold\"`", text.value()),
            },
            (Expr::Path(path), None) => Ok(Some(path.path.clone())),
            _ => Ok(None),
        }
    }
}

/// The name of a method of the same trait.
#[derive(Debug, Clone)]
pub(crate) struct MethodName(pub(crate) proc_macro2::Ident);

impl Value for MethodName {
    const KIND: &'static str = "the name of a method";
    const EXAMPLE: &'static str = "find";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        if let Some(text) = text(expr).filter(|text| text.value().starts_with('/')) {
            bail!(
                text,
                "`location` takes the name of a method, whose route is where the new thing is; write `location = find`, without quotes"
            );
        }
        Ok(match expr {
            Expr::Path(path) => path.path.get_ident().cloned().map(Self),
            _ => None,
        })
    }
}

/// A type, where one is written: `v1::Todo`, `Vec<v1::Todo>`. Not an `Option` of one: darling's would refuse what is no expression.
#[derive(Debug, Clone)]
pub(crate) struct WrittenType(pub(crate) Option<Setting<syn::Type>>);

impl WrittenType {
    /// The keys that take one.
    pub(crate) const KEYS: [&str; 2] = ["accepts", "returns"];

    fn read(key: &syn::Path, tokens: proc_macro2::TokenStream) -> Result<Self> {
        let span = syn::spanned::Spanned::span(&tokens);
        match syn::parse2(tokens) {
            Ok(value) => Ok(Self(Some(Setting { value, span }))),
            Err(_) => {
                let key = crate::names::written(key);
                Err(err!(&span, "`{key}` takes a type; write `{key} = v1::Todo`"))
            }
        }
    }
}

impl FromMeta for WrittenType {
    fn from_none() -> Option<Self> {
        Some(Self(None))
    }

    fn from_meta(item: &Meta) -> Result<Self> {
        match item {
            Meta::NameValue(pair) => Self::read(&pair.path, quote::ToTokens::to_token_stream(ungrouped(&pair.value))),
            other => {
                let key = crate::names::written(other.path());
                bail!(other, "`{key}` takes a type; write `{key} = v1::Todo`")
            }
        }
    }

    fn from_invalid_expr(pair: &darling::ast::MetaNameValueInvalidExpr) -> Result<Self> {
        Self::read(&pair.path, pair.value.clone())
    }
}

/// A wire name.
#[derive(Debug, Clone)]
pub(crate) struct WireName(pub(crate) String);

impl Value for WireName {
    const KIND: &'static str = "a name";
    const EXAMPLE: &'static str = "\"Todos\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        let Some(text) = text(expr) else { return Ok(None) };
        let name = text.value();
        if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control()) {
            bail!(text, "`{name}` is not a wire name; write one without spaces, such as `name = \"Todos\"`");
        }
        Ok(Some(Self(name)))
    }
}

/// The HTTP method of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Verb {
    /// The attributes that name a verb.
    pub(crate) const ATTRIBUTES: [&str; 5] = ["get", "post", "put", "patch", "delete"];

    /// The verb of an attribute's name.
    pub(crate) fn of(attribute: &str) -> Option<Self> {
        Some(match attribute {
            "get" => Self::Get,
            "post" => Self::Post,
            "put" => Self::Put,
            "patch" => Self::Patch,
            "delete" => Self::Delete,
            _ => return None,
        })
    }

    /// `GET`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether requests carry a body: not with GET and DELETE (RFC 9110, sections 9.3.1 and 9.3.5).
    pub(crate) fn has_body(self) -> bool {
        !matches!(self, Self::Get | Self::Delete)
    }
}

/// The versions from the first to the last, both included: `1..=3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VersionRange {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

impl Value for VersionRange {
    const KIND: &'static str = "a range of versions";
    const EXAMPLE: &'static str = "1..=3";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        let Expr::Range(range) = expr else { return Ok(None) };
        let end = |end: &Option<Box<Expr>>| end.as_deref().map_or(Ok(None), u32::read);
        let (Some(first), Some(last)) = (end(&range.start)?, end(&range.end)?) else { return Ok(None) };
        match range.limits {
            syn::RangeLimits::HalfOpen(_) if first < last => {
                bail!(expr, "`versions = {first}..{last}` leaves out its end; write `versions = {first}..={}`", last - 1)
            }
            syn::RangeLimits::Closed(_) if first <= last => Ok(Some(Self { first, last })),
            _ if first == last => bail!(expr, "`versions = {first}..{last}` is empty; write `version = {first}`"),
            _ => bail!(expr, "`versions` runs backward; write `versions = {last}..={first}`"),
        }
    }
}

/// A date as in RFC 3339: `2027-01-01`. Two of them compare as their texts do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(pub(crate) String);

impl Value for Date {
    const KIND: &'static str = "a date";
    const EXAMPLE: &'static str = "\"2027-01-31\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        let Some(text) = text(expr) else { return Ok(None) };
        let date = text.value();
        if !is_date(&date) {
            bail!(text, "`{date}` is not a date of the calendar; write year, month and day, such as `\"2027-01-31\"`");
        }
        Ok(Some(Self(date)))
    }
}

fn is_date(text: &str) -> bool {
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return false };
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return false;
    }
    let number = |part: &str| part.parse::<u32>().unwrap_or_default();
    (1..=days(number(year), number(month))).contains(&number(day))
}

/// Number of days of the month.
fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}

/// A header's name, in lower case (RFC 9110, section 5.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeaderName(pub(crate) String);

impl HeaderName {
    /// Reads the name between the parentheses of `#[header("x-name")]`.
    pub(crate) fn read(text: &LitStr) -> Result<Self> {
        let name = text.value();
        let is_token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
        if name.is_empty() || !name.bytes().all(is_token) {
            bail!(text, "`{name}` is not a header's name; write letters, digits and hyphens, such as `#[header(\"x-request-id\")]`");
        }
        if name.bytes().any(|b| b.is_ascii_uppercase()) {
            let lower = name.to_ascii_lowercase();
            bail!(text, "header names are written in lower case here; write `#[header(\"{lower}\")]`");
        }
        Ok(Self(name))
    }
}

/// A path without captures that stands before others: `/todos`, or nothing.
#[derive(Debug, Clone)]
pub(crate) struct Prefix(pub(crate) String);

impl Value for Prefix {
    const KIND: &'static str = "a path";
    const EXAMPLE: &'static str = "\"/todos\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        let Some(literal) = text(expr) else { return Ok(None) };
        if matches!(literal.value().as_str(), "" | "/") {
            return Ok(Some(Self(String::new())));
        }
        let template = Template::read(literal)?;
        if let Some(capture) = template.captures().next() {
            let name = &capture.name;
            bail!(
                &capture.span,
                "prefix `{}` has a capture `{{{name}}}`; write it in the path of each method that has a parameter `{name}`",
                template.text
            );
        }
        Ok(Some(Self(template.text)))
    }
}
