//! The page in the browser: it goes on with what the server has rendered.

use crate::page::{Page, PageProps, Parts};
use bookings_api::BookingsSpec;
use leptos::mount::hydrate_from;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use trifold::form::Form;
use trifold_client_wasm::{Browser, Fetch};
use trifold_store::Store;
use wasm_bindgen::prelude::wasm_bindgen;

/// Hydrates the page, with the values that came with it.
#[wasm_bindgen(start)]
pub(crate) fn start() {
    let element = |id| document().get_element_by_id(id);
    let (Some(state), Some(main)) = (element("state"), element("main")) else { return };
    let store = Store::new(Fetch::same_origin(), Browser::new());
    store.hydrate(&state.text_content().unwrap_or_default());
    let parts = Parts { store, enter: Form::of(BookingsSpec::ENTER), book: Form::of(BookingsSpec::BOOK) };
    hydrate_from(main.unchecked_into(), || Page(PageProps { parts })).forget();
}
