//! The attributes, as darling reads them. The comments here are the attribute reference.

use super::items::items;
use super::template::Template;
use super::value::{Date, HeaderName, MethodName, Prefix, Setting, Statuses, Switch, Verb, VersionRange, WireName, WrittenType};
use crate::diag::{Error, Errors, Result, bail, did_you_mean, err};
use crate::names;
use darling::FromMeta;
use darling::ast::NestedMeta;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Lit, LitStr, Meta, Path};

/// `#[service(..)]`.
#[derive(Debug, Default, FromMeta)]
pub(crate) struct ServiceArgs {
    /// `version = 1`: the one version served. The default is 1.
    pub(crate) version: Option<Setting<u32>>,
    /// `versions = 1..=3`: the versions served.
    pub(crate) versions: Option<Setting<VersionRange>>,
    /// `unversioned`: no version in the paths.
    pub(crate) unversioned: Option<Switch>,
    /// `path = "/todos"`: stands before the path of every method.
    pub(crate) path: Option<Setting<Prefix>>,
    /// `base = "/api"`: where the routes are mounted. The default is `/api`.
    pub(crate) base: Option<Setting<Prefix>>,
    /// `name = ".."`: the wire name. The default is the trait's.
    pub(crate) name: Option<Setting<WireName>>,
    /// `crate = "::my::reexport"`: the path of `trifold`.
    #[darling(rename = "crate")]
    pub(crate) runtime: Option<Setting<Path>>,
    /// `actions = false`: disables the actions of the service.
    pub(crate) actions: Option<Setting<bool>>,
}

impl ServiceArgs {
    const KEYS: [&str; 8] = ["version", "versions", "unversioned", "path", "base", "name", "crate", "actions"];

    /// Reads what stands between the parentheses.
    pub(crate) fn parse(tokens: TokenStream) -> Result<Self> {
        let items = items(&tokens, "#[service]")?;
        let mut errors = Error::accumulator();
        let keys = known(items, "#[service]", &Self::KEYS, &mut errors);
        let args = errors.handle(Self::from_list(&keys));
        let args = errors.finish_with(args)?.unwrap_or_default();
        args.agree()?;
        Ok(args)
    }

    /// Only one of `version`, `versions` and `unversioned` can hold.
    fn agree(&self) -> Result<()> {
        let version = self.version.as_ref().map(|setting| (setting.span, "version"));
        let versions = self.versions.as_ref().map(|setting| (setting.span, "versions"));
        let unversioned = self.unversioned.as_ref().map(|switch| (switch.0, "unversioned"));
        match [version, versions, unversioned].into_iter().flatten().collect::<Vec<_>>()[..] {
            [(_, one), (span, two), ..] => bail!(&span, "`{two}` contradicts `{one}`; keep one of them"),
            _ => Ok(()),
        }
    }
}

/// `#[get("/todos/{id}", ..)]`, and the other verbs.
#[derive(Debug)]
pub(crate) struct RouteArgs {
    pub(crate) verb: Verb,
    pub(crate) template: Template,
    pub(crate) keys: RouteKeys,
    pub(crate) span: Span,
}

/// What follows the path of a route.
#[derive(Debug, FromMeta)]
pub(crate) struct RouteKeys {
    /// `status = 201`: the status of success. The default is 200, or 204 where success is `()`. Of several, `status = [200, 201]`, the first
    /// is sent unless the method chooses another with `Effects::status`.
    pub(crate) status: Option<Setting<Statuses>>,
    /// `since = 2`: the first version that has the route.
    pub(crate) since: Option<Setting<u32>>,
    /// `until = 3`: the last version that has the route.
    pub(crate) until: Option<Setting<u32>>,
    /// `deprecated = "2027-01-01"`: since when it is deprecated.
    pub(crate) deprecated: Option<Setting<Date>>,
    /// `sunset = "2027-06-30"`: when it goes.
    pub(crate) sunset: Option<Setting<Date>>,
    /// `location = find`: the method whose route is where the new thing is, said in `Location`.
    pub(crate) location: Option<Setting<MethodName>>,
    /// `accepts = v1::NewTodo`: in an older version, what comes in the place of the body, or else of the `#[query]`.
    pub(crate) accepts: WrittenType,
    /// `returns = v1::Todo`: in an older version, what goes in the place of the method's value.
    pub(crate) returns: WrittenType,
}

impl RouteArgs {
    const KEYS: [&str; 8] = ["status", "since", "until", "deprecated", "sunset", "location", "accepts", "returns"];

    /// Reads a verb's attribute.
    pub(crate) fn parse(verb: Verb, attribute: &Attribute) -> Result<Self> {
        let name = verb.name().to_ascii_lowercase();
        let missing = || match path_within(&attribute.meta) {
            Some(path) => err!(&path, "the path of `#[{name}]` comes first, without a key; write `#[{name}({})]`", names::written(&path)),
            None => err!(attribute.path(), "`#[{name}]` names no path; write `#[{name}(\"/path\")]`"),
        };
        let Meta::List(list) = &attribute.meta else { return Err(missing()) };
        let mut items = items(&list.tokens, &format!("#[{name}]"))?.into_iter();
        let Some(NestedMeta::Lit(Lit::Str(path))) = items.next() else { return Err(missing()) };
        if let Some(NestedMeta::Lit(Lit::Str(second))) = items.as_slice().first() {
            bail!(second, "`#[{name}]` takes one path, and this is a second; write another method for it");
        }

        let mut errors = Error::accumulator();
        let template = errors.handle(Template::read(&path));
        let keys = known(items.collect(), &format!("#[{name}]"), &Self::KEYS, &mut errors);
        let keys = errors.handle(RouteKeys::from_list(&keys));
        match errors.finish_with((template, keys))? {
            (Some(template), Some(keys)) => Ok(Self { verb, template, keys, span: attribute.path().span() }),
            _ => Err(missing()),
        }
    }
}

/// The path, where it is written in some other way.
fn path_within(meta: &Meta) -> Option<LitStr> {
    let texts = meta.to_token_stream().into_iter().flat_map(|tree| match tree {
        TokenTree::Group(group) => group.stream(),
        other => other.into(),
    });
    texts.filter_map(|tree| syn::parse2::<LitStr>(tree.into()).ok()).find(|text| text.value().starts_with('/'))
}

/// The attributes of methods, beside the verbs.
///
/// - `#[no_action]`: a route and no action.
/// - `#[idempotent]`: a call may carry a key, and a second call of one key gets the first's answer; `#[idempotent(required)]`: it must.
/// - `#[read]`: the method changes nothing, as a GET does.
/// - `#[refreshes(list, find(id), UsersSpec::ME)]`: the reads whose values the method makes stale.
/// - `#[form]`: forms are taken by the route too, and arguments that no form can carry are an error.
pub(crate) const METHOD_MARKS: [&str; 5] = ["no_action", "idempotent", "read", "refreshes", "form"];

/// What `#[idempotent]` asks of a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Idempotency {
    /// `#[idempotent]`: a key is taken.
    Offered,
    /// `#[idempotent(required)]`: on the route, a call without a key is refused.
    Required,
}

impl Idempotency {
    /// Reads the attribute.
    pub(crate) fn parse(attribute: &Attribute) -> Result<Self> {
        if let Meta::Path(_) = &attribute.meta {
            return Ok(Self::Offered);
        }
        match attribute.parse_args::<Path>() {
            Ok(word) if word.is_ident("required") => Ok(Self::Required),
            _ => {
                bail!(attribute.path(), "`#[idempotent]` takes nothing but `required`; write `#[idempotent]` or `#[idempotent(required)]`")
            }
        }
    }
}

/// What an argument's attribute says about where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ArgumentMark {
    /// `#[context]`: taken from the request on the server; never on the wire.
    Context,
    /// `#[query]`: the query. A struct is spread over it, one parameter a field; anything else is a parameter of its name.
    Query,
    /// `#[body]`: the whole body.
    Body,
    /// `#[header("x-name")]`: a header.
    Header(HeaderName),
}

impl ArgumentMark {
    /// The attributes that say where an argument comes from.
    pub(crate) const ATTRIBUTES: [&str; 4] = ["context", "query", "body", "header"];

    /// All attributes of ours on arguments.
    pub(crate) const ALL_ATTRIBUTES: [&str; 6] = ["context", "query", "body", "header", "sensitive", "security"];

    /// The attribute's name.
    pub(crate) fn attribute(&self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Query => "query",
            Self::Body => "body",
            Self::Header(_) => "header",
        }
    }

    /// Reads an argument's attribute.
    pub(crate) fn parse(attribute: &Attribute) -> Result<Self> {
        let name = names::written(attribute.path());
        if name == "header" {
            let Ok(header) = attribute.parse_args::<LitStr>() else {
                bail!(attribute.path(), "`#[header]` names no header; write `#[header(\"x-name\")]`");
            };
            return HeaderName::read(&header).map(Self::Header);
        }
        if !matches!(attribute.meta, Meta::Path(_)) {
            bail!(attribute.path(), "`#[{name}]` takes no value; write `#[{name}]`");
        }
        Ok(match name.as_str() {
            "context" => Self::Context,
            "query" => Self::Query,
            _ => Self::Body,
        })
    }
}

/// Keeps the items whose key is known, and reports the others.
pub(crate) fn known(items: Vec<NestedMeta>, attribute: &str, keys: &[&str], errors: &mut Errors) -> Vec<NestedMeta> {
    let check = |item: &NestedMeta| match item {
        NestedMeta::Lit(lit) => Err(err!(lit, "`{attribute}` does not take a value without a name; {}", named(lit, keys))),
        NestedMeta::Meta(meta) => known_key(meta.path(), attribute, keys),
        // `Vec<v1::Todo>` is a type, and no expression.
        NestedMeta::NameValueInvalidExpr(pair) => match known_key(&pair.path, attribute, keys) {
            Ok(()) if WrittenType::KEYS.iter().any(|key| pair.path.is_ident(key)) => Ok(()),
            Ok(()) => {
                let key = names::written(&pair.path);
                Err(err!(&pair.value, "`{key}` is set to what is no value; write a number, or a text in quotes"))
            }
            unknown => unknown,
        },
    };
    let known: Vec<_> = items.into_iter().filter(|item| errors.handle(check(item)).is_some()).collect();
    each_once(known, errors)
}

/// The remedy for a value without a name: the key that it looks like a value of.
fn named(lit: &Lit, keys: &[&str]) -> String {
    let written = names::written(lit);
    if let Lit::Str(text) = lit
        && keys.contains(&text.value().as_str())
    {
        return format!("write `{}`, without quotes", text.value());
    }
    let like: &[&str] = match lit {
        Lit::Str(text) if text.value().starts_with('/') => &["path"],
        Lit::Str(_) => &["max_age", "body"],
        Lit::Int(_) => &["status", "version"],
        _ => &[],
    };
    match like.iter().find(|key| keys.contains(key)) {
        Some(key) => format!("write `{key} = {written}`"),
        None => format!("it takes {}", crate::diag::list(keys)),
    }
}

/// Keeps the first item of each key, and reports the others.
fn each_once(items: Vec<NestedMeta>, errors: &mut Errors) -> Vec<NestedMeta> {
    let mut seen = std::collections::HashSet::new();
    let mut is_first = |item: &NestedMeta| {
        let path = match item {
            NestedMeta::Meta(meta) => meta.path(),
            NestedMeta::NameValueInvalidExpr(pair) => &pair.path,
            NestedMeta::Lit(_) => return Ok(()),
        };
        if seen.insert(names::written(path)) {
            Ok(())
        } else {
            Err(err!(path, "`{}` is set twice; keep one of them", names::written(path)))
        }
    };
    items.into_iter().filter(|item| errors.handle(is_first(item)).is_some()).collect()
}

fn known_key(path: &Path, attribute: &str, keys: &[&str]) -> Result<()> {
    let key = names::written(path);
    if keys.contains(&key.as_str()) {
        return Ok(());
    }
    bail!(path, "`{attribute}` does not take `{key}`; {}", did_you_mean(&key, keys))
}
