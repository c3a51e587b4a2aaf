//! One face of queries and mutations, for adapters to frameworks.

use crate::listeners::{Changes, Subscription};
use crate::mutation::{Mutation, MutationSnapshot};
use crate::query::{Query, Snapshot};

/// A [`Query`] or a [`Mutation`]: something that a page shows, and shows again after each change. An adapter to a framework is written once, for both.
///
/// The methods are those of the handles themselves.
pub trait Observable: Clone + Send + Sync + 'static {
    /// State to show at one moment.
    type Snapshot: Clone + Send + Sync + 'static;

    /// Calls `listener` after each change, until the subscription is dropped.
    fn subscribe(&self, listener: impl Fn() + Send + Sync + 'static) -> Subscription;

    /// Subscribes by a stream.
    fn changes(&self) -> Changes;

    /// Returns what there is to show now.
    fn snapshot(&self) -> Self::Snapshot;
}

impl<V: Send + Sync + 'static, E: Send + Sync + 'static> Observable for Query<V, E> {
    type Snapshot = Snapshot<V, E>;

    fn subscribe(&self, listener: impl Fn() + Send + Sync + 'static) -> Subscription {
        self.subscribe(listener)
    }

    fn changes(&self) -> Changes {
        self.changes()
    }

    fn snapshot(&self) -> Self::Snapshot {
        self.snapshot()
    }
}

impl<A, V, E> Observable for Mutation<A, V, E>
where
    A: trifold::spec::Arguments + Send + Sync + 'static,
    V: Send + Sync + 'static,
    E: Send + Sync + 'static,
{
    type Snapshot = MutationSnapshot<A, V, E>;

    fn subscribe(&self, listener: impl Fn() + Send + Sync + 'static) -> Subscription {
        self.subscribe(listener)
    }

    fn changes(&self) -> Changes {
        self.changes()
    }

    fn snapshot(&self) -> Self::Snapshot {
        self.snapshot()
    }
}
