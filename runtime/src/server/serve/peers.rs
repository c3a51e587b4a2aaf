//! How many connections each peer has.
//!
//! In: the address of a connection. Out: a place, or none where its peer has as many as it may. Its memory is bounded by the connections that
//! there are: a peer without one is not known.

use crate::server::guard::client_network::network_of;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The connections of each peer: an IPv4 address, or the /64 that a household or a machine has of IPv6 addresses.
#[derive(Debug, Clone)]
pub(super) struct Peers {
    known: Arc<Mutex<HashMap<IpAddr, usize>>>,
    most: usize,
}

/// A connection's place among those of its peer, until it is dropped.
#[derive(Debug)]
pub(super) struct PeerPlace {
    peers: Peers,
    peer: IpAddr,
}

impl Peers {
    pub(super) fn new(most: usize) -> Self {
        Self { known: Arc::default(), most }
    }

    /// Takes a place, if the peer has not as many as it may.
    pub(super) fn admit(&self, address: IpAddr) -> Option<PeerPlace> {
        let peer = network_of(address);
        let mut known = self.known();
        let count = known.entry(peer).or_default();
        if *count == self.most {
            return None;
        }
        *count += 1;
        Some(PeerPlace { peers: self.clone(), peer })
    }

    fn known(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for PeerPlace {
    fn drop(&mut self) {
        let mut known = self.peers.known();
        match known.get_mut(&self.peer) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(known.remove(&self.peer)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn each_peer_has_its_places_and_none_is_remembered_without_a_connection() {
        let peers = Peers::new(2);
        let one = address("192.0.2.1");
        let places = [peers.admit(one), peers.admit(address("::ffff:192.0.2.1"))];
        assert!(places.iter().all(Option::is_some));
        assert!(peers.admit(one).is_none());
        let other = peers.admit(address("192.0.2.2"));
        assert!(other.is_some());
        drop(places);
        assert!(peers.admit(one).is_some());
        drop(other);
        assert!(peers.known().is_empty());
    }
}
