//! The store: where queries and mutations come from.

use crate::engine::Engine;
use crate::environment::Environment;
#[cfg(feature = "streams")]
use crate::follow;
use crate::listeners::Subscription;
use crate::mutation::Mutation;
use crate::query::Query;
use crate::rendered;
use crate::rules::Target;
use crate::source::{Source, id, key};
use std::fmt;
use std::sync::Arc;
use trifold::error::Outcome;
use trifold::spec::Arguments;
#[cfg(feature = "streams")]
use trifold::{ApiError, EventStream, Wire};
use trifold::{Read, Transport, Write};

/// The state of a page: what it knows of its server, and what it is writing. A handle: clones are the same store.
#[derive(Clone)]
pub struct Store {
    engine: Arc<Engine>,
}

impl Store {
    /// Makes an empty store that calls actions through `transport`.
    pub fn new(transport: impl Transport, environment: impl Environment) -> Self {
        Self { engine: Engine::new(transport, environment) }
    }

    /// Returns the query of a read. Nothing is loaded before somebody subscribes.
    ///
    /// A method that may change something is no query:
    ///
    /// ```compile_fail,E0308
    /// # #[trifold::service] trait Todos { async fn create(&self, title: String) -> u64; }
    /// # fn page(store: trifold_store::Store) {
    /// store.query(TodosSpec::CREATE, ("Milk".to_owned(),));
    /// # }
    /// ```
    pub fn query<A, R>(&self, read: &'static Read<A, R>, arguments: A) -> Query<R::Value, R::Error>
    where
        A: Arguments,
        R: Outcome<Value: Send + Sync + 'static, Error: Send + Sync + 'static> + 'static,
    {
        Query::new(self.engine.clone(), Source::new(read, &arguments))
    }

    /// Returns the query of a stream: its value is the newest that came. The stream is open while somebody subscribes, connects again by itself, and does not lose
    /// its value meanwhile; [`Snapshot::connection`](crate::Snapshot::connection) says how it stands. Subscribers are told of each value, one after the other.
    ///
    /// With feature `streams`: what drives a stream is no part of a page that has none.
    ///
    /// ```
    /// # use trifold::{EventStream, error::Never};
    /// # #[trifold::service] trait Prices { #[get("/prices")] async fn watch(&self) -> EventStream<u64, Never>; }
    /// # fn page(store: trifold_store::Store) {
    /// let price = store.live(PricesSpec::WATCH, ());
    /// let shown = price.clone();
    /// let subscription = price.subscribe(move || println!("{:?}", shown.snapshot().value));
    /// # }
    /// ```
    #[cfg(feature = "streams")]
    pub fn live<A, R, T, E>(&self, read: &'static Read<A, R>, arguments: A) -> Query<T, E>
    where
        A: Arguments,
        R: Outcome<Value = EventStream<T, E>> + 'static,
        R::Error: Send + Sync + 'static,
        T: Wire + Send + Sync + 'static,
        E: ApiError + Send + Sync + 'static,
    {
        Query::new(self.engine.clone(), follow::source(read, &arguments))
    }

    /// Returns a mutation: a write, with its calls.
    pub fn mutation<A, R>(&self, write: &'static Write<A, R>) -> Mutation<A, R::Value, R::Error>
    where
        A: Arguments + Send + Sync + 'static,
        R: Outcome<Value: Send + Sync + 'static, Error: Send + Sync + 'static> + 'static,
    {
        Mutation::new(self.engine.clone(), write)
    }

    /// Says that the value of a read changed, as an event of a stream tells. It is asked for again: at once while it is shown, else when it is next.
    pub fn invalidate<A: Arguments, R>(&self, read: &'static Read<A, R>, arguments: A) {
        self.engine.invalidate(&key(read, &arguments).target());
    }

    /// Says that every value of a read changed, whatever its arguments.
    pub fn invalidate_all<A, R>(&self, read: &'static Read<A, R>) {
        self.engine.invalidate(&Target::every(id(read)));
    }

    /// Gives a read its first value, from a page that was rendered with it.
    pub fn hydrate_one<A, R>(&self, read: &'static Read<A, R>, arguments: A, value: R::Value)
    where
        A: Arguments,
        R: Outcome<Value: Send + Sync + 'static, Error: Send + Sync + 'static> + 'static,
    {
        self.query(read, arguments).hydrate(value);
    }

    /// Returns the values of the store as JSON, for a page that is rendered on a server: in `<script type="application/json">`, as it is. Elsewhere values are not
    /// written, and this is an empty array.
    pub fn dehydrate(&self) -> String {
        rendered::write(&self.engine)
    }

    /// Takes the values of [`dehydrate`](Self::dehydrate). What cannot be read is loaded as anything else, and so is what nobody has asked for when the first write is
    /// done or the first value is said to have changed.
    pub fn hydrate(&self, json: &str) {
        rendered::read(&self.engine, json);
    }

    /// Returns true once a call turned out to be [`Stale`](trifold::CallError::Stale): this page is older than its server. Nothing is read any more.
    pub fn is_stale(&self) -> bool {
        self.engine.lock().cache.is_stopped
    }

    /// Calls `listener` once, when the page turns out to be older than its server.
    pub fn on_stale(&self, listener: impl Fn() + Send + Sync + 'static) -> Subscription {
        self.engine.on_stale(Arc::new(listener))
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}
