//! The browser itself. What is listened to here is listened to as long as the page lives.

use crate::send::global;
use std::sync::Arc;

use js_sys::Function;
use trifold_store::{Event, Task};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventTarget, VisibilityState};

pub(super) use crate::send::now;

pub(super) fn spawn(task: Task) {
    wasm_bindgen_futures::spawn_local(task);
}

pub(super) fn listen(hear: Box<dyn Fn(Event) + Send + Sync>) {
    let (hear, online) = (Arc::<dyn Fn(Event) + Send + Sync>::from(hear), global());
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        let (hear, target) = (hear.clone(), document.clone());
        on(&target, "visibilitychange", move || {
            if document.visibility_state() == VisibilityState::Visible {
                hear(Event::Visible);
            }
        });
    }
    on(&online, "online", move || hear(Event::Online));
}

fn on(target: &EventTarget, event: &str, hear: impl Fn() + 'static) {
    let hear = Closure::<dyn Fn()>::new(hear).into_js_value().unchecked_into::<Function>();
    // A target refuses no listener.
    let _ = target.add_event_listener_with_callback(event, &hear);
}
