//! The limits of a server, and the limiters of its methods.

use super::check::RateCheck;
use super::limiter::Limiter;
use super::method_limiter::MethodLimiter;
use super::proxies::Proxies;
use super::shared::SharedRates;
use crate::server::describe::service::Contract;
use crate::server::guard::connection_info::ConnectionInfo;
use crate::spec::{MethodSpec, Rate};
use axum::extract::ConnectInfo;
use http::request::Parts;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The rates of one server.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Rates {
    pub(in crate::server) all: Option<Rate>,
    pub(in crate::server) proxies: Arc<Proxies>,
    /// The store that counts for several servers, if there is one.
    pub(in crate::server) shared: Option<Arc<SharedRates>>,
}

impl Rates {
    /// The name of a limit that lets nothing through.
    pub(in crate::server) fn nothing(&self) -> Option<&'static str> {
        self.all.filter(|rate| rate.calls == 0 || rate.burst == 0 || rate.period.is_zero()).map(|_| "rate_limit")
    }

    /// Returns true if the calls of all methods are counted together.
    pub(in crate::server) const fn count_all(&self) -> bool {
        self.all.is_some()
    }

    /// Returns true for a peer that forwards for others.
    pub(in crate::server) fn trusts(&self, peer: IpAddr) -> bool {
        self.proxies.trust(peer)
    }

    /// Whose calls are counted together: the peer's address, or what a trusted proxy says. Nothing for a proxy itself, and where no address is
    /// known.
    pub(in crate::server) fn peer(&self, connection: Option<&ConnectionInfo>, parts: &Parts) -> Option<IpAddr> {
        let told = || parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
        let peer = connection.map(|connection| connection.peer).or_else(told)?;
        Some(self.proxies.caller(peer.ip(), &parts.headers)).filter(|peer| !self.trusts(*peer))
    }
}

/// The limiters of a server's methods, by service and place in it.
#[derive(Debug, Default)]
pub(in crate::server) struct MethodLimiters(Vec<Vec<Option<Arc<MethodLimiter>>>>);

impl MethodLimiters {
    /// The limiters that these services need.
    pub(in crate::server) fn new(rates: &Rates, services: impl IntoIterator<Item = Contract>) -> Self {
        let all = rates.all.map(|rate| Arc::new(Limiter::of_server(rate)));
        let gate = |method: &MethodSpec| {
            let own = method.limits.rate.map(|rate| Arc::new(Limiter::of_method(method, rate)));
            let limiters: Vec<_> = own.into_iter().chain(all.clone()).collect();
            let Rates { proxies, shared, .. } = rates.clone();
            (!limiters.is_empty()).then(|| Arc::new(MethodLimiter { limiters, proxies, shared }))
        };
        Self(services.into_iter().map(|contract| contract.each().map(gate).collect()).collect())
    }

    /// The limiters that a call of this method must pass, if there are any.
    pub(in crate::server) fn ticket(&self, service: usize, index: usize) -> Option<RateCheck> {
        Some(RateCheck::new(self.0.get(service)?.get(index)?.clone()?))
    }
}
