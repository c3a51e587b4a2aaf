//! What the user does, heard at the document, so that no element needs a listener of its own.

use super::document;
use super::page::{self, page, show};
use crate::view::{self, Deed, Editing};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, EventTarget, File, FormData, HtmlFormElement, HtmlInputElement, KeyboardEvent, MouseEvent};

pub(super) fn listen() {
    let document = document::document();
    on(&document, "submit", submit);
    on(&document, "change", change);
    on(&document, "click", click);
    on(&document, "dblclick", double_click);
    on(&document, "keydown", key);
    on(&document, "blur", |event| editor(event).iter().for_each(save));
    on(&document::window(), "popstate", |_| go(document::address()));
}

/// Hears an event for as long as the page lives, on its way down: `blur` does not come up again.
fn on(target: &EventTarget, kind: &str, hear: fn(&Event)) {
    let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| hear(&event)).into_js_value();
    let _ = target.add_event_listener_with_callback_and_bool(kind, heard.unchecked_ref(), true);
}

/// A form is sent: the call that its action stands for is made instead. What is none of the list's, the browser sends.
fn submit(event: &Event) {
    let Some(form) = target::<HtmlFormElement>(event) else { return };
    let (Some(name), id) = (form.get_attribute("data-call"), id(&form)) else { return };
    match (name.as_str(), id) {
        ("create", _) => field(&form, ".new-todo").iter().for_each(page::create),
        ("edit", _) => save(&form),
        ("attach", Some(id)) => attach(&form, id),
        ("delete", Some(id)) => {
            show(page(|page| page.delete.call((id,))), Deed::delete(id), move |screen, error| screen.edited(id, error.map(|_| None)))
        }
        ("clear_completed", _) => show(page(|page| page.clear_completed.call(())), Deed::clear_completed(), |_, _| {}),
        // Sent as a form was before the script had come: the box says what is wanted by what it is not.
        ("toggle" | "toggle_all", _) => toggle(id, field(&form, "[name=done]").is_some_and(|field| field.value() == "true")),
        _ => return,
    }
    event.prevent_default();
}

/// An image is chosen: the form is done with, and closed.
fn attach(form: &HtmlFormElement, id: u64) {
    let Some(file) = FormData::new_with_form(form).ok().and_then(|data| data.get("image").dyn_into::<File>().ok()) else { return };
    form.reset();
    if let Ok(Some(details)) = form.closest("details") {
        let _ = details.remove_attribute("open");
    }
    page::attach(id, file);
}

/// A box is ticked or cleared: of one todo, or of all.
fn change(event: &Event) {
    if let Some(field) = target::<HtmlInputElement>(event).filter(|field| matches!(field.class_name().as_str(), "toggle" | "toggle-all")) {
        toggle(field.form().and_then(|form| id(&form)), field.checked());
    }
}

fn toggle(id: Option<u64>, done: bool) {
    match id {
        Some(id) => show(page(|page| page.toggle.call((id, done))), Deed::toggle(id), |_, _| {}),
        None => show(page(|page| page.toggle_all.call((done,))), Deed::toggle_all(), |_, _| {}),
    }
}

/// A link is followed: the part of the list that it leads to is here already, and so is the edit field.
fn click(event: &Event) {
    let (Some(element), Some(mouse)) = (target::<Element>(event), event.dyn_ref::<MouseEvent>()) else { return };
    let Some(link) = element.closest(".todoapp a[href]").ok().flatten() else { return };
    if mouse.button() != 0 || mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key() {
        return;
    }
    event.prevent_default();
    if let Some(id) = item(&link) {
        return edit(id);
    }
    let url = link.get_attribute("href").unwrap_or_default();
    if let Some(filter) = view::filter_at(&url) {
        document::go(&url, document::address() == (filter, None));
        go((filter, None));
    }
}

/// Shows a part of the list, and perhaps an edit field.
fn go((filter, editing): (todos_api::Filter, Option<u64>)) {
    page::change(|screen| (screen.filter, screen.editing) = (filter, editing.map(Editing::start)));
}

/// A title is double-clicked. The controls beside it are not titles.
fn double_click(event: &Event) {
    let title = target::<Element>(event).filter(|element| element.closest("a, button, input").ok().flatten().is_none());
    title.and_then(|title| item(&title)).into_iter().for_each(edit);
}

fn edit(id: u64) {
    page::change(|screen| screen.editing = Some(Editing::start(id)));
    document::focus(".edit");
}

/// Escape leaves the edit field.
fn key(event: &Event) {
    let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape" && !event.is_composing());
    if escape && editor(event).is_some() {
        document::forget_edit();
        page::change(|screen| screen.editing = None);
    }
}

/// Saves what stands in the edit field, as leaving it does.
fn save(form: &HtmlFormElement) {
    let (Some(id), Some(field)) = (id(form), field(form, ".edit")) else { return };
    document::forget_edit();
    page::save(id, &field.value());
}

fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// The form of the edit field that an event happened in.
fn editor(event: &Event) -> Option<HtmlFormElement> {
    target::<HtmlInputElement>(event).filter(|field| field.class_name() == "edit")?.form()
}

fn field(form: &HtmlFormElement, selector: &str) -> Option<HtmlInputElement> {
    form.query_selector(selector).ok()??.dyn_into().ok()
}

/// The todo that a form is about.
fn id(form: &HtmlFormElement) -> Option<u64> {
    field(form, "[name=id]")?.value().parse().ok()
}

/// The todo that an element is part of.
fn item(element: &Element) -> Option<u64> {
    element.closest(".todo-list li").ok()??.get_attribute("data-id")?.parse().ok()
}
