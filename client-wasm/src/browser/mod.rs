//! The surroundings of a store in a page (feature `store`): the browser's clock, its tasks, its events.

#[cfg(not(target_arch = "wasm32"))]
mod elsewhere;
mod environment;
#[cfg(target_arch = "wasm32")]
mod page;

pub use environment::Browser;
