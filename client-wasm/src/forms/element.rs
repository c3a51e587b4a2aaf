//! Elements: their attributes, and a button's value.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlButtonElement, HtmlElement, HtmlInputElement};

/// Name and value of a button that has a name.
pub(super) fn pressed(button: &HtmlElement) -> Option<(String, String)> {
    let pair = match (button.dyn_ref::<HtmlButtonElement>(), button.dyn_ref::<HtmlInputElement>()) {
        (Some(button), _) => (button.name(), button.value()),
        (_, Some(button)) => (button.name(), button.value()),
        _ => return None,
    };
    Some(pair).filter(|(name, _)| !name.is_empty())
}

/// Sets an attribute, or removes it. One of ours is always valid.
pub(super) fn set(element: &web_sys::Element, name: &str, value: Option<&str>) {
    let _: Result<(), JsValue> = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
