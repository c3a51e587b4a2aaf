//! Bookings in Dioxus: a page of one list and one form.
//!
//! In: the trait of `bookings-api`. Out: the page, which `main.rs` serves. Imports run one way: `page → live`.

#![cfg(target_arch = "wasm32")]

mod live;
mod page;

/// Shows the page.
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    dioxus::launch(page::page);
}
