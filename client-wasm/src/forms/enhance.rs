//! The forms of a page, taken over: what is heard, and what becomes of each answer.

use super::element::{call, pressed, says, set};
use super::sending::{Sent, address, send};
use super::{faults, fresh, morph};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, HtmlElement, HtmlFormElement, HtmlInputElement, SubmitEvent};

/// Takes over the forms of this page that lead to actions, those that come later too.
///
/// A form is sent by `fetch`, and the page stays, with what was typed:
///
/// - While it is under way it has `aria-busy="true"`, and is not sent again.
/// - A fault of a field is told beside it: the field gets `aria-invalid` and `aria-describedby`, and the focus if it is the first. The words
///   stand in the element that the template made for them ([`Field::error_id`](trifold::form::Field::error_id)), or in a new
///   `<p class="fault" role="alert">` behind the field.
/// - Another refusal is told by a `<p class="fault" role="alert">` in the form, and so is a network that is gone.
/// - Carried out, it leads where the method says (`Effects::redirect`), else where the form says
///   ([`Form::leads_to`](trifold::form::Form::leads_to)), else to its page as it is now, in which all stays that did not change ([`morph`](super::morph())).
/// - A form that was refused before the method ran, such as one of an older page or a lost login, the browser sends as it would without a
///   script: the page that the server renders says it in its own words. So does one whose answer was lost, if it has a one-time key, under
///   which nothing runs twice.
///
/// Left alone are forms with a `target`, those whose `submit` event was handled by the page (`preventDefault`), and those of other origins.
pub fn enhance() {
    enhance_with(|_| false);
}

/// As [`enhance`]; `done` hears of each form that was carried out and leads nowhere else. It gives true where it brings the page up to date
/// itself, by a store for example: the form is then emptied, and has a fresh key. Else the page is asked for again.
pub fn enhance_with(done: impl Fn(&HtmlFormElement) -> bool + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let done: Rc<dyn Fn(&HtmlFormElement) -> bool> = Rc::new(done);
    let hear = Closure::<dyn Fn(SubmitEvent)>::new(move |event| submitted(&event, &done));
    // A document refuses no listener.
    let _ = document.add_event_listener_with_callback("submit", hear.into_js_value().unchecked_ref());
}

fn submitted(event: &SubmitEvent, done: &Rc<dyn Fn(&HtmlFormElement) -> bool>) {
    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
    let submitter = event.submitter();
    let Some(address) = address(&form).filter(|_| !event.default_prevented() && is_plain(&form, submitter.as_ref())) else { return };
    event.prevent_default();
    if form.has_attribute(BUSY) {
        return;
    }
    let (form, done) = (form.clone(), done.clone());
    set(&form, BUSY, Some("true"));
    faults::clear(&form);
    spawn_local(async move {
        let asked = fresh::now();
        let sent = send(&form, submitter.as_ref(), &address).await;
        let sent = match sent {
            Ok(Sent::Done(url, page)) if Some(&url) == here().as_ref() => return stay(&form, asked, &url, page, &*done).await,
            sent => sent,
        };
        set(&form, BUSY, None);
        match sent {
            Ok(Sent::Done(url, _) | Sent::Led(url)) => crate::send::go(&url),
            Ok(Sent::Invalid(errors)) if faults::show(&form, &errors) => {}
            Ok(Sent::Refused(message)) => faults::tell(&form, &message),
            Err(_) if is_offline() => faults::tell(&form, OFFLINE),
            Err(_) if key(&form).is_none() => faults::tell(&form, LOST),
            Ok(Sent::Invalid(_) | Sent::Unheard) | Err(_) => as_without_script(&form, submitter.as_ref()),
        }
    });
}

/// Brings the page up to date with a form that was carried out, and empties the form.
async fn stay(form: &HtmlFormElement, asked: u64, url: &str, page: Document, done: &dyn Fn(&HtmlFormElement) -> bool) {
    let page = if done(form) {
        fresh::count();
        Ok(None)
    } else {
        fresh::newest(asked, url, page).await
    };
    set(form, BUSY, None);
    match page {
        Ok(page) => {
            page.iter().for_each(show);
            reset(form);
        }
        Err(_) => {
            reset(form);
            faults::tell(form, OLD);
        }
    }
}

/// Shows a page. What did not change stays, with its focus.
fn show(page: &Document) {
    let old = web_sys::window().and_then(|window| window.document()?.body());
    if let (Some(old), Some(new)) = (old, page.body()) {
        morph::morph_element(&old, &new);
    }
}

const BUSY: &str = "aria-busy";

const OFFLINE: &str = "There is no connection to the network. What you wrote is still here.";

const LOST: &str = "The connection broke off. Load the page again to see whether this was done.";

const OLD: &str = "This was done, and the page cannot be brought up to date. Load it again.";

fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// Returns true for a form that is sent by POST to the page's own window, and a button that asks for nothing else.
fn is_plain(form: &HtmlFormElement, submitter: Option<&HtmlElement>) -> bool {
    let asks = |name: &str| submitter.is_some_and(|button| button.has_attribute(name));
    let own = ["formaction", "formmethod", "formenctype", "formtarget"].into_iter().any(asks);
    let stays = !form.has_attribute("target") || says(form, "target", "") || says(form, "target", "_self");
    !own && says(form, "method", "post") && stays
}

/// Sends a form as the browser does, its button's name and value included: without an event that would be heard here.
fn as_without_script(form: &HtmlFormElement, submitter: Option<&HtmlElement>) {
    let button = submitter.and_then(pressed).zip(form.owner_document());
    let field = button.and_then(|((name, value), document)| {
        let field = document.create_element("input").ok()?;
        for (attribute, value) in [("type", "hidden"), ("name", name.as_str()), ("value", value.as_str())] {
            set(&field, attribute, Some(value));
        }
        form.append_child(&field).ok().map(|_| field)
    });
    call(form, "submit");
    // What is sent is read at once, and whoever comes back to this page presses a button anew.
    field.inspect(|field| field.remove());
}

/// The address of the page that is shown. That of a page which is the answer to a refused form has the form's id in it.
fn here() -> Option<String> {
    web_sys::window()?.location().href().ok().map(|here| trifold::form::page_of(here.split('#').next().unwrap_or_default()))
}

/// Empties a form, and gives it a key of its own: what is sent next is another call.
fn reset(form: &HtmlFormElement) {
    call(form, "reset");
    let mut fresh = [0; 16];
    let is_random = web_sys::window()
        .is_some_and(|window| window.crypto().is_ok_and(|crypto| crypto.get_random_values_with_u8_array(&mut fresh).is_ok()));
    if let Some(field) = key(form).filter(|_| is_random) {
        field.set_value(&fresh.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    }
}

/// The field of a form's one-time key.
fn key(form: &HtmlFormElement) -> Option<HtmlInputElement> {
    form.query_selector("[name=_key]").ok().flatten()?.dyn_into().ok()
}
