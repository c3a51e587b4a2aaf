//! A type, a service that echoes it from each place that can carry it, and the calls.

use super::echo::Seen;
use super::trips::Trip;
use super::way::Way;
use axum::Router;
use serde_json::Value;
use std::pin::Pin;

/// The trips of one lane.
pub(super) type Trips = Pin<Box<dyn Future<Output = Vec<Trip>>>>;

/// The name of a lane, and what sends each sample on it.
pub(super) type Lane = (&'static str, fn(Way, Seen) -> Trips);

/// One type of the family.
pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) router: Router,
    pub(super) seen: Seen,
    pub(super) document: Value,
    /// The documents that a server of it publishes, in OpenAPI 3.1 and 3.0.3.
    pub(super) documents: [Value; 2],
    /// Where the action is.
    pub(super) action: String,
    pub(super) fingerprint: [u8; 16],
    pub(super) lanes: Vec<Lane>,
}

pub(super) fn boxed(trips: impl Future<Output = Vec<Trip>> + 'static) -> Trips {
    Box::pin(trips)
}

/// Makes a module of a case: a service with a method for each place, its implementation, its lanes.
macro_rules! case {
    ($name:ident: $ty:ty => $($place:ident)*) => {
        pub(super) mod $name {
            use $crate::family::prelude::*;
            $crate::family::case::case!(@ $name ($ty) [action $($place)*] {} {} {});
        }
    };
    (@ $name:ident ($ty:ty) [action $($rest:ident)*] {} {} {}) => {
        $crate::family::case::case!(@ $name ($ty) [$($rest)*] {
            async fn action(&self, value: $ty) -> $ty;
        } {
            async fn action(&self, value: $ty) -> $ty { self.0.see(value) }
        } {
            ("action", |way, seen| boxed(async move {
                let client = EchoClient::new(way.clone());
                trips::<$ty, _>(&way, &seen, async |value| client.action(value).await).await
            })),
        });
    };
    (@ $name:ident ($ty:ty) [body $($rest:ident)*] {$($method:tt)*} {$($own:tt)*} {$($lane:tt)*}) => {
        $crate::family::case::case!(@ $name ($ty) [$($rest)*] {
            $($method)*
            /// Gives back what it takes.
            #[post("/body")]
            async fn body(&self, value: $ty) -> $ty;
        } {
            $($own)*
            async fn body(&self, value: $ty) -> $ty { self.0.see(value) }
        } {
            $($lane)*
            ("body", |way, seen| boxed(async move {
                let client = EchoRestClient::with_transport(way.clone());
                trips::<$ty, _>(&way, &seen, async |value| client.body(value).await).await
            })),
        });
    };
    (@ $name:ident ($ty:ty) [form $($rest:ident)*] {$($method:tt)*} {$($own:tt)*} {$($lane:tt)*}) => {
        $crate::family::case::case!(@ $name ($ty) [$($rest)*] {
            $($method)*
            /// Gives back what it takes.
            #[form]
            #[post("/form")]
            async fn form(&self, value: $ty) -> $ty;
        } {
            $($own)*
            async fn form(&self, value: $ty) -> $ty { self.0.see(value) }
        } {
            $($lane)*
            ("form", |way, seen| boxed(async move {
                let client = EchoRestClient::with_transport(way.clone());
                trips::<$ty, _>(&way, &seen, async |value| client.form(value).await).await
            })),
        });
    };
    (@ $name:ident ($ty:ty) [query $($rest:ident)*] {$($method:tt)*} {$($own:tt)*} {$($lane:tt)*}) => {
        $crate::family::case::case!(@ $name ($ty) [$($rest)*] {
            $($method)*
            /// Gives back what it takes.
            #[get("/query")]
            async fn query(&self, value: $ty) -> $ty;
        } {
            $($own)*
            async fn query(&self, value: $ty) -> $ty { self.0.see(value) }
        } {
            $($lane)*
            ("query", |way, seen| boxed(async move {
                let client = EchoRestClient::with_transport(way.clone());
                trips::<$ty, _>(&way, &seen, async |value| client.query(value).await).await
            })),
        });
    };
    (@ $name:ident ($ty:ty) [spread $($rest:ident)*] {$($method:tt)*} {$($own:tt)*} {$($lane:tt)*}) => {
        $crate::family::case::case!(@ $name ($ty) [$($rest)*] {
            $($method)*
            /// Gives back what it takes.
            #[get("/spread")]
            async fn spread(&self, #[query] value: $ty) -> $ty;
        } {
            $($own)*
            async fn spread(&self, value: $ty) -> $ty { self.0.see(value) }
        } {
            $($lane)*
            ("spread", |way, seen| boxed(async move {
                let client = EchoRestClient::with_transport(way.clone());
                trips::<$ty, _>(&way, &seen, async |value| client.spread(value).await).await
            })),
        });
    };
    (@ $name:ident ($ty:ty) [path $($rest:ident)*] {$($method:tt)*} {$($own:tt)*} {$($lane:tt)*}) => {
        $crate::family::case::case!(@ $name ($ty) [$($rest)*] {
            $($method)*
            /// Gives back what it takes.
            #[get("/path/{value}")]
            async fn path(&self, value: $ty) -> $ty;
        } {
            $($own)*
            async fn path(&self, value: $ty) -> $ty { self.0.see(value) }
        } {
            $($lane)*
            ("path", |way, seen| boxed(async move {
                let client = EchoRestClient::with_transport(way.clone());
                trips::<$ty, _>(&way, &seen, async |value| client.path(value).await).await
            })),
        });
    };
    (@ $name:ident ($ty:ty) [header $($rest:ident)*] {$($method:tt)*} {$($own:tt)*} {$($lane:tt)*}) => {
        $crate::family::case::case!(@ $name ($ty) [$($rest)*] {
            $($method)*
            /// Gives back what it takes.
            #[get("/header")]
            async fn header(&self, #[header("x-value")] value: $ty) -> $ty;
        } {
            $($own)*
            async fn header(&self, value: $ty) -> $ty { self.0.see(value) }
        } {
            $($lane)*
            ("header", |way, seen| boxed(async move {
                let client = EchoRestClient::with_transport(way.clone());
                trips::<$ty, _>(&way, &seen, async |value| client.header(value).await).await
            })),
        });
    };
    (@ $name:ident ($ty:ty) [] {$($method:tt)*} {$($own:tt)*} {$($lane:tt)*}) => {
        /// One type, there and back.
        #[service]
        trait Echo {
            $($method)*
        }

        struct Mirror(Seen);

        impl Echo for Mirror {
            $($own)*
        }

        pub(in crate::family) fn case() -> Case {
            let seen = Seen::default();
            Case {
                name: stringify!($name),
                router: $crate::family::server::router(EchoServer::new(Mirror(seen.clone()))),
                seen,
                document: EchoSpec::openapi(1),
                documents: $crate::family::server::documents(EchoServer::new(Mirror(Seen::default()))),
                action: EchoSpec::ACTION.action_path().to_owned(),
                fingerprint: <$ty as Wire>::FINGERPRINT,
                lanes: vec![$($lane)*],
            }
        }
    };
}

/// Makes a module of each line, and the list of them all.
macro_rules! family {
    ($($name:ident: $ty:ty => $($place:ident)*;)*) => {
        $($crate::family::case::case!($name: $ty => $($place)*);)*

        pub(in crate::family) fn all() -> Vec<super::Case> {
            vec![$($name::case()),*]
        }
    };
}

pub(super) use {case, family};
