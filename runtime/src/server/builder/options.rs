//! Every option of a server.
//!
//! An option is one setter of the policy that it is about; the policy's room says what follows from it.

use super::server::Server;
use crate::server::context::effects::invalid::InvalidEffect;
use crate::server::dispatch::layers::MethodService;
use crate::server::guard::cross_origin::CrossOriginCounters;
use crate::server::guard::origin::InvalidOrigin;
use crate::server::guard::rate_limit::{RateStore, SharedRates};
use crate::server::idempotency::IdempotencyStore;
use crate::server::openapi::info::Info;
use crate::server::problem::format::ProblemFormat;
use crate::spec::ServiceSpec;
use axum::Router;
use axum::body::Body;
use axum::response::IntoResponse;
use http::Request;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tower::Layer;
use tower_service::Service;

impl Server {
    /// Shows the problems of one service's routes in a format that is given from outside: `problems_of(TodosSpec::SERVICE, format)`.
    ///
    /// Everything that the service's paths refuse takes this form: its own errors, contexts that refuse without a body of their own, input
    /// that cannot be read, other verbs, unknown paths below its prefix. Actions keep problem documents.
    pub fn problems_of(mut self, service: ServiceSpec, format: ProblemFormat) -> Self {
        self.config.formats.set(service, format);
        self
    }

    /// Says in the OpenAPI documents what no trait has: title, description, contact, licence and servers of the API, other words for an
    /// operation, or none. Of a version that has words of its own ([`Info::of_version`]) those count.
    pub fn info(mut self, info: Info) -> Self {
        self.config.infos.add(info);
        self
    }

    /// Keeps the answers of calls with an idempotency key, of forms with a one-time key and of deliveries of webhooks here, instead of in a
    /// [`MemoryStore`](crate::server::MemoryStore).
    pub fn idempotency_store(mut self, store: impl IdempotencyStore) -> Self {
        self.config.answers.store = Arc::new(store);
        self
    }

    /// Counts the calls of each caller here, for [`Server::rate_limit`] and the methods' `#[rate_limit(..)]`, instead of in this server alone: so
    /// that several servers together let no more through than one would.
    ///
    /// A store that fails or is late refuses nobody: this server then counts by itself, and asks again after a second.
    pub fn rate_store(mut self, store: impl RateStore) -> Self {
        self.config.rates.shared = Some(Arc::new(SharedRates::new(Arc::new(store))));
        self
    }

    /// Sets one store as both the [`Server::idempotency_store`] and the [`Server::rate_store`]. Servers that share it are one to their callers.
    pub fn shared_store(mut self, store: impl IdempotencyStore + RateStore) -> Self {
        let store = Arc::new(store);
        self.config.rates.shared = Some(Arc::new(SharedRates::new(store.clone())));
        self.config.answers.store = store;
        self
    }

    /// Sets how long the stores may take for all that one call asks of them. A claim that comes later is a 503; an answer that is not kept by then
    /// goes out all the same, with a line in the log; a rate is counted by this server alone. The default is a second.
    pub fn store_deadline(mut self, deadline: Duration) -> Self {
        self.config.answers.deadline = deadline;
        self
    }

    /// Sets how long an answer is kept for a second call of its key. The default is a day.
    pub fn keep_answers(mut self, keep: Duration) -> Self {
        self.config.answers.keep = keep;
        self
    }

    /// Lets pages of every origin call the routes of one service: `allow_any_origin(TodosSpec::SERVICE)`. Its actions stay closed to them.
    ///
    /// **Only for a service whose callers prove who they are in a header that no browser adds by itself**, such as `Authorization` with a
    /// token. Where a cookie is enough, any page on the web could act in its visitors' names. For a page to read the answers, and to send
    /// JSON at all, the router also needs CORS headers: `Server::cors` with `Cors::any()`. A malformed or repeated `Origin` is refused here
    /// as everywhere (403).
    pub fn allow_any_origin(mut self, service: ServiceSpec) -> Self {
        self.config.any_origin.add(service);
        self
    }

    /// Lets pages of another origin call: `https://app.example`, scheme and host and perhaps a port.
    ///
    /// That page can then send forms, and with CORS headers of your own also call routes. An action never has CORS headers, so no script
    /// of another origin can read its answer, or send it JSON.
    ///
    /// # Errors
    /// If `origin` is anything else; there are no wildcards.
    pub fn allow_origin(mut self, origin: &str) -> Result<Self, InvalidOrigin> {
        self.config.cross_origin.trust(origin)?;
        Ok(self)
    }

    /// Lets actions be called by what is no browser, and so sends neither `Sec-Fetch-Site` nor `Origin`. Routes need no such permission.
    pub fn allow_non_browser(mut self) -> Self {
        self.config.cross_origin.allow_non_browser();
        self
    }

    /// Refuses nobody for where a request comes from, and only logs and counts what would be refused: for a look at the traffic of an
    /// existing site before the protection is relied upon. **Actions and unsafe routes are open to requests forged by other sites.**
    pub fn cross_origin_log_only(mut self) -> Self {
        self.config.cross_origin.only_log();
        self
    }

    /// Number of requests by verdict of the cross-origin check; a handle to keep before the server becomes a router.
    pub fn cross_origin_counters(&self) -> CrossOriginCounters {
        self.config.cross_origin.counters()
    }

    /// Answers pages of other origins on the routes: preflights, and headers that let the page read. Never on actions.
    ///
    /// Said again, it takes the place of what was said before.
    #[cfg(feature = "cors")]
    pub fn cors(mut self, cors: crate::server::Cors) -> Self {
        let (layer, origins) = cors.into_parts();
        self.config.cross_origin.trust_on_routes(origins);
        self.config.cors = Some(layer);
        self
    }

    /// Serves no `docs` page beside the OpenAPI documents. Where a route has a capture in that place, such as `/api/{name}` of a service
    /// without versions, it then has `docs` and `openapi-3.0.json` as values too.
    ///
    /// The page's script, some 0.9 MB, is in the server's binary all the same: what is switched off at run time no linker can leave out.
    pub fn without_docs(mut self) -> Self {
        self.config.docs.turn_off();
        self
    }

    /// Writes no line in the log for each call. There is one at `INFO`, of the target `trifold::call`, within the call's span: that it was answered, and in how many
    /// milliseconds. A filter by level or target does the same for what it filters.
    pub fn without_call_log(mut self) -> Self {
        self.config.watching.logs = false;
        self
    }

    /// Counts and times each call that reaches its method's guards, on the facade of the crate `metrics`. Without this call the first three metrics
    /// are not recorded, and without a recorder none is. A call that a layer answers by itself is not counted.
    ///
    /// | metric | kind | labels |
    /// |---|---|---|
    /// | `trifold_calls_total` | counter | `service`, `method`, `fold` (`action`, `form`, `rest`), `status` (`2xx` and so on; `left` where the caller did not wait) |
    /// | `trifold_call_seconds` | histogram | the same |
    /// | `trifold_calls_in_flight` | gauge | `service`, `method`, `fold` |
    /// | `trifold_refusals_total` | counter | `type`, of the problem |
    /// | `trifold_streams_open` | gauge | |
    /// | `trifold_store_errors_total` | counter | `store` (`keys`, `rates`): it failed or was late |
    /// | `trifold_draining` | gauge | 1 from the moment a server of [`Server::serve`] is told to stop |
    #[cfg(feature = "metrics")]
    pub fn metrics(mut self) -> Self {
        self.config.watching.counts = true;
        self
    }

    /// Answers `GET` on this path with 200 and `ok`: without contexts, and however many calls are in flight.
    ///
    /// It says that the server answers, not that what it needs is well. A check of that is a route of the application's own, which the
    /// cap on calls does not count either.
    pub fn health(mut self, path: &str) -> Self {
        self.config.health = Some(path.to_owned());
        self
    }

    /// Sets the page about what is deprecated and when it goes: answers of such routes link to it (`rel="deprecation"`, `rel="sunset"`).
    ///
    /// A value that cannot stand in a header is left out.
    pub fn deprecation_policy(mut self, url: impl Into<String>) -> Self {
        self.config.lifecycle.set_policy(url.into());
        self
    }

    /// Sets the clock by which routes go; for tests. The default is the system's.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.config.lifecycle.set_clock(clock);
        self
    }

    /// Adds the application's pages: they have every path that no action and no route has, and know their forms by
    /// [`FormState`](crate::server::FormState).
    ///
    /// A form is sent to the URL of its page, with the id of the method's action behind the page's query
    /// ([`Form::action`](crate::form::Form::action)): `POST /todos?filter=open&/{id}`. It passes the checks of the action. Done, it leads back to the page
    /// (303); refused, the page is the answer, with the status of the problem: this router is asked for the same URL by GET, with the headers and
    /// extensions of the request. So its own layers run once, as for any page; for a form that is done they do not run. A form comes before a POST
    /// of the page's own.
    ///
    /// Routers that are added one after the other are merged, as [`Router::merge`] does it.
    pub fn pages(mut self, router: Router) -> Self {
        self.config.pages.add(router);
        self
    }

    /// Puts a layer around the calls of methods: behind the match, before the checks. A request has the method in its extensions
    /// (`&'static MethodSpec`), and its [`Fold`](crate::server::Fold); for a form of another content type than it may have, the fold is still `Form`.
    ///
    /// | what | covered by |
    /// |---|---|
    /// | a call of an action or a route, a form that is sent to its page | this, and a layer around the whole |
    /// | pages, also that of a refused form | layers of the router that [`Server::pages`] takes, and a layer around the whole |
    /// | documents, health, readiness, preflights, an id or a path that is not known | a layer around the whole |
    ///
    /// A layer around the whole is one around [`Server::into_service`] or [`Server::into_router`]. With [`Server::serve`] there is none.
    ///
    /// A later layer stands around an earlier one. A layer may answer by itself; what it says gets the headers of every answer (`nosniff`, and of an
    /// action `no-store`). It hands each request on once at the most, and with its extensions. The checks stay: a layer cannot take a call past them.
    ///
    /// ```
    /// # use axum::{extract::Request, middleware::{self, Next}, response::Response};
    /// # use trifold::{MethodSpec, server::Server};
    /// async fn log(request: Request, next: Next) -> Response {
    ///     let method = request.extensions().get::<&'static MethodSpec>().map_or("?", |method| method.name);
    ///     let response = next.run(request).await;
    ///     println!("{method}: {}", response.status());
    ///     response
    /// }
    ///
    /// let server = Server::new().layer(middleware::from_fn(log));
    /// # drop(server);
    /// ```
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<MethodService> + Send + Sync + 'static,
        L::Service: Service<Request<Body>, Response: IntoResponse, Error: Into<Infallible>, Future: Send> + Clone + Send + Sync + 'static,
    {
        self.config.layers.add(layer);
        self
    }

    /// Names the page where callers say who they are. A form that a `#[context]` refuses with 401 is led there (303) with
    /// `?next={page}`, the page that it was on. Unless somebody wrote something into it: then its page is the answer, with what was written
    /// and with [`FormState::login`](crate::server::FormState::login); or, where that page itself leads away, a small page that keeps it to be sent again.
    ///
    /// The page has its form send `next` along, and the method that logs in ends with `effects.redirect(&next)`, which refuses every
    /// target but a page of this origin.
    ///
    /// # Errors
    /// A target that [`Effects::redirect`](crate::server::Effects::redirect) would refuse, or one with a query.
    pub fn login(mut self, page: &str) -> Result<Self, InvalidEffect> {
        self.config.pages.set_login(page)?;
        Ok(self)
    }
}
