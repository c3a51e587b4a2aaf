//! Rate limits: how often one caller may call.
//!
//! In: `Server::rate_limit`, the methods' `#[rate_limit(..)]`, and who calls. Out: a refusal (429), and the `RateLimit` fields of any answer.

mod caller;
mod gcra;
mod limiter;
mod proxies;
mod store;

pub use proxies::InvalidProxy;

use super::connection_info::ConnectionInfo;
use crate::error::problem_type;
use crate::server::describe::service::Contract;
use crate::server::problem::rejection::Rejection;
use crate::spec::{MethodSpec, Rate};
use axum::extract::ConnectInfo;
pub(in crate::server) use caller::Caller;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use limiter::{Limiter, Quota};
pub(in crate::server) use proxies::Proxies;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};

/// What a server was told of rates.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Rates {
    pub(in crate::server) all: Option<Rate>,
    pub(in crate::server) proxies: Arc<Proxies>,
}

impl Rates {
    /// The name of a limit that lets nothing through.
    pub(in crate::server) fn nothing(&self) -> Option<&'static str> {
        self.all.filter(|rate| rate.calls == 0 || rate.burst == 0 || rate.period.is_zero()).map(|_| "rate_limit")
    }

    /// Whether the calls of all methods are counted together.
    pub(in crate::server) const fn count_all(&self) -> bool {
        self.all.is_some()
    }
}

impl Rates {
    /// Whether this peer forwards for others.
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

#[derive(Debug)]
struct MethodLimiter {
    limiters: Vec<Arc<Limiter>>,
    proxies: Arc<Proxies>,
}

impl MethodLimiters {
    /// The limiters that these services need.
    pub(in crate::server) fn new(rates: &Rates, services: impl IntoIterator<Item = Contract>) -> Self {
        let all = rates.all.map(|rate| Arc::new(Limiter::new("server", rate)));
        let gate = |method: &MethodSpec| {
            let own = method.limits.rate.map(|rate| Arc::new(Limiter::new(&format!("{}.{}", method.service.name, method.name), rate)));
            let limiters: Vec<_> = own.into_iter().chain(all.clone()).collect();
            (!limiters.is_empty()).then(|| Arc::new(MethodLimiter { limiters, proxies: rates.proxies.clone() }))
        };
        Self(services.into_iter().map(|contract| contract.each().map(gate).collect()).collect())
    }

    /// What a call of this method must pass, if anything.
    pub(in crate::server) fn ticket(&self, service: usize, index: usize) -> Option<RateCheck> {
        let gate = self.0.get(service)?.get(index)?.clone()?;
        Some(RateCheck { gate, standings: Arc::default() })
    }
}

/// One call's way through the limiters. Its clones speak of the same call.
#[derive(Debug, Clone)]
pub(in crate::server) struct RateCheck {
    gate: Arc<MethodLimiter>,
    standings: Arc<OnceLock<Vec<Quota>>>,
}

impl RateCheck {
    /// Before the contexts: refuses an address from which too many callers were turned away. It does not count.
    pub(in crate::server) fn ask(&self, parts: &Parts) -> Result<(), Rejection> {
        let caller = Caller::address(parts, &self.gate.proxies).turned_away();
        self.check(self.gate.limiters.iter().map(|limiter| limiter.peek(caller.clone())).collect())
    }

    /// A context turned the caller away.
    pub(in crate::server) fn turned_away(&self, parts: &Parts) {
        let caller = Caller::address(parts, &self.gate.proxies).turned_away();
        for limiter in &self.gate.limiters {
            limiter.count(caller.clone());
        }
    }

    /// After the contexts: counts the call.
    pub(in crate::server) fn admit(&self, parts: &Parts) -> Result<(), Rejection> {
        let caller = Caller::of(parts, &self.gate.proxies);
        let standings: Vec<_> = self.gate.limiters.iter().map(|limiter| limiter.count(caller.clone())).collect();
        let outcome = self.check(standings.clone());
        self.standings.get_or_init(|| standings);
        outcome
    }

    fn check(&self, standings: Vec<Quota>) -> Result<(), Rejection> {
        let Some(wait) = standings.iter().filter_map(|standing| standing.wait()).max() else { return Ok(()) };
        self.standings.get_or_init(|| standings);
        Err(Rejection::of(StatusCode::TOO_MANY_REQUESTS, problem_type::RATE_LIMITED, "Too many requests")
            .detail(format!("called too often; try again in {wait} s"))
            .header(header::RETRY_AFTER, HeaderValue::from(wait)))
    }

    /// Says how the caller stands (draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4).
    pub(in crate::server) fn show(&self, headers: &mut HeaderMap) {
        let Some(standings) = self.standings.get() else { return };
        let list = |item: fn(&Limiter, &Quota) -> String| {
            let items: Vec<_> = self.gate.limiters.iter().zip(standings).map(|(limiter, standing)| item(limiter, standing)).collect();
            HeaderValue::from_str(&items.join(", ")).ok()
        };
        if let (Some(policy), Some(limit)) = (list(|limiter, _| limiter.policy()), list(Limiter::limit)) {
            headers.insert(HeaderName::from_static("ratelimit-policy"), policy);
            headers.insert(HeaderName::from_static("ratelimit"), limit);
        }
    }
}
