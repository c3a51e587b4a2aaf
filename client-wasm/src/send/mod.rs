//! `async fn send(&Fetch, Request)`, once for browsers and once for every other target.

#[cfg(target_arch = "wasm32")]
mod body;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod deadline;
#[cfg(not(target_arch = "wasm32"))]
mod elsewhere;

#[cfg(target_arch = "wasm32")]
pub(crate) use self::browser::{random_key, send};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use self::elsewhere::{random_key, send};
