//! Number of connections of each peer, or of calls.
//!
//! In: the address of a connection. Out: a place, or none where its peer has as many as it may. Its memory is bounded by the places that
//! are taken: a peer without one is not known.

use super::client_network::network_of;
use super::unread::Unread;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The places of each peer: an IPv4 address, or the /64 of an IPv6 address, since one client can use all of it.
#[derive(Debug, Clone)]
pub(in crate::server) struct Peers {
    known: Arc<Mutex<HashMap<IpAddr, Known>>>,
    most: usize,
}

/// A peer that has places.
#[derive(Debug, Default)]
struct Known {
    places: usize,
    unread: Unread,
}

/// A place among those of its peer, until it is dropped.
#[derive(Debug)]
pub(in crate::server) struct PeerPlace {
    peers: Peers,
    peer: IpAddr,
    unread: Unread,
}

impl Peers {
    pub(in crate::server) fn new(most: usize) -> Self {
        Self { known: Arc::default(), most }
    }

    /// Takes a place, if the peer has not as many as it may.
    pub(in crate::server) fn admit(&self, address: IpAddr) -> Option<PeerPlace> {
        let peer = network_of(address);
        let mut known = self.known();
        let one = known.entry(peer).or_default();
        if one.places == self.most {
            return None;
        }
        one.places += 1;
        Some(PeerPlace { peers: self.clone(), peer, unread: one.unread.clone() })
    }

    fn known(&self) -> MutexGuard<'_, HashMap<IpAddr, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PeerPlace {
    /// The bytes of its answers that the peer has not read, over all of its connections.
    pub(in crate::server) fn unread(&self) -> Unread {
        self.unread.clone()
    }
}

impl Drop for PeerPlace {
    fn drop(&mut self) {
        let mut known = self.peers.known();
        match known.get_mut(&self.peer) {
            Some(one) if one.places > 1 => one.places -= 1,
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
