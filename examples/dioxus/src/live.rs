//! Queries and mutations as signals.

use dioxus::prelude::*;
use futures_util::StreamExt;
use trifold_store::Observable;

/// A query or a mutation, and what it shows as a signal, as long as the component lives.
pub(crate) fn use_live<H: Observable>(make: impl FnOnce() -> H) -> (H, ReadSignal<H::Snapshot>) {
    let handle = use_hook(make);
    let mut shown = use_signal(|| handle.snapshot());
    let watched = handle.clone();
    use_future(move || {
        let (watched, mut changes) = (watched.clone(), watched.changes());
        async move {
            while changes.next().await.is_some() {
                shown.set(watched.snapshot());
            }
        }
    });
    (handle, shown.into())
}
