//! Bookings in Leptos: a page of one list and one form, rendered on the server and hydrated in the browser.
//!
//! In: the trait of `bookings-api`. Out: the page, and on the server its [`site`]. Imports run one way: `{browser, server} → page → live`.

#[cfg(target_arch = "wasm32")]
mod browser;
mod live;
mod page;
#[cfg(not(target_arch = "wasm32"))]
mod server;

#[cfg(not(target_arch = "wasm32"))]
pub use server::site;
