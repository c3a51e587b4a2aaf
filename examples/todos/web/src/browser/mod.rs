//! The page in a browser.
//!
//! In: what the user does. Out: calls of the actions, and a patched document. `events → page → document`; what the server knows is in the
//! page's store, how it looks in [`view`](crate::view).

mod document;
mod events;
mod page;

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes the page over from the browser. Until then its forms work by themselves.
#[wasm_bindgen]
pub fn start() {
    page::open();
    events::listen();
}
