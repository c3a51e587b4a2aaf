//! Limits of calls at one time: of all callers, and of one.
//!
//! In: a call, and its peer's address. Out: a place, or none. A place is not held while a body is waited for (`bodies`): whoever sends none
//! would keep others out for nothing.

use super::bodies::{Bodies, Waiting};
use super::peers::{PeerPlace, Peers};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The calls in flight, and the bodies that are waited for.
#[derive(Debug)]
pub(in crate::server) struct Room {
    now: AtomicUsize,
    most: usize,
    peers: Peers,
    bodies: Bodies,
}

/// A place among the calls in flight, until it is dropped.
#[derive(Debug)]
pub(in crate::server) struct Place {
    room: Arc<Room>,
    _of_a_peer: Option<PeerPlace>,
}

impl Room {
    /// So many calls at one time, so many of one peer, and as many bodies that are waited for.
    pub(in crate::server) fn new(most: usize, most_of_a_peer: usize) -> Self {
        Self { now: AtomicUsize::new(0), most, peers: Peers::new(most_of_a_peer), bodies: Bodies::new(most, most_of_a_peer) }
    }

    /// Takes a place. A call without an address is counted with all alone.
    pub(in crate::server) fn admit(self: &Arc<Self>, peer: Option<IpAddr>) -> Option<Place> {
        let of_a_peer = match peer {
            Some(peer) => Some(self.peers.admit(peer)?),
            None => None,
        };
        // The place gives back what was added, whether it is used or not.
        let place = Place { room: self.clone(), _of_a_peer: of_a_peer };
        (self.now.fetch_add(1, Ordering::Relaxed) < self.most).then_some(place)
    }

    /// Waits for a body.
    pub(in crate::server) fn wait(&self, peer: Option<IpAddr>) -> Waiting<'_> {
        self.bodies.wait(peer)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.room.now.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_back() {
        let room = Arc::new(Room::new(2, 2));
        let (one, two) = (room.admit(None), room.admit(None));
        assert!(one.is_some() && two.is_some());
        assert!(room.admit(None).is_none());
        assert!(room.admit(None).is_none());
        drop(one);
        assert!(room.admit(None).is_some());
    }

    #[test]
    fn one_peer_has_a_share() {
        let (room, [one, other]) = (Arc::new(Room::new(3, 2)), [[192, 0, 2, 1], [192, 0, 2, 2]].map(|peer| Some(IpAddr::from(peer))));
        let places = [room.admit(one), room.admit(one)];
        assert!(places.iter().all(Option::is_some) && room.admit(one).is_none());
        let last = room.admit(other);
        assert!(last.is_some() && room.admit(other).is_none(), "there are three places in all");
        drop(places);
        assert!(room.admit(other).is_some() && room.admit(one).is_some(), "what was refused took none");
    }
}
