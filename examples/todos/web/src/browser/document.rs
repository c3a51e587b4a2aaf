//! The document: found, read, and patched so that what did not change stays the very same element, with its focus and what is typed.

use crate::view::filter_at;
use todos_api::Filter;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlTemplateElement, Location, Node, UrlSearchParams, Window};

/// Where a todo's key is.
const KEY: &str = "data-id";

pub(super) fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

pub(super) fn document() -> Document {
    window().document().expect("a window has a document")
}

fn location() -> Location {
    window().location()
}

/// `http://127.0.0.1:3000`
pub(super) fn origin() -> String {
    location().origin().unwrap_or_default()
}

/// Which part of the list the address stands for, and which todo it opens.
pub(super) fn address() -> (Filter, Option<u64>) {
    let filter = location().pathname().ok().and_then(|path| filter_at(&path)).unwrap_or_default();
    let search = location().search().ok().and_then(|search| UrlSearchParams::new_with_str(&search).ok());
    (filter, search.and_then(|search| search.get("edit")).and_then(|id| id.parse().ok()))
}

/// Changes the address without loading it. The way back leads to the old one, unless it `replaces` that.
pub(super) fn go(url: &str, replaces: bool) {
    let Ok(history) = window().history() else { return };
    let nothing = wasm_bindgen::JsValue::NULL;
    let _ = if replaces {
        history.replace_state_with_url(&nothing, "", Some(url))
    } else {
        history.push_state_with_url(&nothing, "", Some(url))
    };
}

pub(super) fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

pub(super) fn text(selector: &str) -> Option<String> {
    find(selector)?.text_content()
}

/// Puts a title that was refused back into its field, unless there is another one by now, or nothing to put back.
pub(super) fn give_back(title: &str) {
    if let Some(field) = find(".new-todo").and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
        && field.value().is_empty()
        && !title.trim().is_empty()
    {
        field.set_value(title);
    }
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

/// Where the focus was before the document was patched.
pub(super) enum Focus {
    /// Outside of the application, or nowhere.
    Elsewhere,
    /// In the todo at this place of the list.
    InList(usize),
    /// On another control of the application.
    InApp,
}

impl Focus {
    pub(super) fn now() -> Self {
        let Some(active) = document().active_element() else { return Self::Elsewhere };
        let around = |selector: &str| active.closest(selector).ok().flatten();
        match (around(".todo-list li"), around(".todoapp")) {
            (Some(item), _) => {
                Self::InList(std::iter::successors(item.previous_element_sibling(), Element::previous_element_sibling).count())
            }
            (None, Some(_)) => Self::InApp,
            (None, None) => Self::Elsewhere,
        }
    }

    /// Where the focused control is gone, goes to the todo that took its place, else to the field for a new one.
    pub(super) fn keep(self) {
        let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        let found = match self {
            Self::InList(place) if lost => {
                [place + 1, place].iter().any(|place| focus(&format!(".todo-list li:nth-child({place}) .toggle")))
            }
            Self::InApp if lost => false,
            _ => true,
        };
        if !found {
            focus(".new-todo");
        }
    }
}

/// Makes the element that `selector` finds look like `html`, which is one element.
pub(super) fn patch(selector: &str, html: &str) {
    let template = document().create_element("template").ok().and_then(|element| element.dyn_into::<HtmlTemplateElement>().ok());
    let (Some(old), Some(template)) = (find(selector), template) else { return };
    template.set_inner_html(html);
    if let Some(new) = template.content().first_element_child() {
        patch_element(&old, &new);
    }
}

fn patch_element(old: &Element, new: &Element) {
    let held = new.closest("[aria-busy]").ok().flatten().is_some();
    patch_attributes(old, new);
    if let (Some(old), Some(new)) = (old.dyn_ref::<HtmlInputElement>(), new.dyn_ref::<HtmlInputElement>()) {
        // A box that was just clicked stays as it was clicked until the server has answered.
        if old.type_() == "checkbox" && !held {
            old.set_checked(new.checked());
        }
    }
    patch_children(old, new);
}

fn patch_attributes(old: &Element, new: &Element) {
    for name in old.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        // What the user has opened stays open.
        if name != "open" && !new.has_attribute(&name) {
            let _ = old.remove_attribute(&name);
        }
    }
    for name in new.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        let value = new.get_attribute(&name).unwrap_or_default();
        if old.get_attribute(&name).as_deref() != Some(&value) {
            let _ = old.set_attribute(&name, &value);
        }
    }
}

/// Old children that the new ones have no match for go first; then each new child is patched onto its match, or put in.
fn patch_children(old: &Node, new: &Node) {
    let wanted: Vec<Node> = children(new).collect();
    for child in children(old).filter(|child| key(child).is_some()).collect::<Vec<_>>() {
        if !wanted.iter().any(|new| alike(&child, new)) {
            let _ = old.remove_child(&child);
        }
    }
    let mut next = old.first_child();
    for new in &wanted {
        match next.clone().filter(|next| alike(next, new)) {
            Some(same) => {
                next = same.next_sibling();
                patch_node(&same, new);
            }
            None => {
                let _ = old.insert_before(new, next.as_ref());
            }
        }
    }
    while let Some(rest) = next {
        next = rest.next_sibling();
        let _ = old.remove_child(&rest);
    }
}

fn patch_node(old: &Node, new: &Node) {
    match (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) {
        (Some(old), Some(new)) => patch_element(old, new),
        _ if old.node_value() != new.node_value() => old.set_node_value(new.node_value().as_deref()),
        _ => {}
    }
}

fn children(parent: &Node) -> impl Iterator<Item = Node> + use<> {
    std::iter::successors(parent.first_child(), Node::next_sibling)
}

/// Whether one can become the other: the same kind of node and, where it stands for a todo, the same todo.
fn alike(old: &Node, new: &Node) -> bool {
    old.node_name() == new.node_name() && key(old) == key(new)
}

fn key(node: &Node) -> Option<String> {
    node.dyn_ref::<Element>()?.get_attribute(KEY)
}
