//! Queries of the store as signals.

use leptos::prelude::*;
use trifold_store::{Observable, Subscription};

/// The query that `query` names, as a signal. It is kept up to date as long as the component lives, and is another one when what `query` reads
/// changes.
pub(crate) fn live<Q: Observable>(query: impl Fn() -> Q + 'static) -> ReadSignal<Q::Snapshot> {
    let (shown, show) = signal(untrack(&query).snapshot());
    Effect::new(move |_: Option<Subscription>| {
        let query = query();
        let changed = query.clone();
        let subscription = query.subscribe(move || drop(show.try_set(changed.snapshot())));
        show.set(query.snapshot());
        subscription
    });
    shown
}
