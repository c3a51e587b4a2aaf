//! `async fn send(Request, Duration, usize)`, once for browsers and once for every other target.

#[cfg(target_arch = "wasm32")]
mod body;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod deadline;
#[cfg(not(target_arch = "wasm32"))]
mod elsewhere;
#[cfg(target_arch = "wasm32")]
mod error;
#[cfg(target_arch = "wasm32")]
mod open;
#[cfg(target_arch = "wasm32")]
mod task;
#[cfg(target_arch = "wasm32")]
mod turns;

#[cfg(target_arch = "wasm32")]
pub(crate) use self::browser::{global, go, random_key, send};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use self::elsewhere::{go, open, pause, random_key, send};
#[cfg(all(feature = "upload", target_arch = "wasm32"))]
pub(crate) use self::error::{failed, refused};
#[cfg(target_arch = "wasm32")]
pub(crate) use self::open::{open, pause};
