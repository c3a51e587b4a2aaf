//! What a server allows each connection.

use std::time::Duration;

/// The bounds of one server's connections. `Serving`'s setters say what each means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settings {
    pub(super) header_deadline: Duration,
    pub(super) idle_deadline: Duration,
    pub(super) stall_deadline: Duration,
    pub(super) drain_deadline: Duration,
    pub(super) header_bytes: usize,
    pub(super) headers: usize,
    pub(super) streams: u32,
    pub(super) connections: usize,
    pub(super) connections_of_a_peer: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            header_deadline: Duration::from_secs(10),
            idle_deadline: Duration::from_secs(75),
            stall_deadline: Duration::from_secs(30),
            drain_deadline: Duration::from_secs(30),
            header_bytes: 32 * 1024,
            headers: 100,
            streams: 100,
            connections: 10_000,
            connections_of_a_peer: 1000,
        }
    }
}
