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
pub trait Transferable: Serialize + DeserializeOwned + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + 'static> Transferable for T {}

/// A type that has a JSON Schema, on a server; anywhere else, any type.
#[cfg(feature = "server")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no JSON Schema, and the OpenAPI document of a route shows one",
    label = "part of a public route",
    note = "put `#[trifold::model]` on the type in place of serde's derives, or on what it holds; or take the verb off the method"
)]
pub trait HasSchema: schemars::JsonSchema {}

#[cfg(feature = "server")]
#[diagnostic::do_not_recommend]
impl<T: schemars::JsonSchema> HasSchema for T {}

/// A type that has a JSON Schema, on a server; anywhere else, any type.
#[cfg(not(feature = "server"))]
pub trait HasSchema {}

#[cfg(not(feature = "server"))]
impl<T> HasSchema for T {}

/// An argument of an action: it travels.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot travel between client and server",
    label = "serde cannot write and read this",
    note = "put `#[trifold::model]` on the type, or on what it holds; a type of another crate needs that crate's `serde` feature",
    note = "what the server takes from a request by itself, such as an extractor of axum, is marked `#[context]`"
)]
pub trait Sendable: Transferable {}

#[diagnostic::do_not_recommend]
impl<T: Transferable> Sendable for T {}

/// An argument of a route: it travels, and on a server it has a JSON Schema. One trait for both, since one line mends both.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a public route",
    label = "needs serde, and a JSON Schema for the OpenAPI document",
    note = "put `#[trifold::model]` on the type, or on what it holds: it brings both; a type of another crate needs that crate's features",
    note = "what the server takes from a request by itself, such as an extractor of axum, is marked `#[context]`"
)]
pub trait Routable: Transferable + HasSchema {}

#[diagnostic::do_not_recommend]
impl<T: Transferable + HasSchema> Routable for T {}

/// The answer of the type checker where a type fits: what a constant asks of it has this value.
#[derive(Debug)]
pub struct Checked;
