//! Queries and mutations as state of a component.

use futures_util::StreamExt;
use futures_util::future::abortable;
use std::rc::Rc;
use trifold_store::Observable;
use yew::platform::spawn_local;
use yew::prelude::*;

/// A query or a mutation, and what it shows. The component is rendered again after each change, as long as it lives.
#[hook]
pub(crate) fn use_live<H: Observable>(make: impl FnOnce() -> H) -> (Rc<H>, H::Snapshot) {
    let (handle, update) = (use_memo((), |()| make()), use_force_update());
    let watched = handle.clone();
    use_effect_with((), move |()| {
        let told = watched.changes().for_each(move |()| std::future::ready(update.force_update()));
        let (task, stop) = abortable(told);
        spawn_local(async move { task.await.unwrap_or_default() });
        move || stop.abort()
    });
    let shown = handle.snapshot();
    (handle, shown)
}
