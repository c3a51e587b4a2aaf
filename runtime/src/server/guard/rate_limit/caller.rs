//! Whom a call is counted for.

use super::proxies::Proxies;
use crate::server::context::principal::Principal;
use crate::server::guard::client_network::network_of;
use crate::server::guard::digest::hash_all;
use axum::extract::ConnectInfo;
use http::request::Parts;
use sha2::{Digest, Sha256};
use std::net::{IpAddr, SocketAddr};

/// Whom a call is counted for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::server) struct Caller {
    who: Who,
    is_turned_away: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Who {
    /// Whom the application knows.
    Principal(String),
    /// An IPv4 address, or the /64 of an IPv6 address, since one client can use all of it.
    Address(IpAddr),
    /// The server does not know its peers.
    Anyone,
}

impl Caller {
    /// The principal that a context or a layer set, else the address.
    pub(in crate::server) fn of(parts: &Parts, proxies: &Proxies) -> Self {
        match parts.extensions.get::<Principal>() {
            Some(Principal(name)) => Self { who: Who::Principal(name.clone()), is_turned_away: false },
            None => Self::address(parts, proxies),
        }
    }

    /// The address: the peer's, or what a trusted proxy says.
    pub(super) fn address(parts: &Parts, proxies: &Proxies) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let who = peer.map_or(Who::Anyone, |ConnectInfo(peer)| Who::Address(network_of(proxies.caller(peer.ip(), &parts.headers))));
        Self { who, is_turned_away: false }
    }

    /// The same caller where contexts turned it away, counted apart.
    pub(super) fn turned_away(self) -> Self {
        Self { is_turned_away: true, ..self }
    }

    /// A hash over this caller behind what is hashed already.
    pub(super) fn digest(&self, hash: Sha256) -> [u8; 32] {
        let (kind, name) = match &self.who {
            Who::Principal(name) => ("principal", name.clone()),
            Who::Address(address) => ("address", address.to_string()),
            Who::Anyone => ("anyone", String::new()),
        };
        let counted = if self.is_turned_away { "turned away" } else { "let in" };
        hash_all(hash, [kind, &name, counted].map(str::as_bytes)).finalize().into()
    }
}
