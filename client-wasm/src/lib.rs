//! Trifold's transport for the browser: [`Fetch`] sends a generated client's calls with the page's own `fetch`.
//!
//! In: a [`Request`](trifold::transport::Request) of a generated client. Out: the server's
//! [`Response`](trifold::transport::Response), whatever its status, or a [`TransportError`](trifold::TransportError).
//! This crate knows no service, no JSON and no action id; it adds no library that the page does not need.
//!
//! ```
//! use trifold_client_wasm::Fetch;
//!
//! # let _ =
//! Fetch::same_origin() // TodosClient::new(Fetch::same_origin())
//! # ;
//! ```
//!
//! The crate compiles for other targets too, so that a page rendered on a server has the same types. There a `Fetch` sends through another
//! transport, and without one fails each call with [`TransportError::NotSent`](trifold::TransportError::NotSent).

#[cfg(feature = "store")]
mod browser;
mod fetch;
mod follow;
#[cfg(all(feature = "forms", target_arch = "wasm32"))]
pub mod forms;
mod send;
#[cfg(all(feature = "upload", target_arch = "wasm32"))]
pub mod upload;

#[cfg(feature = "store")]
pub use crate::browser::Browser;
pub use crate::fetch::Fetch;
