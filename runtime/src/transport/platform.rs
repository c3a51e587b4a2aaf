//! Time and randomness, as calls need them: for retries, for keys, and between two connections of a stream.

use std::pin::Pin;
use std::time::Duration;

/// Time and randomness of the machine that calls.
pub trait Platform: Send + Sync {
    /// The time since a moment that stays the same. It does not go back.
    fn now(&self) -> Duration;

    /// A future that ends after this time; none where there is no timer.
    fn sleep(&self, time: Duration) -> Option<Sleep>;

    /// 128 random bits; none where there is no source of them.
    fn random(&self) -> Option<u128>;
}

/// A wait.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A wait of a stream: without a timer it has no end.
pub(super) fn sleep(platform: Option<&dyn Platform>, time: Duration) -> Sleep {
    platform.and_then(|platform| platform.sleep(time)).unwrap_or_else(|| Box::pin(std::future::pending()))
}

/// The platform of this build, with the features `client` or `server`.
#[cfg(all(any(feature = "client", feature = "server"), not(target_arch = "wasm32")))]
pub(super) fn native() -> Option<&'static dyn Platform> {
    Some(&native::Native)
}

/// There is none in this build; a transport may have its own.
#[cfg(not(all(any(feature = "client", feature = "server"), not(target_arch = "wasm32"))))]
pub(super) fn native() -> Option<&'static dyn Platform> {
    None
}

#[cfg(all(any(feature = "client", feature = "server"), not(target_arch = "wasm32")))]
mod native {
    use super::{Duration, Platform, Sleep};
    use std::sync::LazyLock;
    use std::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);

    /// tokio's clock, and the randomness of the system.
    pub(super) struct Native;

    impl Platform for Native {
        fn now(&self) -> Duration {
            START.elapsed()
        }

        /// Outside of tokio's runtime there is no timer.
        fn sleep(&self, time: Duration) -> Option<Sleep> {
            tokio::runtime::Handle::try_current().ok().map(|_| Box::pin(tokio::time::sleep(time)) as Sleep)
        }

        fn random(&self) -> Option<u128> {
            let mut bits = [0; 16];
            getrandom::fill(&mut bits).ok()?;
            Some(u128::from_be_bytes(bits))
        }
    }
}
