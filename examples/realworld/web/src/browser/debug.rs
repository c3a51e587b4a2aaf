//! The session as a script sees it: `window.__conduit_debug__`, which RealWorld's tests ask.

use crate::browser::session::{Session, Viewer, token};
use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// Shows the session to scripts.
pub(crate) fn show(session: Session) {
    let hooks = object([
        ("getToken", function(|| text(token()))),
        ("getAuthState", function(move || state(session).into())),
        ("getCurrentUser", function(move || user(session))),
    ]);
    set(&window(), "__conduit_debug__", &hooks);
}

fn state(session: Session) -> &'static str {
    match untrack(|| session.viewer()) {
        Viewer::Unknown => "loading",
        Viewer::Unavailable => "unavailable",
        Viewer::Nobody => "unauthenticated",
        Viewer::Somebody(_) => "authenticated",
    }
}

fn user(session: Session) -> JsValue {
    let Some(account) = untrack(|| session.account()) else { return JsValue::NULL };
    let (bio, image) = (text(account.bio), text(account.image));
    let (username, email, token) = (account.username.into(), account.email.into(), account.token.into());
    object([("username", username), ("email", email), ("bio", bio), ("image", image), ("token", token)])
}

/// A function of the page, which lives as long as the page.
fn function(what: impl Fn() -> JsValue + 'static) -> JsValue {
    Closure::<dyn Fn() -> JsValue>::new(what).into_js_value()
}

fn object<const N: usize>(members: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    members.iter().for_each(|(name, value)| set(&object, name, value));
    object.into()
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // An object refuses no member.
    drop(Reflect::set(object, &JsValue::from_str(name), value));
}

fn text(text: Option<String>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from)
}
