//! The document and its address: found, read, changed.

use crate::view::{filter_at, path};
use todos_api::Filter;
use trifold_client_wasm::forms::morph;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, History, HtmlElement, HtmlInputElement, UrlSearchParams, Window};

pub(super) fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

pub(super) fn document() -> Document {
    window().document().expect("a window has a document")
}

/// `http://127.0.0.1:3000`
pub(super) fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Which part of the list the address stands for, and which todo it opens.
pub(super) fn address() -> (Filter, Option<u64>) {
    let location = window().location();
    let filter = location.pathname().ok().and_then(|path| filter_at(&path)).unwrap_or_default();
    let search = location.search().ok().and_then(|search| UrlSearchParams::new_with_str(&search).ok());
    (filter, search.and_then(|search| search.get("edit")).and_then(|id| id.parse().ok()))
}

/// Changes the address without loading it. The way back leads to the old one, unless it `replaces` that.
pub(super) fn go(url: &str, replaces: bool) {
    let Ok(history) = window().history() else { return };
    let change = if replaces { History::replace_state_with_url } else { History::push_state_with_url };
    let _ = change(&history, &JsValue::NULL, "", Some(url));
}

/// The address may say `?edit=7`, from before the script had come.
pub(super) fn forget_edit() {
    if let (filter, Some(_)) = address() {
        go(path(filter), true);
    }
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

pub(super) fn text(selector: &str) -> Option<String> {
    find(selector)?.text_content()
}

pub(super) fn attribute(selector: &str, name: &str) -> Option<String> {
    find(selector)?.get_attribute(name)
}

/// Puts a title that was refused back into its field, unless there is another one by now, or nothing to put back.
pub(super) fn give_back(title: &str) {
    let field = find(".new-todo").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.iter().filter(|field| field.value().is_empty() && !title.trim().is_empty()).for_each(|field| field.set_value(title));
}

/// Focuses an element; in a text field, behind what is there. Says whether there was one.
pub(super) fn focus(selector: &str) -> bool {
    let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
    let _ = element.focus();
    if let Some(field) = element.dyn_ref::<HtmlInputElement>().filter(|field| field.type_() == "text") {
        let end = u32::try_from(field.value().encode_utf16().count()).unwrap_or(u32::MAX);
        let _ = field.set_selection_range(end, end);
    }
    true
}

/// The focus before the document is patched: none outside of the application; within, perhaps the place of a todo.
pub(super) struct Focus(Option<Option<usize>>);

impl Focus {
    pub(super) fn now() -> Self {
        let active = document().active_element();
        let around = |selector: &str| active.as_ref()?.closest(selector).ok().flatten();
        let place = |item: Element| std::iter::successors(item.previous_element_sibling(), Element::previous_element_sibling).count();
        Self(around(".todoapp").map(|_| around(".todo-list li").map(place)))
    }

    /// Where the focused control is gone, goes to the todo that took its place, else to the field for a new one.
    pub(super) fn keep(self) {
        let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        let Some(place) = self.0.filter(|_| lost) else { return };
        let toggle = |place: usize| focus(&format!(".todo-list li:nth-child({place}) .toggle"));
        if !place.is_some_and(|place| toggle(place + 1) || toggle(place)) {
            focus(".new-todo");
        }
    }
}

/// Makes the element that `selector` finds look like `html`, which is one element.
pub(super) fn patch(selector: &str, html: &str) {
    find(selector).into_iter().for_each(|old| morph(&old, html));
}
