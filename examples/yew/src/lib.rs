//! Bookings in Yew: a page of one list and one form.
//!
//! In: the trait of `bookings-api`. Out: the page, which `main.rs` serves. Imports run one way: `page → live`.

#![cfg(target_arch = "wasm32")]

mod live;
mod page;

/// Shows the page.
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    let main = web_sys::window().and_then(|window| window.document()?.get_element_by_id("main"));
    if let Some(main) = main {
        yew::Renderer::<page::Page>::with_root(main).render();
    }
}
