//! Elements: their attributes, and a button's value.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlButtonElement, HtmlElement, HtmlFormElement, HtmlInputElement};

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

/// Calls a method of forms, whatever the fields of this one are called: a field named `submit` stands in the place of the form's own.
pub(super) fn call(form: &HtmlFormElement, method: &str) {
    let own = ["HTMLFormElement", "prototype", method]
        .into_iter()
        .try_fold(js_sys::global().into(), |of: JsValue, name| Reflect::get(&of, &name.into()));
    if let Ok(Ok(own)) = own.map(|own| own.dyn_into::<Function>()) {
        let _ = own.call0(form);
    }
}

/// Says that an attribute of a form has this value, in any case (HTML, enumerated attributes).
pub(super) fn says(form: &HtmlFormElement, name: &str, value: &str) -> bool {
    form.get_attribute(name).is_some_and(|said| said.eq_ignore_ascii_case(value))
}
