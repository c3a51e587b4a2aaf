//! Writes that a form or a button makes.

use crate::browser::faults::{Fault, lines};
use crate::browser::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use realworld_api::ConduitError;
use std::sync::Arc;
use trifold::spec::Arguments;
use trifold_store::{Mutation, Store};

/// Makes the mutation on a store.
type Make<A, V> = Box<dyn Fn(&Store) -> Mutation<A, V, ConduitError> + Send + Sync>;

/// A write, with the state that its form shows.
pub(crate) struct Write<A: 'static, V: 'static> {
    mutation: StoredValue<Make<A, V>>,
    session: Session,
    /// Set while a call is under way.
    pub(crate) pending: RwSignal<bool>,
    /// Faults of the newest call.
    pub(crate) faults: RwSignal<Vec<String>>,
}

impl<A, V> Write<A, V>
where
    A: Arguments + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    /// The write of a mutation, on the store of the moment.
    pub(crate) fn new(session: Session, mutation: impl Fn(&Store) -> Mutation<A, V, ConduitError> + Send + Sync + 'static) -> Self {
        Self { mutation: StoredValue::new(Box::new(mutation)), session, pending: RwSignal::new(false), faults: RwSignal::new(Vec::new()) }
    }

    /// Makes a call, unless one is under way. What it answers goes to `done`, if the component is still there.
    pub(crate) fn send(self, arguments: A, done: impl FnOnce(Arc<V>) + 'static) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        let store = self.session.store.get_untracked();
        let call = self.mutation.with_value(|mutation| mutation(&store)).call(arguments);
        spawn_local(async move {
            let outcome = call.await;
            if self.pending.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(value) => {
                    self.faults.set(Vec::new());
                    done(value);
                }
                Err(fault) => self.refused(&fault),
            }
        });
    }

    fn refused(self, fault: &Fault) {
        self.faults.set(lines(fault));
        self.session.hear(fault);
    }
}

impl<A, V> Copy for Write<A, V> {}

impl<A, V> Clone for Write<A, V> {
    fn clone(&self) -> Self {
        *self
    }
}
