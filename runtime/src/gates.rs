//! The gates: the macros emit every half, and these keep or drop it by this crate's own features.
//!
//! A user's crate needs no feature of its own, and the expansion is the same for everyone.

/// Keeps its input where the server half is compiled.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __server {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Drops its input: the server half is not compiled.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __server {
    ($($tokens:tt)*) => {};
}

/// Keeps its input where the native client is compiled.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Drops its input: the native client is not compiled.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($($tokens:tt)*) => {};
}

/// Keeps the item, and on a server the attributes before it (JSON Schema).
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __model {
    ({ $($server:tt)* } $($item:tt)*) => { $($server)* $($item)* };
}

/// Keeps the item without the server's attributes.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __model {
    ({ $($server:tt)* } $($item:tt)*) => { $($item)* };
}
