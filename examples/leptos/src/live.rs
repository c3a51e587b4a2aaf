//! Queries and mutations as signals.

use leptos::prelude::*;
use trifold_store::{Observable, Subscription};

/// Signal of what a query or a mutation shows, as long as the component lives. On a server it stands still.
pub(crate) fn live<H: Observable>(handle: H) -> ReadSignal<H::Snapshot> {
    let (shown, show) = signal(handle.snapshot());
    Effect::new(move |_: Option<Subscription>| {
        let changed = handle.clone();
        let subscription = handle.subscribe(move || drop(show.try_set(changed.snapshot())));
        show.set(handle.snapshot());
        subscription
    });
    shown
}
