//! What one method promises.

use super::captured::Captured;
use super::id::{ActionId, Seed, Tag};
use super::idempotency::Idempotency;
use super::limit::{MethodLimits, Rate};
use super::rest::RestSpec;
use super::returned::Returned;
use super::route::{RouteSpec, Verb};
use super::security::Security;
use super::service::ServiceSpec;
use crate::wire::{Shape, Whole, mix, text};
use std::time::Duration;

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
    /// How those of its contexts that say so know their callers (`#[security(..)]`): each of them must be content.
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
        Self { name, place, shape, is_sensitive: false, captured: Captured::NOTHING }
    }

    /// Makes the whole argument a secret.
    pub const fn sensitive(mut self) -> Self {
        self.is_sensitive = true;
        self
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

/// A method while its promises are put together: `service.method(..).route(..).takes(..).gives(..).fails(..)`.
#[derive(Debug)]
pub struct Draft {
    pub(super) method: MethodSpec,
    seed: Option<Seed>,
    value: Shape,
}

impl Draft {
    pub(super) const fn new(service: &'static ServiceSpec, seed: Option<Seed>, name: &'static str, doc: &'static str) -> Self {
        let nothing = Shape::unit();
        let fingerprint = nothing.fingerprint();
        let strict = Tag::new(fingerprint);
        let method = MethodSpec {
            service,
            name,
            doc,
            params: &[],
            contexts: &[],
            security: &[],
            route: None,
            rest: RestSpec::PLAIN,
            older: &[],
            action: None,
            keyed: false,
            idempotency: Idempotency::None,
            is_read: false,
            takes_form: false,
            fingerprint,
            strict,
            limits: MethodLimits::NONE,
            returned: Returned::NOTHING,
        };
        Self { method, seed, value: nothing }
    }

    /// The method by a newer route, as far as it is not said anew: it has what the oldest of these has, but for its route.
    pub(super) const fn newer(older: &'static [MethodSpec], seed: Option<Seed>) -> Self {
        let oldest = older[older.len() - 1];
        let rest = RestSpec { location: None, ..oldest.rest };
        Self { method: MethodSpec { older, rest, route: None, is_read: false, ..oldest }, seed, value: Shape::unit() }
    }

    /// Adds a route. Status 0 leaves the status of success to the result: 200, or 204 for `()`.
    pub const fn route(mut self, verb: Verb, template: &'static str, status: u16) -> Self {
        let status = if status == 0 { None } else { Some(status) };
        self.method.is_read = self.method.is_read || matches!(verb, Verb::Get);
        self.method.route = Some(RouteSpec { verb, template, status, since: None, until: None, deprecated: None, sunset: None });
        self
    }

    /// Sets the first version that has the route.
    pub const fn since(mut self, version: u32) -> Self {
        if let Some(route) = &mut self.method.route {
            route.since = Some(version);
        }
        self
    }

    /// Sets the last version that has the route.
    pub const fn until(mut self, version: u32) -> Self {
        if let Some(route) = &mut self.method.route {
            route.until = Some(version);
        }
        self
    }

    /// Sets the date since which the route is deprecated.
    pub const fn deprecated(mut self, date: &'static str) -> Self {
        if let Some(route) = &mut self.method.route {
            route.deprecated = Some(date);
        }
        self
    }

    /// Sets the date at which the route goes.
    pub const fn sunset(mut self, date: &'static str) -> Self {
        if let Some(route) = &mut self.method.route {
            route.sunset = Some(date);
        }
        self
    }

    /// Lets a call carry an idempotency key.
    pub const fn idempotent(mut self, idempotency: Idempotency) -> Self {
        self.method.idempotency = idempotency;
        self
    }

    /// Says that the method changes nothing.
    pub const fn read(mut self) -> Self {
        self.method.is_read = true;
        self
    }

    /// Lets the route take forms.
    pub const fn form(mut self) -> Self {
        self.method.takes_form = true;
        self
    }

    /// Sets the types of the contexts, as the trait names them.
    pub const fn needs(mut self, contexts: &'static [&'static str]) -> Self {
        self.method.contexts = contexts;
        self
    }

    /// Sets the wire arguments, in declared order.
    pub const fn takes(mut self, params: &'static [Param]) -> Self {
        self.method.params = params;
        self
    }

    /// Sets the most bytes of a body.
    pub const fn body_limit(mut self, bytes: u64) -> Self {
        self.method.limits.body = Some(bytes);
        self
    }

    /// Sets how long the method may take, in milliseconds.
    pub const fn deadline(mut self, milliseconds: u64) -> Self {
        self.method.limits.deadline = Some(Duration::from_millis(milliseconds));
        self
    }

    /// Sets how often one caller may call: so many calls in so many milliseconds, and the most at once.
    pub const fn rate_limit(mut self, calls: u32, milliseconds: u64, burst: u32) -> Self {
        self.method.limits.rate = Some(Rate::new(calls, Duration::from_millis(milliseconds)).burst(burst));
        self
    }

    /// Sets what success gives.
    pub const fn gives(mut self, value: Shape) -> Self {
        self.method.rest.body = value.as_body();
        self.value = value;
        self
    }

    /// Sets what is known of the type that the method returns.
    pub(crate) const fn returned(mut self, returned: Returned) -> Self {
        self.method.returned = returned;
        self
    }

    /// Sets what failure gives, and with that completes the method: both fingerprints, and the action's id if it is one.
    pub const fn fails(self, error: Shape) -> MethodSpec {
        let Self { mut method, seed, value } = self;
        let mut arguments = Shape::tuple();
        let mut names = 0;
        let mut i = 0;
        while i < method.params.len() {
            names = mix(names, text(method.params[i].name));
            arguments = arguments.item(method.params[i].shape);
            i += 1;
        }
        let whole = Shape::tuple().item(Shape::opaque(names.to_le_bytes())).item(arguments).item(value).item(error);
        method.fingerprint = whole.fingerprint();
        method.strict = Tag::new(whole.strict_fingerprint());
        if let Some(seed) = seed {
            method.action = Some(ActionId::derive(seed, method.name, method.fingerprint));
            method.keyed = seed.is_keyed();
        }
        method
    }
}

impl MethodSpec {
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
