//! The page in a browser. Imports run one way: `app → {links, pages} → view → {session, live, write} → faults`.

mod app;
mod debug;
mod faults;
mod links;
mod live;
mod pages;
mod session;
mod view;
mod write;

use wasm_bindgen::prelude::wasm_bindgen;

/// Shows the page in the document's body.
#[wasm_bindgen(start)]
pub(crate) fn start() {
    leptos::mount::mount_to_body(app::App);
}
