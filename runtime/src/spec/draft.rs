//! A method while its promises are put together.
//!
//! In: a service, or the seed of its ids, and what `#[service]` read. Out: a [`MethodSpec`].

use super::id::{ActionId, Seed, Tag};
use super::idempotency::Idempotency;
use super::limit::{MethodLimits, Rate};
use super::method::{MethodSpec, Param};
use super::refresh::Refresh;
use super::rest::RestSpec;
use super::returned::Returned;
use super::route::{RouteSpec, Verb};
use super::security::Security;
use super::service::ServiceSpec;
use crate::wire::{Shape, mix, text};
use std::time::Duration;

impl ServiceSpec {
    /// The seed of the ids of the actions.
    pub const fn seed(&'static self, key: Option<&str>) -> Seed {
        Seed::new(key, self)
    }

    /// A method that is no action.
    pub const fn method(&'static self, name: &'static str, doc: &'static str) -> MethodSpecBuilder {
        MethodSpecBuilder::new(self, None, name, doc)
    }

    /// A method that is no action, by a newer route than these: the newest of them first.
    pub const fn newer(&'static self, older: &'static [MethodSpec]) -> MethodSpecBuilder {
        MethodSpecBuilder::newer(older, None)
    }
}

impl Seed {
    /// A method that is an action.
    pub const fn method(self, name: &'static str, doc: &'static str) -> MethodSpecBuilder {
        MethodSpecBuilder::new(self.service, Some(self), name, doc)
    }

    /// A method that is an action, by a newer route than these: the newest of them first.
    pub const fn newer(self, older: &'static [MethodSpec]) -> MethodSpecBuilder {
        MethodSpecBuilder::newer(older, Some(self))
    }
}

/// A method while its promises are put together: `service.method(..).route(..).takes(..).gives(..).fails(..)`.
#[derive(Debug)]
pub struct MethodSpecBuilder {
    method: MethodSpec,
    seed: Option<Seed>,
    value: Shape,
}

impl MethodSpecBuilder {
    const fn new(service: &'static ServiceSpec, seed: Option<Seed>, name: &'static str, doc: &'static str) -> Self {
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
            refreshes: &[],
            is_deprecated: false,
            takes_form: false,
            fingerprint,
            strict,
            limits: MethodLimits::NONE,
            returned: Returned::NOTHING,
        };
        Self { method, seed, value: nothing }
    }

    /// The method by a newer route, as far as it is not said anew: it has what the oldest of these has, but for its route.
    const fn newer(older: &'static [MethodSpec], seed: Option<Seed>) -> Self {
        let oldest = older[older.len() - 1];
        let rest = RestSpec { location: None, ..oldest.rest };
        Self { method: MethodSpec { older, rest, route: None, is_read: false, ..oldest }, seed, value: Shape::unit() }
    }

    /// Adds a route. Status 0 leaves the status of success to the result: 200, or 204 for `()`.
    pub const fn route(mut self, verb: Verb, template: &'static str, status: u16) -> Self {
        let status = if status == 0 { None } else { Some(status) };
        self.method.is_read = self.method.is_read || matches!(verb, Verb::Get);
        self.method.route =
            Some(RouteSpec { verb, template, status, further_statuses: &[], since: None, until: None, deprecated: None, sunset: None });
        self
    }

    /// Adds statuses of success, of which the method chooses one itself.
    pub const fn or_statuses(mut self, further: &'static [u16]) -> Self {
        if let Some(route) = &mut self.method.route {
            route.further_statuses = further;
        }
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

    /// Marks the method as deprecated.
    pub const fn no_longer_recommended(mut self) -> Self {
        self.method.is_deprecated = true;
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

    /// Sets the reads whose values a call makes stale. A page that keeps none carries none of their ids.
    pub const fn refreshes(mut self, reads: &'static [Refresh]) -> Self {
        if cfg!(any(feature = "server", feature = "store")) {
            self.method.refreshes = reads;
        }
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

    /// Sets the `Cache-Control` of a success.
    pub const fn cache(mut self, directives: &'static str) -> Self {
        self.method.rest.cache = Some(directives);
        self
    }

    /// Demands that a request come with a condition.
    pub const fn precondition(mut self) -> Self {
        self.method.rest.precondition = true;
        self
    }

    /// Sets the template of the route to what was created.
    pub const fn location(mut self, template: &'static str) -> Self {
        self.method.rest.location = Some(template);
        self
    }

    /// Sets how the contexts know their callers: each of them must be content.
    pub const fn secured(mut self, contexts: &'static [Security]) -> Self {
        self.method.security = contexts;
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
