//! One call's way through its limiters.

use super::caller::Caller;
use super::limiter::Limiter;
use super::method_limiter::MethodLimiter;
use super::quota::{Quota, Standing};
use crate::error::problem_type;
use crate::server::problem::rejection::Rejection;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use std::sync::{Arc, OnceLock};

/// One call's way through the limiters. Its clones speak of the same call.
#[derive(Debug, Clone)]
pub(in crate::server) struct RateCheck {
    gate: Arc<MethodLimiter>,
    standings: Arc<OnceLock<Vec<Standing>>>,
}

impl RateCheck {
    pub(super) fn new(gate: Arc<MethodLimiter>) -> Self {
        Self { gate, standings: Arc::default() }
    }

    /// Before the contexts: refuses an address from which too many callers were turned away. It does not count.
    pub(in crate::server) fn ask(&self, parts: &Parts) -> Result<(), Rejection> {
        self.check(self.peek(&self.turned_away(parts)))
    }

    /// Whom a call is counted for that the contexts let in.
    pub(in crate::server) fn let_in(&self, parts: &Parts) -> Caller {
        Caller::of(parts, &self.gate.proxies)
    }

    /// Whom a call is counted for that a context turned away.
    pub(in crate::server) fn turned_away(&self, parts: &Parts) -> Caller {
        Caller::address(parts, &self.gate.proxies).turned_away()
    }

    /// Counts a call in this process.
    pub(in crate::server) fn count(&self, caller: &Caller) -> Vec<Standing> {
        self.gate.limiters.iter().map(|limiter| limiter.count(caller.clone())).collect()
    }

    /// Gives what a shared store is to be asked, if there is one that is well. A caller of whom it is known that it has no place left is no
    /// question: other servers give none back.
    pub(in crate::server) fn quotas(&self, caller: &Caller) -> Option<Result<Vec<Quota>, Vec<Standing>>> {
        self.gate.shared.as_ref().filter(|shared| shared.is_asked())?;
        let known = self.peek(caller);
        if known.iter().all(|standing| standing.is_allowed) {
            Some(Ok(self.gate.limiters.iter().map(|limiter| limiter.quota(caller)).collect()))
        } else {
            Some(Err(known))
        }
    }

    /// Counts a call in the shared store, and notes what that says. Nothing where it fails.
    pub(in crate::server) async fn take(&self, caller: &Caller, quotas: &[Quota]) -> Option<Vec<Standing>> {
        let standings = self.gate.shared.as_ref()?.take(quotas).await?;
        for (limiter, standing) in self.gate.limiters.iter().zip(&standings) {
            limiter.note(caller.clone(), standing);
        }
        Some(standings)
    }

    /// Notes that the shared store did not answer in time.
    pub(in crate::server) fn is_late(&self) {
        if let Some(shared) = &self.gate.shared {
            shared.fail(&"it did not answer in time");
        }
    }

    /// Lets a call of these standings through, and has its answer say them.
    pub(in crate::server) fn admit(&self, standings: Vec<Standing>) -> Result<(), Rejection> {
        self.standings.get_or_init(|| standings.clone());
        self.check(standings)
    }

    fn peek(&self, caller: &Caller) -> Vec<Standing> {
        self.gate.limiters.iter().map(|limiter| limiter.peek(caller)).collect()
    }

    fn check(&self, standings: Vec<Standing>) -> Result<(), Rejection> {
        let waits = self.gate.limiters.iter().zip(&standings).filter_map(|(limiter, standing)| limiter.wait(standing));
        let Some(wait) = waits.max() else { return Ok(()) };
        self.standings.get_or_init(|| standings);
        Err(Rejection::of(StatusCode::TOO_MANY_REQUESTS, problem_type::RATE_LIMITED, "Too many requests")
            .detail(format!("called too often; try again in {wait} s"))
            .header(header::RETRY_AFTER, HeaderValue::from(wait)))
    }

    /// Says how the caller stands (draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4).
    pub(in crate::server) fn show(&self, headers: &mut HeaderMap) {
        let Some(standings) = self.standings.get() else { return };
        let list = |item: fn(&Limiter, &Standing) -> String| {
            let items: Vec<_> = self.gate.limiters.iter().zip(standings).map(|(limiter, standing)| item(limiter, standing)).collect();
            HeaderValue::from_str(&items.join(", ")).ok()
        };
        if let (Some(policy), Some(limit)) = (list(|limiter, _| limiter.policy()), list(Limiter::limit)) {
            headers.insert(HeaderName::from_static("ratelimit-policy"), policy);
            headers.insert(HeaderName::from_static("ratelimit"), limit);
        }
    }
}
