//! Limits of calls at one time: of all callers, and of one.
//!
//! In: a call, and its peer's address. Out: a place, or none. A place is not held while a body is waited for (`bodies`): whoever sends none
//! would keep others out for nothing.

use super::bodies::{Bodies, Waiting};
use super::client_network::network_of;
use super::places::{Place, Places};
use std::net::IpAddr;

/// The calls in flight, and the bodies that are waited for.
#[derive(Debug)]
pub(in crate::server) struct Room {
    calls: Places<IpAddr>,
    bodies: Bodies,
}

/// A place among the calls in flight.
pub(in crate::server) type CallPlace = Place<IpAddr>;

impl Room {
    /// So many calls at one time, so many of one peer, and as many bodies that are waited for.
    pub(in crate::server) fn new(most: usize, most_of_a_peer: usize) -> Self {
        Self { calls: Places::new(most, most_of_a_peer), bodies: Bodies::new(most, most_of_a_peer) }
    }

    /// Takes a place. A call without an address is counted with all alone.
    pub(in crate::server) fn admit(&self, peer: Option<IpAddr>) -> Option<CallPlace> {
        self.calls.admit(peer.map(network_of))
    }

    /// Waits for a body.
    pub(in crate::server) fn wait(&self, peer: Option<IpAddr>) -> Waiting<'_> {
        self.bodies.wait(peer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_peer_has_a_share() {
        let (room, [one, other]) = (Room::new(3, 2), ["::ffff:192.0.2.1", "192.0.2.2"].map(|peer| peer.parse().ok()));
        let places = [room.admit(one), room.admit(Some(IpAddr::from([192, 0, 2, 1])))];
        assert!(places.iter().all(Option::is_some) && room.admit(one).is_none(), "however its address is written");
        let last = room.admit(other);
        assert!(last.is_some() && room.admit(other).is_none(), "there are three places in all");
        drop(places);
        assert!(room.admit(other).is_some() && room.admit(one).is_some());
    }
}
