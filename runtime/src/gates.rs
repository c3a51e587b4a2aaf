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

/// The types of a service's clients, and what makes them: one type underneath, which calls by the actions or by the routes.
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($visibility:vis $by:ident of $service:ident: $client:ident, $rest:ident) => {
        #[doc = ::core::concat!("Calls the actions of `", ::core::stringify!($service), "`.")]
        $visibility type $client<T> = $by<$crate::__private::Actions, T>;

        #[doc = ::core::concat!("Calls the REST routes of `", ::core::stringify!($service), "`.")]
        $visibility type $rest<T = $crate::__private::DefaultTransport> = $by<$crate::__private::Routes, T>;

        impl<W: $crate::__private::Way, T: $crate::__private::Transport> $by<W, T> {
            /// A client that sends through `transport`.
            $visibility fn with_transport(transport: T) -> Self {
                Self($crate::__private::Client::new(transport))
            }
        }

        impl<T: $crate::__private::Transport> $client<T> {
            /// A client that sends through `transport`.
            $visibility fn new(transport: T) -> Self {
                Self::with_transport(transport)
            }
        }

        $crate::__rest_client! { $visibility $rest }
    };
}

/// `TodosRestClient::new`, where the native client is compiled.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __rest_client {
    ($visibility:vis $rest:ident) => {
        impl $rest<$crate::__private::Http> {
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
macro_rules! __rest_client {
    ($visibility:vis $rest:ident) => {
        impl $rest<$crate::__private::DefaultTransport> {
            /// Needs the feature `client` of `trifold`.
            $visibility fn new<B: $crate::__private::NativeClient>(base: B) -> $crate::__private::Result<Self, $crate::__private::Never> {
                $crate::__private::Result::Err(base.never())
            }
        }
    };
}

/// The type of a service's server, and on a server its contract.
#[doc(hidden)]
#[macro_export]
macro_rules! __contract {
    ($visibility:vis $server:ident of $service:ident: $spec:ident) => {
        $crate::__server! {
            #[doc = ::core::concat!("Serves `", ::core::stringify!($service), "`: its actions and its routes.")]
            $visibility type $server<S> = $crate::__private::ServiceServer<$spec, S>;

            impl $spec {
                /// The OpenAPI document of one version, with no implementation at hand.
                $visibility fn openapi(version: u32) -> $crate::__private::Document {
                    Self::SERVICE.document(version, Self::METHODS)
                }
            }

            impl $crate::__private::Promise for $spec {
                const CONTRACT: $crate::__private::Contract = Self::SERVICE.with(Self::METHODS);
            }
        }
    };
}
