//! Faults beside their fields, for the eye and for assistive technology.

use super::element::set;
use trifold::FieldError;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlFormElement};

/// The mark of an element that was made here.
const OURS: &str = "data-fault";

/// Takes back all that was said of a form.
pub(super) fn clear(form: &HtmlFormElement) {
    let find = |selector: &str| form.query_selector(selector).ok().flatten();
    while let Some(field) = find("[aria-invalid]") {
        set(&field, "aria-invalid", None);
        if let Some(words) = field.get_attribute("aria-describedby").and_then(|id| element(form, &id)) {
            words.set_text_content(None);
        }
        set(&field, "aria-describedby", None);
    }
    while let Some(words) = find(&format!("[{OURS}]")) {
        words.remove();
    }
}

/// Says each fault beside its field, and goes to the first. Gives false, and says nothing, where one is about no field that can be seen.
pub(super) fn show(form: &HtmlFormElement, errors: &[FieldError]) -> bool {
    let found: Option<Vec<_>> = errors.iter().map(|error| Some((field(form, &error.name()?)?, error))).collect();
    let Some(found) = found.filter(|found| !found.is_empty()) else { return false };
    for (place, (field, error)) in found.iter().enumerate() {
        let id = if field.id().is_empty() { format!("{}-{place}-error", form.id()) } else { format!("{}-error", field.id()) };
        set(field, "aria-invalid", Some("true"));
        set(field, "aria-describedby", Some(&id));
        let words = element(form, &id).or_else(|| made(form, &id).inspect(|words| drop(field.after_with_node_1(words))));
        if let Some(words) = words {
            words.set_text_content(Some(&error.message));
        }
    }
    if let Some(field) = found.first().and_then(|(field, _)| field.dyn_ref::<HtmlElement>()) {
        let _ = field.focus();
    }
    true
}

/// Says something of the form as a whole.
pub(super) fn tell(form: &HtmlFormElement, message: &str) {
    if let Some(words) = made(form, "") {
        words.set_text_content(Some(message));
        let _ = form.prepend_with_node_1(&words);
    }
}

fn element(form: &HtmlFormElement, id: &str) -> Option<Element> {
    form.owner_document()?.get_element_by_id(id)
}

fn made(form: &HtmlFormElement, id: &str) -> Option<Element> {
    let words = form.owner_document()?.create_element("p").ok()?;
    for (name, value) in [("class", "fault"), ("role", "alert"), ("id", id), (OURS, "")] {
        set(&words, name, Some(value).filter(|value| name != "id" || !value.is_empty()));
    }
    Some(words)
}

/// The field of a name that a reader can see. The name of an item of a list may be that of the list: `tags[]`.
fn field(form: &HtmlFormElement, name: &str) -> Option<Element> {
    let fields = form.elements();
    let all = || {
        (0..fields.length()).filter_map(|place| fields.item(place)).filter(|field| field.get_attribute("type").as_deref() != Some("hidden"))
    };
    let of = |name: &str| all().find(|field| field.get_attribute("name").as_deref() == Some(name));
    of(name).or_else(|| of(&format!("{}[]", name.rsplit_once('[')?.0)))
}
