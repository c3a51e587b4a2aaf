//! Conduit in the browser: RealWorld's page, rendered with Leptos.
//!
//! In: the document that the server sends, and the traits of `realworld-api`, called as actions. Out: the page.

#[cfg(target_arch = "wasm32")]
mod browser;
pub mod markdown;
