//! What a server allows each connection.

use std::time::Duration;

/// The bounds of one server's connections. `Serving`'s setters say what each means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settings {
    pub(super) header_deadline: Duration,
    pub(super) idle_deadline: Duration,
    pub(super) stall_deadline: Duration,
    pub(super) grace: Duration,
    pub(super) drain_deadline: Duration,
    pub(super) header_bytes: usize,
    pub(super) headers: usize,
    pub(super) streams: u32,
    pub(super) connections: usize,
    pub(super) connections_of_a_peer: usize,
    pub(super) unread_of_a_peer: u64,
}

impl Settings {
    /// The most header fields that hyper takes unless it is told.
    pub(super) const HYPERS_HEADERS: usize = 100;

    /// The name of a bound that lets nothing through.
    pub(super) fn nothing(&self) -> Option<&'static str> {
        let Self { header_deadline, idle_deadline, stall_deadline, headers, streams, connections, connections_of_a_peer, .. } = self;
        let times = [("header_deadline", header_deadline), ("idle_deadline", idle_deadline), ("stall_deadline", stall_deadline)];
        let numbers = [
            ("headers", *headers),
            ("streams", *streams as usize),
            ("connections", *connections),
            ("connections_of_a_peer", *connections_of_a_peer),
        ];
        let times = times.into_iter().filter(|(_, time)| time.is_zero()).map(|(name, _)| name);
        let numbers = numbers.into_iter().filter(|(_, number)| *number == 0).map(|(name, _)| name);
        let bytes = (self.unread_of_a_peer == 0).then_some("unread_of_a_peer");
        times.chain(numbers).chain(bytes).next()
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            header_deadline: Duration::from_secs(10),
            idle_deadline: Duration::from_secs(75),
            stall_deadline: Duration::from_secs(30),
            grace: Duration::from_millis(500),
            drain_deadline: Duration::from_secs(30),
            header_bytes: 32 * 1024,
            headers: Self::HYPERS_HEADERS,
            streams: 100,
            connections: 10_000,
            connections_of_a_peer: 1000,
            unread_of_a_peer: 256 * 1024 * 1024,
        }
    }
}
