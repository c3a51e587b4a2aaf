//! What the user does, heard at the document, so that no element needs a listener of its own.

use super::document;
use super::page::Page;
use crate::live::{Call, Live, Save};
use crate::view;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, EventTarget, File, FormData, HtmlFormElement, HtmlInputElement, KeyboardEvent, MouseEvent, VisibilityState};

pub(super) fn listen(page: &Rc<Page>) {
    let document = document::document();
    on(&document, "submit", page, submit);
    on(&document, "change", page, change);
    on(&document, "click", page, click);
    on(&document, "dblclick", page, double_click);
    on(&document, "keydown", page, key);
    on(&document, "blur", page, blur);
    on(&document, "visibilitychange", page, look);
    on(&document::window(), "popstate", page, back);
}

/// Hears an event for as long as the page lives, on its way down: `blur` does not come up again.
fn on(target: &EventTarget, kind: &str, page: &Rc<Page>, hear: fn(&Rc<Page>, &Event)) {
    let page = page.clone();
    let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| hear(&page, &event));
    let _ = target.add_event_listener_with_callback_and_bool(kind, heard.as_ref().unchecked_ref(), true);
    heard.forget();
}

/// A form is sent: the call that its action stands for is made instead. A button that waits for an answer says so to assistive
/// technology and is not disabled, since that would take the focus away.
fn submit(page: &Rc<Page>, event: &Event) {
    let Some(form) = target::<HtmlFormElement>(event) else { return };
    let Some(name) = form.get_attribute("data-call") else { return };
    event.prevent_default();
    if form.query_selector("[aria-disabled]").ok().flatten().is_some() {
        return;
    }
    match name.as_str() {
        "create" => create(page, &form),
        "attach" => attach(page, &form),
        "edit" => save(page, &form),
        "sign_out" => page.sign_out(),
        "clear_completed" => page.ask(Call::ClearCompleted),
        "delete" => id(&form).into_iter().for_each(|id| page.ask(Call::Delete(id))),
        // Sent as a form was before the script had come: the box says what is wanted by what it is not.
        "toggle" => id(&form).into_iter().for_each(|id| page.ask(Call::Toggle(id, wanted(&form)))),
        "toggle_all" => page.ask(Call::ToggleAll(wanted(&form))),
        _ => {}
    }
}

fn create(page: &Rc<Page>, form: &HtmlFormElement) {
    let Some(field) = field(form, ".new-todo") else { return };
    let title = field.value();
    field.set_value("");
    page.ask(Call::Create(title));
}

/// An image is chosen: the form is done with, and closed.
fn attach(page: &Rc<Page>, form: &HtmlFormElement) {
    let chosen = FormData::new_with_form(form).ok().and_then(|data| data.get("image").dyn_into::<File>().ok());
    let (Some(id), Some(file)) = (id(form), chosen) else { return };
    form.reset();
    if let Ok(Some(details)) = form.closest("details") {
        let _ = details.remove_attribute("open");
    }
    page.attach(id, file);
}

/// A box is ticked or cleared.
fn change(page: &Rc<Page>, event: &Event) {
    let Some(field) = target::<HtmlInputElement>(event) else { return };
    let Some(form) = field.form() else { return };
    match field.class_name().as_str() {
        "toggle" => id(&form).into_iter().for_each(|id| page.ask(Call::Toggle(id, field.checked()))),
        "toggle-all" => page.ask(Call::ToggleAll(field.checked())),
        _ => {}
    }
}

/// A link is followed: the part of the list that it leads to is here already, and so is the edit field.
fn click(page: &Rc<Page>, event: &Event) {
    let (Some(element), Some(mouse)) = (target::<Element>(event), event.dyn_ref::<MouseEvent>()) else { return };
    let Some(link) = element.closest(".todoapp a[href]").ok().flatten() else { return };
    if mouse.button() != 0 || mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key() {
        return;
    }
    event.prevent_default();
    match item(&link) {
        Some(id) => edit(page, id),
        None => follow(page, &link.get_attribute("href").unwrap_or_default()),
    }
}

fn follow(page: &Rc<Page>, url: &str) {
    let Some(filter) = view::filter_at(url) else { return };
    let same = document::address() == (filter, None);
    document::go(url, same);
    page.with(|live| live.show(filter, None));
    page.render();
}

/// The address changed by the browser's own way back or forth.
fn back(page: &Rc<Page>, _: &Event) {
    let (filter, editing) = document::address();
    page.with(|live| live.show(filter, editing));
    page.render();
}

/// A title is double-clicked. The controls beside it are not titles.
fn double_click(page: &Rc<Page>, event: &Event) {
    let Some(element) = target::<Element>(event) else { return };
    let control = element.closest("a, button, input").ok().flatten().is_some();
    if let Some(id) = item(&element).filter(|_| !control) {
        edit(page, id);
    }
}

fn edit(page: &Rc<Page>, id: u64) {
    page.with(|live| live.edit(id));
    page.render();
    document::focus(".edit");
}

/// Escape leaves the edit field.
fn key(page: &Rc<Page>, event: &Event) {
    let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape" && !event.is_composing());
    if escape && editor(event).is_some() {
        page.with(Live::leave);
        done_editing(page);
    }
}

/// Leaving the edit field saves it.
fn blur(page: &Rc<Page>, event: &Event) {
    if let Some(form) = editor(event) {
        save(page, &form);
    }
}

/// Saves what stands in the edit field.
fn save(page: &Rc<Page>, form: &HtmlFormElement) {
    let (Some(id), Some(field)) = (id(form), field(form, ".edit")) else { return };
    match page.with(|live| live.save(id, &field.value())) {
        Save::Nothing => {}
        Save::Unchanged => done_editing(page),
        Save::Ask(call) => {
            forget_edit_address();
            page.ask(call);
        }
    }
}

fn done_editing(page: &Rc<Page>) {
    forget_edit_address();
    page.render();
}

/// The address may say `?edit=7`, from before the script had come.
fn forget_edit_address() {
    if let (filter, Some(_)) = document::address() {
        document::go(view::path(filter), true);
    }
}

/// The page is looked at again: another window may have changed the list.
fn look(page: &Rc<Page>, _: &Event) {
    if document::document().visibility_state() == VisibilityState::Visible && page.with(|live| live.is_idle()) {
        page.ask(Call::List);
    }
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

/// What a form without a script would send as `done`.
fn wanted(form: &HtmlFormElement) -> bool {
    field(form, "[name=done]").is_some_and(|field| field.value() == "true")
}

/// The todo that an element is part of.
fn item(element: &Element) -> Option<u64> {
    element.closest(".todo-list li").ok()??.get_attribute("data-id")?.parse().ok()
}
