//! `async fn send(Request, Line, Duration, usize)`, once for browsers and once for every other target.

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
mod global;
#[cfg(target_arch = "wasm32")]
mod open;
#[cfg(target_arch = "wasm32")]
mod place;
#[cfg(target_arch = "wasm32")]
mod platform;
#[cfg(target_arch = "wasm32")]
mod task;
#[cfg(target_arch = "wasm32")]
mod turns;

#[cfg(target_arch = "wasm32")]
pub(crate) use self::browser::{go, send};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use self::elsewhere::{Line, go, open, platform, send};
#[cfg(all(feature = "upload", target_arch = "wasm32"))]
pub(crate) use self::error::{refused, unreadable};
#[cfg(all(feature = "store", target_arch = "wasm32"))]
pub(crate) use self::global::{get, global, now};
#[cfg(target_arch = "wasm32")]
pub(crate) use self::open::open;
#[cfg(target_arch = "wasm32")]
pub(crate) use self::place::Line;
#[cfg(target_arch = "wasm32")]
pub(crate) use self::platform::platform;
