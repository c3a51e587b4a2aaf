//! An element, made to look like HTML, so that what did not change stays the very same element, with its focus and what is typed.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlTemplateElement, Node};

/// Makes `element` look like `html`, which is one element of the same kind.
///
/// Children are matched in order, by their kind and by `data-id` or `id` where they have one. What a user did stays: what is typed, what has
/// the focus, which `<details>` are open.
pub fn morph(element: &Element, html: &str) {
    let template = element.owner_document().and_then(|document| document.create_element("template").ok());
    let Some(template) = template.and_then(|template| template.dyn_into::<HtmlTemplateElement>().ok()) else { return };
    template.set_inner_html(html);
    if let Some(new) = template.content().first_element_child() {
        morph_element(element, &new);
    }
}

/// A form that is under way stays as it is, with its key: what comes of it is not known yet.
pub(super) fn morph_element(old: &Element, new: &Element) {
    if old.has_attribute("aria-busy") && old.is_instance_of::<HtmlFormElement>() {
        return;
    }
    morph_attributes(old, new);
    if let (Some(old), Some(new)) = (old.dyn_ref::<HtmlInputElement>(), new.dyn_ref::<HtmlInputElement>())
        && old.type_() == "checkbox"
    {
        old.set_checked(new.checked());
    }
    morph_children(old, new);
}

fn morph_attributes(old: &Element, new: &Element) {
    for name in old.get_attribute_names().iter().filter_map(|name| name.as_string()) {
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

/// Old children that the new ones have no match for go first; then each new child is put onto its match, or in.
fn morph_children(old: &Node, new: &Node) {
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
                morph_node(&same, new);
            }
            None => drop(old.insert_before(new, next.as_ref())),
        }
    }
    while let Some(rest) = next {
        next = rest.next_sibling();
        let _ = old.remove_child(&rest);
    }
}

fn morph_node(old: &Node, new: &Node) {
    match (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) {
        (Some(old), Some(new)) => morph_element(old, new),
        _ if old.node_value() != new.node_value() => old.set_node_value(new.node_value().as_deref()),
        _ => {}
    }
}

fn children(parent: &Node) -> impl Iterator<Item = Node> + use<> {
    std::iter::successors(parent.first_child(), Node::next_sibling)
}

/// Returns true if one can become the other: the same kind of node and, where it stands for something, for the same.
fn alike(old: &Node, new: &Node) -> bool {
    old.node_name() == new.node_name() && key(old) == key(new)
}

fn key(node: &Node) -> Option<String> {
    let element = node.dyn_ref::<Element>()?;
    element.get_attribute("data-id").or_else(|| element.get_attribute("id"))
}
