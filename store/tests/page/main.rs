//! A page with a store, whose network is in the hands of the test.

mod live;
mod mutations;
mod network;
mod queries;
mod rendered;

use network::Network;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use trifold::EventStream;
use trifold_store::{Store, Subscription, TestEnvironment};

#[trifold::model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Todo {
    pub(crate) id: u64,
    #[garde(length(min = 1))]
    pub(crate) title: String,
    pub(crate) done: bool,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error, trifold::ApiError)]
pub(crate) enum TodoError {
    #[error("the list is full")]
    #[status(409)]
    Full,
}

#[trifold::service]
pub(crate) trait Todos {
    #[get("/todos")]
    async fn list(&self) -> Result<Vec<Todo>, TodoError>;
    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> Result<Todo, TodoError>;
    #[post("/todos")]
    async fn create(&self, new: Todo) -> Result<Todo, TodoError>;
    #[refreshes(list, find(id))]
    async fn toggle(&self, id: u64, done: bool) -> Result<Todo, TodoError>;
    #[get("/changes")]
    async fn watch(&self) -> Result<EventStream<Todo, TodoError>, TodoError>;
}

/// A store, its network and its environment.
struct Page {
    store: Store,
    network: Network,
    environment: Arc<TestEnvironment>,
}

impl Page {
    fn new() -> Self {
        let (network, environment) = (Network::default(), Arc::new(TestEnvironment::default()));
        Self { store: Store::new(network.clone(), environment.clone()), network, environment }
    }

    /// Answers the oldest request to a method that is open.
    fn answer(&self, method: &str, status: u16, body: &str) {
        self.network.answer(method, 0, status, body);
        self.environment.run();
    }

    /// The requests that wait for an answer, by method, and after them the streams that wait for their head.
    fn open(&self) -> Vec<String> {
        self.environment.run();
        self.network.open()
    }
}

/// Counts what a subscription tells.
fn counted(subscribe: impl FnOnce(Box<dyn Fn() + Send + Sync>) -> Subscription) -> (Arc<AtomicUsize>, Subscription) {
    let count = Arc::new(AtomicUsize::new(0));
    let told = count.clone();
    let subscription = subscribe(Box::new(move || {
        told.fetch_add(1, Ordering::Relaxed);
    }));
    (count, subscription)
}

fn todo(id: u64, title: &str) -> Todo {
    Todo { id, title: title.to_owned(), done: false }
}

const MILK: &str = r#"[{"id":1,"title":"Milk","done":false}]"#;
const MILK_AND_BREAD: &str = r#"[{"id":1,"title":"Milk","done":false},{"id":2,"title":"Bread","done":false}]"#;
