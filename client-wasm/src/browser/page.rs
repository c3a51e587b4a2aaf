//! The browser itself. What is listened to here is listened to as long as the page lives.

use crate::send::{get, global};
use std::sync::Arc;

use js_sys::Function;
use trifold_store::{Event, Task};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

pub(super) use crate::send::now;

pub(super) fn spawn(task: Task) {
    wasm_bindgen_futures::spawn_local(task);
}

/// Hears events.
type Hear = Arc<dyn Fn(Event) + Send + Sync>;

pub(super) fn listen(hear: Box<dyn Fn(Event) + Send + Sync>) {
    let hear = Hear::from(hear);
    on(document(), "visibilitychange", Event::Visible, hear.clone());
    on(global().into(), "online", Event::Online, hear);
}

/// Tells of an event, unless the page is hidden then.
fn on(target: JsValue, name: &str, event: Event, hear: Hear) {
    let hear = Closure::<dyn Fn()>::new(move || {
        if get(&document(), "hidden") != JsValue::TRUE {
            hear(event);
        }
    });
    // A target refuses no listener. A worker has no document, and hears of none.
    let target: EventTarget = target.unchecked_into();
    let _ = target.add_event_listener_with_callback(name, hear.into_js_value().unchecked_ref::<Function>());
}

/// The document; undefined in a worker.
fn document() -> JsValue {
    get(&global(), "document")
}
