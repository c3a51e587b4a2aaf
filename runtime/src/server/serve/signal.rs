//! Signals that tell a process to stop, and tell it again.

/// Ctrl-C (SIGINT) and, on Unix, SIGTERM, from the moment at which this is made.
pub(super) struct Signals(#[cfg(unix)] Vec<tokio::signal::unix::Signal>);

#[cfg(unix)]
impl Signals {
    pub(super) fn new() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        let kinds = [("SIGINT", SignalKind::interrupt()), ("SIGTERM", SignalKind::terminate())];
        let listen = |(name, kind)| signal(kind).inspect_err(|error| tracing::warn!(%error, "{name} cannot be waited for")).ok();
        Self(kinds.into_iter().filter_map(listen).collect())
    }

    /// Waits for the next; where none can be waited for, forever.
    pub(super) async fn next(&mut self) {
        std::future::poll_fn(|context| {
            let is_told = self.0.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
            if is_told { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
    }
}

#[cfg(not(unix))]
impl Signals {
    pub(super) fn new() -> Self {
        Self()
    }

    /// Waits for the next; where none can be waited for, forever.
    pub(super) async fn next(&mut self) {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::warn!(%error, "Ctrl-C cannot be waited for");
            std::future::pending().await
        }
    }
}
