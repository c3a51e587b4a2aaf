//! The page's script: it sends the forms of the page without leaving it. On another target than the browser's it is empty.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs when the browser has loaded the bundle.
#[wasm_bindgen(start)]
pub fn start() {
    trifold_client_wasm::forms::enhance();
}
