//! `#[security(..)]`: how callers prove to a context who they are.
//!
//! In: one attribute. Out: the one scheme that it names, or an error that says what to write instead. Knows nothing of contexts.

use super::args::known;
use super::items::items;
use super::value::{Setting, Switch, Value, text};
use crate::diag::{Error, Result, bail, err};
use darling::FromMeta;
use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, LitStr, Meta};

/// What stands between the parentheses.
#[derive(Debug, Default, FromMeta)]
struct Keys {
    /// `bearer`, `bearer = "JWT"`: a token in `Authorization`, and what it looks like.
    bearer: Option<Bearer>,
    /// `basic`: a name and a password in `Authorization`.
    basic: Option<Switch>,
    /// `http = "digest"`: another scheme of `Authorization`.
    http: Option<Setting<HttpScheme>>,
    /// `header = "x-api-key"`: a key in a header.
    header: Option<Setting<Header>>,
    /// `query = "key"`: a key in a query parameter.
    query: Option<Setting<Name>>,
    /// `cookie = "session"`: a key in a cookie.
    cookie: Option<Setting<Name>>,
    /// `optional`: a caller may come without.
    optional: Option<Switch>,
    /// `description = ".."`: where one gets what the scheme asks for.
    description: Option<Setting<Words>>,
}

/// One `#[security(..)]`.
#[derive(Debug, Clone)]
pub(crate) struct SchemeArgs {
    pub(crate) kind: SchemeKind,
    /// Where one gets what it asks for; perhaps empty.
    pub(crate) description: String,
    pub(crate) is_optional: bool,
    /// The attribute's name.
    pub(crate) span: Span,
}

/// What is sent, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SchemeKind {
    /// With what a token looks like; perhaps empty.
    Bearer(String),
    Basic,
    Http(String),
    Header(String),
    Query(String),
    Cookie(String),
}

impl SchemeArgs {
    const KEYS: [&str; 8] = ["bearer", "basic", "http", "header", "query", "cookie", "optional", "description"];

    /// Reads the attribute.
    pub(crate) fn parse(attribute: &Attribute) -> Result<Self> {
        let items = match &attribute.meta {
            Meta::List(list) => items(&list.tokens, "#[security]")?,
            _ => Vec::new(),
        };
        let mut errors = Error::accumulator();
        let items = known(items, "#[security]", &Self::KEYS, &mut errors);
        let keys = errors.handle(Keys::from_list(&items));
        let Keys { bearer, basic, http, header, query, cookie, optional, description } = errors.finish_with(keys)?.unwrap_or_default();
        let kinds = [
            bearer.map(|bearer| (bearer.span, SchemeKind::Bearer(bearer.format))),
            basic.map(|switch| (switch.0, SchemeKind::Basic)),
            http.map(|setting| (setting.span, SchemeKind::Http(setting.value.0))),
            header.map(|setting| (setting.span, SchemeKind::Header(setting.value.0))),
            query.map(|setting| (setting.span, SchemeKind::Query(setting.value.0))),
            cookie.map(|setting| (setting.span, SchemeKind::Cookie(setting.value.0))),
        ];
        let description = description.map(|words| words.value.0).unwrap_or_default();
        let kind = the_one(attribute, kinds.into_iter().flatten())?;
        Ok(Self { kind, description, is_optional: optional.is_some(), span: attribute.path().span() })
    }
}

/// One attribute, one scheme: what all of several must bring is one context each, what any of several may bring one attribute each.
fn the_one(attribute: &Attribute, kinds: impl Iterator<Item = (Span, SchemeKind)>) -> Result<SchemeKind> {
    match kinds.collect::<Vec<_>>().as_slice() {
        [] => bail!(
            attribute.path(),
            "`#[security]` names no scheme; write `#[security(bearer)]`, `basic`, `cookie = \"session\"`, `header = \"x-api-key\"` or `query = \"key\"`"
        ),
        [(_, kind)] => Ok(kind.clone()),
        [(_, one), (span, two), ..] => {
            let (one, two) = (one.key(), two.key());
            bail!(span, "`{two}` stands beside `{one}`, and an attribute names one scheme; write `#[security(..)]` once more for it")
        }
    }
}

impl SchemeKind {
    /// The key that names it.
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Self::Bearer(_) => "bearer",
            Self::Basic => "basic",
            Self::Http(_) => "http",
            Self::Header(_) => "header",
            Self::Query(_) => "query",
            Self::Cookie(_) => "cookie",
        }
    }

    /// Whether both are sent in one place: what a bearer's token looks like is for people.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        self == other || matches!((self, other), (Self::Bearer(_), Self::Bearer(_)))
    }
}

/// `bearer`, or `bearer = "JWT"`.
#[derive(Debug)]
struct Bearer {
    format: String,
    span: Span,
}

impl FromMeta for Bearer {
    fn from_meta(item: &Meta) -> Result<Self> {
        match item {
            Meta::Path(path) => Ok(Self { format: String::new(), span: path.span() }),
            item => Setting::<Format>::from_meta(item).map(|Setting { value, span }| Self { format: value.0, span }),
        }
    }
}

/// Names end up in those of a document's components, which are of these characters (OpenAPI 3.1, section 4.8.7).
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

fn plain(text: &LitStr, what: &str, example: &str) -> Result<String> {
    match text.value() {
        name if is_plain(&name) => Ok(name),
        name if name.is_empty() => bail!(text, "the name is empty; write letters, digits, `-`, `_` and `.`, such as `{example}`"),
        name => bail!(text, "`{name}` is not {what}; write letters, digits, `-`, `_` and `.`, such as `{example}`"),
    }
}

/// What a token looks like.
struct Format(String);

impl Value for Format {
    const KIND: &'static str = "what a token looks like, or nothing";
    const EXAMPLE: &'static str = "\"JWT\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        text(expr).map(|text| plain(text, "a format of tokens", "bearer = \"JWT\"").map(Self)).transpose()
    }
}

/// A scheme of `Authorization` (RFC 9110, section 11.1), in lower case: any will do.
#[derive(Debug)]
struct HttpScheme(String);

impl Value for HttpScheme {
    const KIND: &'static str = "a scheme of `Authorization`";
    const EXAMPLE: &'static str = "\"digest\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        let Some(text) = text(expr) else { return Ok(None) };
        let scheme = plain(text, "a scheme of `Authorization`", "http = \"digest\"")?.to_ascii_lowercase();
        match scheme.as_str() {
            "bearer" | "basic" => bail!(text, "`http = \"{}\"` has a name of its own here; write `{scheme}`", text.value()),
            _ => Ok(Some(Self(scheme))),
        }
    }
}

/// A header, in lower case.
#[derive(Debug)]
struct Header(String);

impl Value for Header {
    const KIND: &'static str = "the name of a header";
    const EXAMPLE: &'static str = "\"x-api-key\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        let Some(text) = text(expr) else { return Ok(None) };
        let name = plain(text, "a header's name", "header = \"x-api-key\"")?;
        if name.bytes().any(|b| b.is_ascii_uppercase()) {
            bail!(text, "header names are written in lower case here; write `header = \"{}\"`", name.to_ascii_lowercase());
        }
        Ok(Some(Self(name)))
    }
}

/// A query parameter or a cookie.
#[derive(Debug)]
struct Name(String);

impl Value for Name {
    const KIND: &'static str = "a name";
    const EXAMPLE: &'static str = "\"session\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        text(expr).map(|text| plain(text, "a name for a key", "\"session\"").map(Self)).transpose()
    }
}

/// Words for people.
#[derive(Debug)]
struct Words(String);

impl Value for Words {
    const KIND: &'static str = "words";
    const EXAMPLE: &'static str = "\"Given at sign-in.\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        let Some(text) = text(expr) else { return Ok(None) };
        match text.value().trim() {
            "" => Err(err!(text, "`description` says nothing; write where callers get what is asked for, or remove it")),
            words => Ok(Some(Self(words.to_owned()))),
        }
    }
}
