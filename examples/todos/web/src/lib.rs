//! The page of the todo example.
//!
//! [`view`] turns data into markup and runs on the server and in the browser alike, so what a script renders is what the server
//! would have sent; [`state`] is what the server knew when it did. `browser` is what only a browser has: events, a store, patching the
//! document. It is compiled for wasm32 alone.

pub mod view;

use todos_api::{Page, Todo, TodosSpec};
use trifold_client_wasm::{Browser, Fetch};
use trifold_store::Store;

#[cfg(target_arch = "wasm32")]
pub mod browser;

/// The list of a page, for the store of its script: JSON, to be written into a script element as it is.
pub fn state(todos: Vec<Todo>) -> String {
    let store = Store::new(Fetch::same_origin(), Browser::new());
    store.hydrate_one(TodosSpec::LIST, (Page::default(),), todos);
    store.dehydrate()
}
