//! What a type must be in order to travel, in words that tell a user what to write.
//!
//! Implemented for every type that serde can write and read; nobody implements these by hand. The attributes keep rustc from naming
//! serde's traits, where it would look for the fault in the expansion.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A type that travels: serde can write it and read it back, and nothing in it is borrowed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot travel between client and server",
    label = "serde cannot write and read this",
    note = "put `#[trifold::model]` on the type, or on what it holds; a type of another crate needs that crate's `serde` feature"
)]
pub trait Travels: Serialize + DeserializeOwned + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + 'static> Travels for T {}

/// A type that has a JSON Schema, on a server; anywhere else, any type.
#[cfg(feature = "server")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no JSON Schema, and the OpenAPI document of a route shows one",
    label = "part of a public route",
    note = "put `#[trifold::model]` on the type in place of serde's derives, or on what it holds; or take the verb off the method"
)]
pub trait Shows: schemars::JsonSchema {}

#[cfg(feature = "server")]
#[diagnostic::do_not_recommend]
impl<T: schemars::JsonSchema> Shows for T {}

/// A type that has a JSON Schema, on a server; anywhere else, any type.
#[cfg(not(feature = "server"))]
pub trait Shows {}

#[cfg(not(feature = "server"))]
impl<T> Shows for T {}

/// An argument of an action: it travels.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot travel between client and server",
    label = "serde cannot write and read this",
    note = "put `#[trifold::model]` on the type, or on what it holds; a type of another crate needs that crate's `serde` feature",
    note = "what the server takes from a request by itself, such as an extractor of axum, is marked `#[context]`"
)]
pub trait Sendable: Travels {}

#[diagnostic::do_not_recommend]
impl<T: Travels> Sendable for T {}

/// An argument of a route: it travels, and on a server it has a JSON Schema. One trait for both, since one line mends both.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a public route",
    label = "needs serde, and a JSON Schema for the OpenAPI document",
    note = "put `#[trifold::model]` on the type, or on what it holds: it brings both; a type of another crate needs that crate's features",
    note = "what the server takes from a request by itself, such as an extractor of axum, is marked `#[context]`"
)]
pub trait Routable: Travels + Shows {}

#[diagnostic::do_not_recommend]
impl<T: Travels + Shows> Routable for T {}

/// The answer of the type checker where a type fits: what a constant asks of it has this value.
#[derive(Debug)]
pub struct Fits;
