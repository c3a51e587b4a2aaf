//! One face of queries and mutations, for adapters to frameworks.

use crate::listeners::{Changes, Subscription};
use crate::mutation::{Mutation, MutationSnapshot};
use crate::query::{Query, Snapshot};
use trifold::spec::Arguments;

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

/// The methods of a handle, by the trait.
macro_rules! observable {
    ([$($generics:tt)*] $handle:ty, $snapshot:ty) => {
        impl<$($generics)*> Observable for $handle {
            type Snapshot = $snapshot;

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
    };
}

observable!([V: Send + Sync + 'static, E: Send + Sync + 'static] Query<V, E>, Snapshot<V, E>);
observable!(
    [A: Arguments + Send + Sync + 'static, V: Send + Sync + 'static, E: Send + Sync + 'static]
    Mutation<A, V, E>, MutationSnapshot<A, V, E>
);
