//! The answer of any store, whatever it keeps: a value at once or later, or a failure; and the names that stores are given.

use std::fmt;
use std::pin::Pin;

/// A value that a store gives at once or later.
pub type Stored<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A store that could not do what it was asked. The reason is logged, and never sent.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(pub String);

/// A name that a store is given: bytes, of which a log shows the beginning alone.
macro_rules! opaque {
    ($(#[$docs:meta])* $name:ident, $length:literal) => {
        $(#[$docs])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name([u8; $length]);

        impl $name {
            /// One of a store's own making.
            pub const fn from_bytes(bytes: [u8; $length]) -> Self {
                Self(bytes)
            }

            /// All of its bytes.
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::server::guard::store::beginning(&self.0, f)
            }
        }
    };
}
pub(in crate::server) use opaque;

/// Shows the first bytes of a name.
pub(in crate::server) fn beginning(name: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    name.iter().take(8).try_for_each(|byte| write!(f, "{byte:02x}"))
}
