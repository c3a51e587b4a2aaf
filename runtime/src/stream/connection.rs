//! State of a client's connection.

/// State of a stream's connection, on a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Connection {
    /// It is not open, and will be: it broke off, or waits for its turn. What came last may be old.
    Connecting,
    /// It is open.
    Open,
    /// It ended, and will not be opened again.
    Closed,
}

/// A function that is told of each change.
pub(crate) trait Hear: FnMut(Connection) + Send {}

impl<F: FnMut(Connection) + Send> Hear for F {}
