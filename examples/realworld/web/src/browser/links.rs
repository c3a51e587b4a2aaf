//! Links that the router would follow to another address than theirs.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlAnchorElement};

/// Follows the links in whose path a percent sign stands, as `%25`. The router writes the path of a link into the address bar decoded, so a reload
/// would decode it once more. A path that it is given by `navigate` it leaves as it is.
pub(super) fn take_percent_signs() {
    let navigate = use_navigate();
    // The router listens on the window, and so hears of a click later.
    let hear = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        if let Some(path) = path_of(&event) {
            event.prevent_default();
            navigate(&path, Default::default());
        }
    });
    // A document refuses no listener.
    drop(document().add_event_listener_with_callback("click", hear.into_js_value().unchecked_ref()));
}

/// The path of such a link of this page, if it was clicked to be opened in this window.
fn path_of(click: &MouseEvent) -> Option<String> {
    let is_plain = click.button() == 0 && !(click.meta_key() || click.alt_key() || click.ctrl_key() || click.shift_key());
    let element = click.target().filter(|_| is_plain)?.dyn_into::<Element>().ok()?;
    let link = element.closest("a[href*='%25']").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let is_here = link.target().is_empty() && Ok(link.origin()) == window().location().origin();
    is_here.then(|| format!("{}{}{}", link.pathname(), link.search(), link.hash()))
}
