//! The page of the todo example.
//!
//! [`view`] turns data into markup and runs on the server and in the browser alike, so what a script renders is what the server
//! would have sent. [`live`] is what a scripted page knows and waits for, as plain data. `browser` is what only a browser has:
//! events, calls, patching the document. It is compiled for wasm32 alone.

pub mod live;
pub mod view;

#[cfg(target_arch = "wasm32")]
pub mod browser;
