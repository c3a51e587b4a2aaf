//! What one method promises.

use super::captured::Captured;
use super::id::{ActionId, Tag};
use super::idempotency::Idempotency;
use super::limit::MethodLimits;
use super::refresh::Refresh;
use super::rest::RestSpec;
use super::returned::Returned;
use super::route::{RouteSpec, Verb};
use super::security::Security;
use super::service::ServiceSpec;
use crate::wire::{Shape, Whole};

/// What one method promises: its name, its folds, what it takes and gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodSpec {
    /// The service that it belongs to.
    pub service: &'static ServiceSpec,
    /// The wire name: the method's, without `r#`.
    pub name: &'static str,
    /// The doc comment.
    pub doc: &'static str,
    /// The wire arguments, in declared order.
    pub params: &'static [Param],
    /// The types of its contexts, as the trait names them.
    pub contexts: &'static [&'static str],
    /// Security schemes of those contexts that declare them (`#[security(..)]`): each of them must be content.
    pub security: &'static [Security],
    /// The public route, if a verb asks for one; the newest, where versions have different ones.
    pub route: Option<RouteSpec>,
    /// What the route's answers carry, and what its requests must.
    pub rest: RestSpec,
    /// The method as older versions know it, the newest of them first: each with a route, arguments and a value of its own, and no action.
    pub older: &'static [MethodSpec],
    /// The action, unless `#[no_action]` or `actions = false`.
    pub action: Option<ActionId>,
    /// Whether a project key went into the action's id. Without one the id is opaque, but can be derived from the source.
    pub keyed: bool,
    /// Whether a call may carry an idempotency key (`#[idempotent]`), or must.
    pub idempotency: Idempotency,
    /// Whether the method changes nothing: it is a GET, or marked `#[read]`.
    pub is_read: bool,
    /// The reads whose values a call makes stale (`#[refreshes(..)]`): known on a server, and with feature `store`.
    pub refreshes: &'static [Refresh],
    /// True for a method with `#[deprecated]`, or of a service with it.
    pub is_deprecated: bool,
    /// Whether the route takes forms too (`#[form]`). An action takes them wherever a form can carry its arguments.
    pub takes_form: bool,
    /// The wire fingerprint: what the id is made of.
    pub fingerprint: [u8; 16],
    /// The fingerprint that counts optional fields too.
    pub strict: Tag,
    /// The limits of its own: `#[limit(..)]`, `#[rate_limit(..)]`.
    pub limits: MethodLimits,
    /// What is known of the type that it returns.
    #[doc(hidden)]
    pub returned: Returned,
}

/// One wire argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Param {
    /// The wire name: the argument's, without `r#`.
    pub name: &'static str,
    /// Where the route takes it from.
    pub place: Place,
    /// What its JSON form looks like.
    pub shape: Shape,
    /// Whether the whole argument is a secret: `#[sensitive]`. Its type may have secrets too; [`MethodSpec::is_sensitive`] knows both.
    pub is_sensitive: bool,
    /// True if people type it unseen: `#[sensitive(password)]`.
    pub is_password: bool,
    pub(crate) captured: Captured,
}

/// Where a route takes an argument from. An action takes them all from one tuple.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The path capture of the same name.
    Path,
    /// The query parameter of the same name.
    QueryParam,
    /// The whole query (`#[query]`).
    Query,
    /// The whole body.
    Body,
    /// A member of a JSON object that is the body.
    Member,
    /// A header of this name.
    Header(&'static str),
    /// The method has no route.
    Action,
}

impl Param {
    /// A wire argument whose type has no rules.
    pub const fn new(name: &'static str, place: Place, shape: Shape) -> Self {
        Self { name, place, shape, is_sensitive: false, is_password: false, captured: Captured::NOTHING }
    }

    /// Makes the whole argument a secret.
    pub const fn sensitive(mut self) -> Self {
        self.is_sensitive = true;
        self
    }

    /// Makes the whole argument a secret that people type unseen.
    pub const fn password(mut self) -> Self {
        self.is_password = true;
        self.sensitive()
    }
}

impl Param {
    fn hides(&self, steps: &[&str]) -> bool {
        self.is_sensitive || self.captured.is_sensitive(steps)
    }

    /// Whether it is a file: an `Upload`, or an optional one.
    pub const fn is_file(&self) -> bool {
        self.shape.carry().is_file()
    }
}

impl MethodSpec {
    /// Returns true if a result is one JSON value, and neither bytes nor a stream.
    pub const fn gives_json(&self) -> bool {
        self.rest.body.is_json()
    }

    /// `/_action/{id}`: where the action is called. Empty for a method without an action.
    pub const fn action_path(&self) -> &str {
        match &self.action {
            Some(action) => action.path(),
            None => "",
        }
    }

    /// The HTTP method of the route.
    pub const fn verb(&self) -> Option<Verb> {
        match &self.route {
            Some(route) => Some(route.verb),
            None => None,
        }
    }

    /// The path template of the route in its newest version: `/api/v1/todos/{id}`.
    pub fn path(&self) -> Option<String> {
        let newest = self.service.versions.all().into_iter().rev().find(|version| self.path_in(*version).is_some())?;
        self.path_in(newest)
    }

    /// The path template of the route in one version, if that version has it.
    pub fn path_in(&self, version: Option<u32>) -> Option<String> {
        self.routes().find_map(|method| method.own_path_in(version))
    }

    /// The method by its newest route, then as older versions know it.
    pub fn routes(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.older)
    }

    /// As [`path_in`](Self::path_in), without the older routes.
    pub(crate) fn own_path_in(&self, version: Option<u32>) -> Option<String> {
        let route = self.route.as_ref().filter(|route| route.is_in(version))?;
        // A route at `/` below a prefix is the prefix itself, without a slash at its end.
        let prefix = self.service.prefix(version);
        Some(if route.template == "/" && !prefix.is_empty() { prefix } else { prefix + route.template })
    }

    /// Whether calling twice can be as calling once: nothing changes, the verb says so, or a key does.
    pub const fn is_idempotent(&self) -> bool {
        self.is_read || matches!(self.verb(), Some(verb) if verb.is_idempotent()) || self.idempotency.is_offered()
    }

    /// The argument that is a file, if there is one.
    pub fn file(&self) -> Option<&'static Param> {
        self.params.iter().find(|param| param.is_file())
    }

    /// Whether a form can carry the arguments.
    pub fn fits_a_form(&self) -> bool {
        self.params.iter().all(|param| !param.shape.carry().is_never())
    }

    /// Whether a request's whole body is one argument's bytes, of any content type.
    pub fn takes_raw_body(&self) -> bool {
        self.params.iter().any(|param| param.place == Place::Body && param.shape.as_body() == Whole::Raw)
    }

    /// The argument of this wire name.
    pub fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.name == name)
    }
    /// Whether what lies at this path is a secret, or part of one: marked `#[sensitive]` on the argument, or on a field of its type.
    ///
    /// The path goes from the argument's wire name down to a field, `["new", "card", "number"]`, with a step for each index. Of a method
    /// with one argument that name may be left out, as in a form. On a client, which shows nothing again, only arguments are known.
    pub fn is_sensitive(&self, path: &[&str]) -> bool {
        match (path, self.params) {
            ([first, rest @ ..], params) if let Some(param) = params.iter().find(|param| param.name == *first) => param.hides(rest),
            (path, [only]) => only.hides(path),
            _ => false,
        }
    }
}
