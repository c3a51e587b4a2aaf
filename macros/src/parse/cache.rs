//! `#[cache(..)]`: how long the answer of a read keeps, and for whom.
//!
//! In: the attribute. Out: the value of `Cache-Control` (RFC 9111, section 5.2), with what contradicts itself refused.

use super::args::known;
use super::duration::Duration;
use super::items::items;
use super::value::{Setting, Switch};
use crate::diag::{Error, Result, bail, err};
use darling::FromMeta;
use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Attribute, Meta};

/// What stands between the parentheses.
#[derive(Debug, Default, FromMeta)]
struct Directives {
    /// `public`: any cache may keep it.
    public: Option<Switch>,
    /// `private`: only the caller's own cache may keep it.
    private: Option<Switch>,
    /// `no_store`: no cache may keep it.
    no_store: Option<Switch>,
    /// `no_cache`: a cache asks before each use.
    no_cache: Option<Switch>,
    /// `max_age = "60s"`: how long it is fresh.
    max_age: Option<Setting<Duration>>,
    /// `shared_max_age = "5m"`: how long it is fresh in a shared cache (`s-maxage`).
    shared_max_age: Option<Setting<Duration>>,
    /// `must_revalidate`: what is no longer fresh is not used without asking.
    must_revalidate: Option<Switch>,
    /// `stale_while_revalidate = "30s"`: for how long it may be used while a cache asks (RFC 5861).
    stale_while_revalidate: Option<Setting<Duration>>,
    /// `stale_if_error = "1d"`: for how long it may be used while the server fails (RFC 5861).
    stale_if_error: Option<Setting<Duration>>,
    /// `immutable`: it does not change while it is fresh (RFC 8246).
    immutable: Option<Switch>,
}

/// `#[cache(..)]`.
#[derive(Debug, Clone)]
pub(crate) struct Cache {
    /// `private, max-age=60`.
    pub(crate) header: String,
    /// The directive that lets a shared cache keep it, where it stands.
    pub(crate) shared: Option<(&'static str, Span)>,
    /// The attribute's name.
    pub(crate) span: Span,
}

impl Cache {
    const KEYS: [&str; 10] = [
        "public",
        "private",
        "no_store",
        "no_cache",
        "max_age",
        "shared_max_age",
        "must_revalidate",
        "stale_while_revalidate",
        "stale_if_error",
        "immutable",
    ];

    /// Reads the attribute.
    pub(crate) fn parse(attribute: &Attribute) -> Result<Self> {
        let span = attribute.path().span();
        let missing = || err!(&span, "`#[cache]` says nothing; write `#[cache(max_age = \"60s\", private)]`, or `#[cache(no_store)]`");
        let Meta::List(list) = &attribute.meta else { return Err(missing()) };
        let items = items(&list.tokens, "#[cache]")?;
        if items.is_empty() {
            return Err(missing());
        }
        let mut errors = Error::accumulator();
        let keys = known(items, "#[cache]", &Self::KEYS, &mut errors);
        let directives = errors.handle(Directives::from_list(&keys));
        let directives = errors.finish_with(directives)?.unwrap_or_default();
        directives.agree()?;
        Ok(Self { header: directives.header(), shared: directives.shared(), span })
    }
}

impl Directives {
    /// What contradicts itself would be read in one way by one cache and in another by the next.
    fn agree(&self) -> Result<()> {
        if let (Some(_), Some(private)) = (self.public, self.private) {
            bail!(&private.0, "`private` contradicts `public`; keep one of them");
        }
        let others = [
            self.public.map(|switch| ("public", switch.0)),
            self.private.map(|switch| ("private", switch.0)),
            self.no_cache.map(|switch| ("no_cache", switch.0)),
            self.must_revalidate.map(|switch| ("must_revalidate", switch.0)),
            self.immutable.map(|switch| ("immutable", switch.0)),
        ];
        let other = others.into_iter().chain(self.ages().map(|(key, age)| age.as_ref().map(|age| (key, age.span)))).flatten().next();
        if let (Some(_), Some((key, span))) = (self.no_store, other) {
            bail!(&span, "`{key}` contradicts `no_store`: what is not kept has no age; keep one of them");
        }
        match (self.private, &self.shared_max_age) {
            (Some(_), Some(age)) => {
                bail!(&age.span, "`shared_max_age` contradicts `private`: no shared cache keeps it; remove one of them")
            }
            _ => Ok(()),
        }
    }

    /// The directive that lets a shared cache keep it (RFC 9111, section 3.5).
    fn shared(&self) -> Option<(&'static str, Span)> {
        let public = self.public.map(|switch| ("public", switch.0));
        public.or_else(|| self.shared_max_age.as_ref().map(|age| ("shared_max_age", age.span)))
    }

    fn ages(&self) -> impl Iterator<Item = (&'static str, &Option<Setting<Duration>>)> {
        let ages = [
            ("max_age", &self.max_age),
            ("shared_max_age", &self.shared_max_age),
            ("stale_while_revalidate", &self.stale_while_revalidate),
            ("stale_if_error", &self.stale_if_error),
        ];
        ages.into_iter()
    }

    fn header(&self) -> String {
        let switches = [
            ("public", self.public),
            ("private", self.private),
            ("no-store", self.no_store),
            ("no-cache", self.no_cache),
            ("must-revalidate", self.must_revalidate),
            ("immutable", self.immutable),
        ];
        let switches = switches.into_iter().filter_map(|(name, switch)| switch.map(|_| name.to_owned()));
        let ages = self.ages().filter_map(|(key, age)| age.as_ref().map(|age| format!("{}={}", directive(key), age.value.0)));
        switches.chain(ages).collect::<Vec<_>>().join(", ")
    }
}

/// The directive of a key.
fn directive(key: &str) -> String {
    match key {
        "shared_max_age" => "s-maxage".to_owned(),
        key => key.replace('_', "-"),
    }
}
