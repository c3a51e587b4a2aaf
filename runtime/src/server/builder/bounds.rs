//! The bounds of a server: bodies, deadlines, calls in flight, rates; and its readiness.

use super::server::Server;
use crate::server::guard::rate_limit::{InvalidProxy, Proxies};
use crate::spec::Rate;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

impl Server {
    /// Sets the most bytes that a body may have, where the method has no `#[limit(body = "..")]`. The default is 1 MiB.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.config.limits.each.body = bytes;
        self
    }

    /// Sets the most values that a body of JSON may have, counted as its commas and opening brackets; 413 for more. A value may take a hundred
    /// times as much memory as its text. The default is 100 000, or one for each ten bytes that the body may have, where that is more.
    pub fn body_values(mut self, most: usize) -> Self {
        self.config.limits.most_values = Some(most);
        self
    }

    /// Sets how long a body may take that is read whole; 408 then. The default is 30 s.
    pub fn body_deadline(mut self, deadline: Duration) -> Self {
        self.config.limits.each.body_deadline = deadline;
        self
    }

    /// Sets how long a method may take, where it has no `#[limit(deadline = "..")]`; then its future is dropped, and the answer is 503 of type
    /// `/problems/timeout`. Its contexts, which run before it, may take as long. The default is 30 s.
    ///
    /// Only a future that waits can be dropped: a method that computes for long belongs on `spawn_blocking`.
    pub fn method_deadline(mut self, deadline: Duration) -> Self {
        self.config.limits.each.deadline = deadline;
        self
    }

    /// Sets the most calls at one time; others are refused (503, type `/problems/overloaded`, `Retry-After: 1`). The default is 1024.
    ///
    /// A call counts from the checks of its headers until its answer is ready, but for the time in which its body is waited for: of bodies
    /// that are waited for there may be as many besides, and when one more comes, the one that was waited for the longest is refused. Routes
    /// of the application that are no service's do not count, nor does [`Server::health`]; how many connections there may be is
    /// [`Serving::connections`](crate::server::Serving::connections).
    pub fn calls_in_flight(mut self, most: usize) -> Self {
        let limits = self.config.limits;
        self.config.limits = limits.clone().with_calls(most, limits.most_calls_of_a_peer);
        self
    }

    /// Sets the most calls of one peer at one time, and the most bodies of it that are waited for. The default is an eighth of
    /// [`Server::calls_in_flight`], or 8 where that is less: so that one machine cannot keep every other from being answered.
    ///
    /// A peer is an IPv4 address or the whole /64 of an IPv6 one; behind [`Server::trusted_proxies`] the caller's. Without them a server behind
    /// a proxy has one peer, and the number here is the most that it may have.
    pub fn calls_of_a_peer(mut self, most: usize) -> Self {
        let limits = self.config.limits;
        self.config.limits = limits.clone().with_calls(limits.most_calls, Some(most));
        self
    }

    /// Sets the most streams ([`EventStream`](crate::EventStream)) that are open at one time; others are refused (503, type
    /// `/problems/overloaded`, `Retry-After: 1`). The default is 10 000. They do not count among the [`Server::calls_in_flight`]; each has a
    /// connection of its own over HTTP/1.1.
    pub fn live_streams(mut self, most: usize) -> Self {
        self.config.streams.places.most = most;
        self
    }

    /// Sets the most streams of one caller that are open at one time. The default is 100. A caller is the
    /// [`Principal`](crate::server::Principal) that a context or a layer set, else the peer's address, as for [`Server::rate_limit`].
    pub fn live_streams_of_a_caller(mut self, most: usize) -> Self {
        self.config.streams.places.most_of_one = most;
        self
    }

    /// Sets how long a stream is open, a tenth less or more by chance. Then it is closed, and its caller comes back: the contexts run again, and
    /// who may not see it any more is refused. The default is 15 minutes.
    pub fn live_age(mut self, age: Duration) -> Self {
        self.config.streams.age = age;
        self
    }

    /// Limits how often one caller may call, all methods together. A method's `#[rate_limit(..)]` counts besides.
    ///
    /// A caller is the [`Principal`](crate::server::Principal) that a context or a layer set, else the peer's address: an IPv6 address with its whole
    /// /64. Callers that a context turns away are counted by address, apart from those that it lets in. A server that is not run by
    /// [`serve`](crate::server::serve) must provide `ConnectInfo<SocketAddr>` itself; callers without an address are one.
    pub fn rate_limit(mut self, rate: Rate) -> Self {
        self.config.rates.all = Some(rate);
        self
    }

    /// Believes these peers (`10.0.0.0/8`, `::1`) when they say for whom they forward, in `Forwarded` or `X-Forwarded-For`: the caller's
    /// address is then the right-most there that is not trusted itself. A proxy must append to one of the two, and not pass the other
    /// on; where both are there and disagree, the proxy's own address counts.
    ///
    /// # Errors
    /// A text that is neither an address nor a network.
    pub fn trusted_proxies<'a>(mut self, networks: impl IntoIterator<Item = &'a str>) -> Result<Self, InvalidProxy> {
        self.config.rates.proxies = Arc::new(Proxies::parse(networks)?);
        Ok(self)
    }

    /// Answers `GET` on this path with 200 and `ready` as long as the server is to be sent requests: until it is told to stop, and as long as
    /// each [`Server::readiness_check`] passes. Else the answer is 503.
    ///
    /// It is 503 from SIGTERM on, while requests are still answered: for how long, [`Serving::grace`](crate::server::Serving::grace) says. That needs
    /// [`serve`](crate::server::serve); another server does not tell when it stops.
    pub fn readiness(mut self, path: &str) -> Self {
        self.config.readiness.set_path(path);
        self
    }

    /// Adds something that the readiness depends on. It is asked each time, without contexts and outside of the calls in flight, and has a
    /// second; what it gives as an error is logged, and not sent.
    ///
    /// What all nodes share is better left out: where it fails, none of them would be sent anything.
    ///
    /// ```
    /// # async fn ping() -> Result<(), std::io::Error> { Ok(()) }
    /// let server = trifold::server::Server::new().readiness("/readyz").readiness_check(|| async { ping().await });
    /// # drop(server);
    /// ```
    pub fn readiness_check<W, E>(mut self, check: impl Fn() -> W + Send + Sync + 'static) -> Self
    where
        W: Future<Output = Result<(), E>> + Send + 'static,
        E: fmt::Display,
    {
        self.config.readiness.add(check);
        self
    }
}
