//! The newest page, whatever the order in which answers arrive.

use super::sending::page;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use web_sys::Document;

thread_local! {
    /// Number of forms that were carried out.
    static DONE: Cell<u64> = const { Cell::new(0) };
}

/// The moment at which something is asked for: the number of forms that were carried out before.
pub(super) fn now() -> u64 {
    DONE.get()
}

/// Counts a form that was carried out, and gives the number of all.
pub(super) fn count() -> u64 {
    DONE.set(DONE.get() + 1);
    DONE.get()
}

/// Returns the page to show after a form that was sent at the moment `asked` and led to `url`, the page `new`.
///
/// If another form was carried out meanwhile, that page may be from before it, and is asked for again. None if one more form was carried out until
/// it came: the page of that form is newer.
pub(super) async fn newest(asked: u64, url: &str, new: Document) -> Result<Option<Document>, JsValue> {
    let is_newest = asked == now();
    let done = count();
    let new = if is_newest { new } else { page(url).await? };
    Ok((done == now()).then_some(new))
}
