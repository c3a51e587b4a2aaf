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

/// Drops its input: the server half is not compiled. Item by item, since rustc then tells whoever names one that it was configured out.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __server {
    ($($item:item)*) => {
        $(
            #[cfg(any())]
            $item
        )*
    };
}

/// What a document shows of a field besides what its table says.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __extra {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Drops its input: nothing is shown.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __extra {
    ($($tokens:tt)*) => {
        $crate::__private::Extra::NOTHING
    };
}

/// `TodosRestClient::new`, where the native client is compiled.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($visibility:vis $client:ident) => {
        impl $client<$crate::__private::Http> {
            /// A client of the API at `base`, such as `https://todo.example`.
            $visibility fn new(base: &str) -> $crate::__private::Result<Self, $crate::__private::InvalidBase> {
                $crate::__private::Http::new(base).map(Self::with_transport)
            }
        }
    };
}

/// The same, which takes nothing: the native client is not compiled, and whoever calls it is told what to switch on.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($visibility:vis $client:ident) => {
        impl $client<$crate::__private::DefaultTransport> {
            /// Needs the feature `client` of `trifold`.
            $visibility fn new<B: $crate::__private::NativeClient>(base: B) -> $crate::__private::Result<Self, $crate::__private::Never> {
                $crate::__private::Result::Err(base.never())
            }
        }
    };
}
