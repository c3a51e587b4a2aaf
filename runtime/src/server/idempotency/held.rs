//! The hold of a call until it is answered: its place among the calls in flight, and its claims on keys.
//!
//! The call and its answer share it: the one leaves its place while it waits for the body, and takes keys; the other gives all of it back.

use super::claimed_key::Claim;
use super::shared_store::SharedStore;
use crate::server::guard::limits::{finish, overloaded};
use crate::server::guard::room::{CallPlace, Room};
use crate::server::guard::stage::Stage;
use crate::server::problem::rejection::Rejection;
use std::future::poll_fn;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

const FULL: &str = "the server has as many calls in flight as it takes; try again";

/// The hold of a call. Its clones are of the same call.
#[derive(Debug, Clone)]
pub(in crate::server) struct Hold(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    room: Arc<Room>,
    peer: Option<IpAddr>,
    answers: SharedStore,
    stage: Option<Stage>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    place: Option<CallPlace>,
    claims: Vec<Claim>,
    /// Time that the store has left.
    left: Duration,
}

/// The places and the keys that a call takes its own from.
pub(in crate::server) struct Ground<'a> {
    pub(in crate::server) room: &'a Arc<Room>,
    pub(in crate::server) answers: &'a SharedStore,
    /// Its peer, where that is known and no proxy.
    pub(in crate::server) peer: Option<IpAddr>,
    /// The server that waits for it, when it drains.
    pub(in crate::server) stage: Option<Stage>,
}

impl Hold {
    /// Takes a place among the calls in flight.
    ///
    /// # Errors
    /// 503 with `Retry-After` where there is none.
    pub(in crate::server) fn new(ground: Ground<'_>) -> Result<Self, Rejection> {
        let Ground { room, answers, peer, stage } = ground;
        let state = Mutex::new(State { place: None, claims: Vec::new(), left: answers.deadline });
        let held = Self(Arc::new(Inner { room: room.clone(), peer, answers: answers.clone(), stage, state }));
        held.sit()?;
        Ok(held)
    }

    /// Lets something arrive. If it is not there yet, it is waited for among the bodies, and not among the calls in flight.
    ///
    /// # Errors
    /// That of what arrives; 503 where another needed the place.
    pub(in crate::server) async fn wait<T>(
        &self,
        mut arriving: Pin<&mut impl Future<Output = Result<T, Rejection>>>,
    ) -> Result<T, Rejection> {
        if let Poll::Ready(arrived) = poll_fn(|context| Poll::Ready(arriving.as_mut().poll(context))).await {
            return arrived;
        }
        self.state().place = None;
        let arrived = {
            let mut waiting = self.0.room.wait(self.0.peer);
            tokio::select! {
                biased;
                arrived = arriving => arrived,
                () = waiting.end() => Err(overloaded(FULL)),
            }
        };
        self.sit()?;
        arrived
    }

    fn sit(&self) -> Result<(), Rejection> {
        let Inner { room, peer, .. } = &*self.0;
        let place = room.admit(*peer).ok_or_else(|| overloaded(FULL))?;
        self.state().place = Some(place);
        Ok(())
    }

    /// Lets the store work within what is left of its time for this call; nothing where that is over.
    pub(in crate::server) async fn spend<T>(&self, work: Pin<&mut impl Future<Output = T>>) -> Option<T> {
        let (left, since) = (self.state().left, Instant::now());
        let done = finish(left, work).await;
        self.state().left = left.saturating_sub(since.elapsed());
        done
    }

    /// Leaves a claim here, for the answer.
    pub(in crate::server) fn leave(&self, claim: Claim) {
        self.state().claims.push(claim);
    }

    /// The claims that the call made.
    pub(in crate::server) fn take_claims(&self) -> Vec<Claim> {
        std::mem::take(&mut self.state().claims)
    }

    /// Returns true if the call has made a claim that nobody has taken yet.
    pub(in crate::server) fn has_claims(&self) -> bool {
        !self.state().claims.is_empty()
    }

    /// Whose call it is, where that is known and no proxy.
    pub(in crate::server) fn peer(&self) -> Option<IpAddr> {
        self.0.peer
    }

    pub(in crate::server) fn answers(&self) -> &SharedStore {
        &self.0.answers
    }

    /// The server that waits for the call, when it drains.
    pub(in crate::server) fn stage(&self) -> Option<&Stage> {
        self.0.stage.as_ref()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
