//! Conduit in the browser: RealWorld's page, rendered with Leptos.
//!
//! In: the document that the server sends, and the traits of `realworld-api`, called as actions. Out: the page. Imports run one way:
//! `app → pages → view → {session, live, write} → faults`.

pub mod markdown;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod debug;
#[cfg(target_arch = "wasm32")]
mod faults;
#[cfg(target_arch = "wasm32")]
mod live;
#[cfg(target_arch = "wasm32")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod session;
#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
mod write;

/// Shows the page in the document's body.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    leptos::mount::mount_to_body(app::App);
}
