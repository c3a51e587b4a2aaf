//! State for pages on a Trifold client: what was read, what is being written, and what to show meanwhile.
//!
//! In: the methods of a service, a [`Transport`](trifold::Transport), an [`Environment`]. Out: a [`Query`] for a read or a stream, a [`Mutation`] for a write; of each a snapshot,
//! and word of its changes. Knows no browser and no framework: one subscribes, and reads the snapshot again when told.
//!
//! ```
//! use std::sync::Arc;
//! use trifold::transport::{Request, Response};
//! use trifold::{Transport, TransportError};
//! use trifold_store::{Store, TestEnvironment};
//!
//! #[trifold::service]
//! trait Todos {
//!     #[get("/todos")]
//!     async fn list(&self) -> Vec<String>;
//!     #[post("/todos")]
//!     async fn create(&self, title: String);
//! }
//!
//! # #[derive(Clone)]
//! # struct Server;
//! # impl Transport for Server {
//! #     async fn send(&self, _: Request) -> Result<Response, TransportError> {
//! #         Ok(Response { status: 200, headers: Vec::new(), body: br#"["Milk"]"#.to_vec() })
//! #     }
//! # }
//! # let environment = Arc::new(TestEnvironment::default());
//! let store = Store::new(Server, environment.clone());
//! let todos = store.query(TodosSpec::LIST, ());
//! let create = store.mutation(TodosSpec::CREATE).optimistic(TodosSpec::LIST, |todos, (title,)| todos.push(title.clone()));
//!
//! let subscription = todos.subscribe(|| println!("show the list again"));
//! environment.run();
//! create.send(("Bread".to_owned(),));
//! assert_eq!(*todos.snapshot().value.unwrap(), ["Milk", "Bread"]);
//! ```

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::unreachable, clippy::todo, clippy::unimplemented))]

mod calls;
mod engine;
mod environment;
#[cfg(feature = "streams")]
mod follow;
#[cfg(not(feature = "streams"))]
#[path = "unfollowed.rs"]
mod follow;
mod listeners;
mod mutation;
mod observable;
mod order;
mod overlay;
mod query;
mod rendered;
mod rules;
mod source;
mod store;

pub use environment::{Environment, Event, Task, TestEnvironment};
pub use listeners::{Changes, Subscription};
pub use mutation::{Mutation, MutationSnapshot, Pending};
pub use observable::Observable;
pub use query::{Query, Snapshot};
pub use store::Store;
