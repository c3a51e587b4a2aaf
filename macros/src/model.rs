//! A service as believed: data, spans and cheap questions. Only `lower` builds one.

use crate::names;
use crate::parse::args::Idempotency;
use crate::parse::duration::Period;
use crate::parse::limits::{RateArgs, Size};
use crate::parse::security::SchemeArgs;
use crate::parse::template::Template;
use crate::parse::value::{Date, Setting, Verb};
use crate::paths::Runtime;
use proc_macro2::{Ident, Span};
use syn::{Attribute, Path, Type, Visibility};

/// One annotated trait.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) runtime: Runtime,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    /// The wire name.
    pub(crate) name: String,
    pub(crate) docs: Vec<syn::Expr>,
    /// `#[deprecated]`: so is every method.
    pub(crate) is_deprecated: bool,
    pub(crate) base: String,
    /// Stands before the path of every method.
    pub(crate) path: String,
    pub(crate) versions: Versions,
    pub(crate) actions: bool,
    /// Type parameters that the trait's own names leave free.
    pub(crate) parameters: Parameters,
    pub(crate) methods: Vec<Method>,
    /// Whether no method was left out for its errors.
    pub(crate) is_whole: bool,
}

/// Type parameters of the generated types.
#[derive(Debug)]
pub(crate) struct Parameters {
    /// The implementor: `S`.
    pub(crate) service: Ident,
    /// The transport: `T`.
    pub(crate) transport: Ident,
    /// By actions or by routes: `W`.
    pub(crate) way: Ident,
}

/// The versions of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Versions {
    Unversioned,
    /// From the first to the last, both included.
    Range(u32, u32),
}

/// One method.
#[derive(Debug)]
pub(crate) struct Method {
    pub(crate) ident: Ident,
    /// The wire name.
    pub(crate) name: String,
    pub(crate) about: About,
    /// In declared order, contexts among them.
    pub(crate) params: Vec<Param>,
    /// What it returns; `()` where nothing is written.
    pub(crate) output: Type,
    pub(crate) folds: Folds,
    /// Whether a call may carry a key, or must.
    pub(crate) idempotency: Option<Idempotency>,
    /// Whether it changes nothing.
    pub(crate) is_read: bool,
    /// The reads that it makes stale.
    pub(crate) refreshes: Vec<Refresh>,
    /// Whether its route takes forms too.
    pub(crate) is_form: bool,
    pub(crate) limits: Limits,
    /// The routes of versions before the newest, the newest of them first.
    pub(crate) older: Vec<Older>,
}

/// A read that a write makes stale.
#[derive(Debug)]
pub(crate) struct Refresh {
    /// A method of the trait, or a constant of another spec.
    pub(crate) read: Path,
    /// The arguments that have to be equal in both.
    pub(crate) arguments: Vec<Ident>,
}

/// What one call of a method may take, and how often a caller may call, where the method says so.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    /// The most bytes of a body.
    pub(crate) body: Option<Setting<Size>>,
    /// Time limit of the method.
    pub(crate) deadline: Option<Setting<Period>>,
    pub(crate) rate: Option<RateArgs>,
}

/// A method as versions before the newest know it.
#[derive(Debug)]
pub(crate) struct Older {
    pub(crate) route: Route,
    /// As this route takes them, contexts among them.
    pub(crate) params: Vec<Param>,
    /// Which of them comes in another type, and becomes the method's own.
    pub(crate) accepts: Option<Ident>,
}

/// What is written above a method, as far as what we generate for it repeats that.
#[derive(Debug)]
pub(crate) struct About {
    /// The lines of the doc comment.
    pub(crate) docs: Vec<syn::Expr>,
    /// `#[doc]` as written.
    pub(crate) doc_attrs: Vec<Attribute>,
    /// `#[cfg]` as written.
    pub(crate) cfgs: Vec<Attribute>,
    /// `#[deprecated]` as written, or nothing.
    pub(crate) deprecated: Vec<Attribute>,
}

/// Folds of a method.
#[derive(Debug)]
pub(crate) enum Folds {
    Action,
    Route(Route),
    Both(Route),
}

/// The REST fold of a method.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) verb: Verb,
    pub(crate) template: Template,
    /// The statuses of success that are written, the usual one first.
    pub(crate) statuses: Vec<u32>,
    pub(crate) since: Option<Setting<u32>>,
    pub(crate) until: Option<Setting<u32>>,
    pub(crate) deprecated: Option<Setting<Date>>,
    pub(crate) sunset: Option<Setting<Date>>,
    /// The method whose route is where the new thing is.
    pub(crate) location: Option<Ident>,
    pub(crate) rest: Rest,
    /// What comes in the place of the whole body, or else of the whole query.
    pub(crate) accepts: Option<Setting<Type>>,
    /// What goes in the place of the method's value.
    pub(crate) returns: Option<Setting<Type>>,
    /// The attribute's name.
    pub(crate) span: Span,
}

/// What a route says beside its value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rest {
    /// The `Cache-Control` of a success.
    pub(crate) cache: Option<String>,
    /// Whether a request must come with a condition.
    pub(crate) precondition: bool,
}

/// One argument.
#[derive(Debug)]
pub(crate) struct Param {
    pub(crate) ident: Ident,
    /// The wire name.
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) source: Source,
    /// `#[sensitive]`: shown in no log and no form.
    pub(crate) is_sensitive: bool,
    /// `#[sensitive(password)]`: people type it unseen.
    pub(crate) is_password: bool,
    /// Of a context: how it knows its caller, if it says so.
    pub(crate) security: Option<Security>,
}

/// Security schemes of a context: any one of them will do.
#[derive(Debug, Clone)]
pub(crate) struct Security {
    pub(crate) schemes: Vec<SchemeArgs>,
    /// Whether a caller may come without.
    pub(crate) is_optional: bool,
}

/// Where an argument comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The request, on the server.
    Context,
    /// The caller.
    Wire(Place),
}

/// Where the route takes an argument from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    QueryParam,
    Query,
    Header(String),
    Body,
    Member,
    /// The method has no route.
    Action,
}

impl Service {
    /// Every route with its method.
    pub(crate) fn routes(&self) -> impl Iterator<Item = (&Method, &Route)> {
        self.methods.iter().flat_map(|method| {
            let older = method.older.iter().map(|older| &older.route);
            method.route().into_iter().chain(older).map(move |route| (method, route))
        })
    }

    /// The last version that has this route; 0 without versions.
    pub(crate) fn last_version(&self, route: &Route) -> u32 {
        route.versions(self.versions).map_or(0, |(_, last)| last)
    }

    /// The methods that have a route, with the newest.
    pub(crate) fn routed(&self) -> impl Iterator<Item = (&Method, &Route)> {
        self.methods.iter().filter_map(|method| method.route().map(|route| (method, route)))
    }

    /// The distinct types of contexts, in declared order.
    pub(crate) fn contexts(&self) -> Vec<&Type> {
        let all = self.methods.iter().flat_map(|method| &method.params).filter(|param| param.source == Source::Context);
        distinct(all.map(|param| &param.ty))
    }
}

fn distinct<'a>(types: impl Iterator<Item = &'a Type>) -> Vec<&'a Type> {
    let mut seen = std::collections::HashSet::new();
    types.filter(|ty| seen.insert(names::written(ty))).collect()
}

impl Method {
    /// The newest route, if there is one.
    pub(crate) fn route(&self) -> Option<&Route> {
        match &self.folds {
            Folds::Action => None,
            Folds::Route(route) | Folds::Both(route) => Some(route),
        }
    }

    /// Whether it is an action.
    pub(crate) fn is_action(&self) -> bool {
        !matches!(self.folds, Folds::Route(_))
    }

    /// The arguments that travel, in declared order.
    pub(crate) fn wire_params(&self) -> impl Iterator<Item = (&Param, &Place)> {
        wire(&self.params)
    }

    /// The arguments that the server takes from the request, in declared order.
    pub(crate) fn contexts(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|param| param.source == Source::Context)
    }
}

impl Older {
    /// The arguments that travel, in declared order.
    pub(crate) fn wire_params(&self) -> impl Iterator<Item = (&Param, &Place)> {
        wire(&self.params)
    }
}

fn wire(params: &[Param]) -> impl Iterator<Item = (&Param, &Place)> {
    params.iter().filter_map(|param| match &param.source {
        Source::Wire(place) => Some((param, place)),
        Source::Context => None,
    })
}

impl Route {
    /// Where what it creates is, if it says so.
    pub(crate) fn location<'a>(&self, service: &'a Service) -> Option<(&'a Method, &'a Route)> {
        let name = self.location.as_ref()?;
        let all = || service.routes().filter(|(method, route)| method.ident == *name && route.verb == Verb::Get);
        let (first, last) = self.versions(service.versions).unzip();
        let is_there = |route: &Route| {
            let (since, until) = route.versions(service.versions).unzip();
            since <= first && last <= until
        };
        all().find(|(_, route)| is_there(route)).or_else(|| all().next())
    }

    /// The versions that have the route, within those of the service; `None` where there are no versions.
    pub(crate) fn versions(&self, service: Versions) -> Option<(u32, u32)> {
        match service {
            Versions::Unversioned => None,
            Versions::Range(first, last) => {
                Some((self.since.as_ref().map_or(first, |since| since.value), self.until.as_ref().map_or(last, |until| until.value)))
            }
        }
    }
}
