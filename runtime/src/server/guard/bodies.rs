//! The bodies that are waited for: so many at one time, so many of one peer.
//!
//! Where there are as many as there may be, the one that was waited for the longest gives way to the newest. So a peer that sends no bodies
//! costs others nothing, and of its own the ones that come.

use super::client_network::network_of;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// The bodies that are waited for.
#[derive(Debug)]
pub(in crate::server) struct Bodies {
    most: usize,
    most_of_a_peer: usize,
    queue: Mutex<Queue>,
}

#[derive(Debug, Default)]
struct Queue {
    /// Number of bodies so far.
    ever: u64,
    all: BTreeMap<u64, One>,
    of_peers: HashMap<IpAddr, BTreeSet<u64>>,
}

/// A body that is waited for. Its end is the end of the wait.
#[derive(Debug)]
struct One {
    peer: Option<IpAddr>,
    _end: oneshot::Sender<()>,
}

/// A place among the bodies that are waited for, until it is dropped.
#[derive(Debug)]
pub(in crate::server) struct Waiting<'a> {
    bodies: &'a Bodies,
    number: u64,
    end: oneshot::Receiver<()>,
}

impl Bodies {
    pub(in crate::server) fn new(most: usize, most_of_a_peer: usize) -> Self {
        Self { most, most_of_a_peer, queue: Mutex::default() }
    }

    /// Takes a place, from the longest that waits if need be.
    pub(in crate::server) fn wait(&self, peer: Option<IpAddr>) -> Waiting<'_> {
        let (peer, (sender, end)) = (peer.map(network_of), oneshot::channel());
        let mut queue = self.queue();
        queue.make_room(peer, self.most, self.most_of_a_peer);
        let number = queue.ever;
        queue.ever += 1;
        queue.all.insert(number, One { peer, _end: sender });
        if let Some(peer) = peer {
            queue.of_peers.entry(peer).or_default().insert(number);
        }
        Waiting { bodies: self, number, end }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn make_room(&mut self, peer: Option<IpAddr>, most: usize, most_of_a_peer: usize) {
        let of_the_peer = peer.and_then(|peer| self.of_peers.get(&peer)).filter(|numbers| numbers.len() >= most_of_a_peer);
        if let Some(longest) = of_the_peer.and_then(|numbers| numbers.first().copied()) {
            self.leave(longest);
        }
        if self.all.len() >= most
            && let Some((&longest, _)) = self.all.first_key_value()
        {
            self.leave(longest);
        }
    }

    fn leave(&mut self, number: u64) {
        let Some(peer) = self.all.remove(&number).and_then(|one| one.peer) else { return };
        if let Some(numbers) = self.of_peers.get_mut(&peer) {
            numbers.remove(&number);
            if numbers.is_empty() {
                self.of_peers.remove(&peer);
            }
        }
    }
}

impl Waiting<'_> {
    /// Ends when another body needs the place.
    pub(in crate::server) async fn end(&mut self) {
        drop((&mut self.end).await);
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.bodies.queue().leave(self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    fn has_ended(waiting: &mut Waiting<'_>) -> bool {
        waiting.end().now_or_never().is_some()
    }

    #[test]
    fn the_longest_wait_ends_for_the_newest() {
        let (bodies, [one, other]) = (Bodies::new(3, 2), [[192, 0, 2, 1], [192, 0, 2, 2]].map(|peer| Some(IpAddr::from(peer))));
        let (mut first, mut of_another) = (bodies.wait(one), bodies.wait(other));
        let mut second = bodies.wait(one);
        assert!(![&mut first, &mut of_another, &mut second].into_iter().any(has_ended));
        let mut third = bodies.wait(one);
        assert!(has_ended(&mut first) && !has_ended(&mut of_another), "a peer has its own longest wait");
        let mut last = bodies.wait(None);
        assert!(has_ended(&mut of_another), "else the longest of all");
        assert!(![&mut second, &mut third, &mut last].into_iter().any(has_ended));
        drop((first, of_another, second, third, last));
        let queue = bodies.queue();
        assert!(queue.all.is_empty() && queue.of_peers.is_empty());
    }
}
