//! The window or the worker that a page runs in: its clock, and its network.
//!
//! It is read by name: the bindings of its types would cost a page more than these few reads.

use std::time::Duration;

use js_sys::Reflect;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::WorkerGlobalScope;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn milliseconds() -> f64;
}

/// The window or the worker that this runs in. What is used of it, both have, under the names that a worker gives them.
pub(crate) fn global() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// A property of a value; undefined where it has none.
pub(crate) fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or_default()
}

/// The time since the page was opened.
pub(crate) fn now() -> Duration {
    Duration::from_millis(milliseconds() as u64)
}

/// Returns true if the browser says that there is no network.
pub(super) fn is_offline() -> bool {
    get(&get(&global(), "navigator"), "onLine") == JsValue::FALSE
}
