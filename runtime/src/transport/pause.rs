//! The clock of a transport that has none of its own.

use std::time::Duration;

/// Waits by tokio's clock. Outside of its runtime there is none.
#[cfg(all(any(feature = "client", feature = "server"), not(target_arch = "wasm32")))]
pub(super) async fn pause(time: Duration) {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => tokio::time::sleep(time).await,
        Err(_) => std::future::pending().await,
    }
}

/// There is no clock in this build; a transport may have its own.
#[cfg(not(all(any(feature = "client", feature = "server"), not(target_arch = "wasm32"))))]
pub(super) async fn pause(_: Duration) {
    std::future::pending().await
}
