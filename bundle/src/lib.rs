//! Makes of a crate what a browser loads, and tells a server the names of it.
//!
//! In: the folder of a crate with a `cdylib` or a `main`. Out: a folder with a manifest and the files of the bundle: the WebAssembly, its
//! JavaScript, a `start.js` that runs both, and files of the page's own. Their names change with their content, so a browser may keep
//! them for good, and the files of former builds stay for a while, for pages that are open.
//!
//! In development a server makes the bundle when it starts; it costs next to nothing when no source is newer:
//!
//! ```no_run
//! use trifold_bundle::Bundle;
//!
//! let assets = Bundle::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../web")).profile("dev").build()?;
//! let head = assets.head("/assets"); // the tags of a document's head; serve `assets.folder()` at `/assets`
//! # Ok::<_, trifold_bundle::Error>(())
//! ```
//!
//! In production it takes the files of `trifold-bundle web --out dist`, without the feature `build`:
//!
//! ```no_run
//! let assets = trifold_bundle::Assets::open("dist")?;
//! # Ok::<_, trifold_bundle::Error>(())
//! ```
//!
//! Neither is work for a build script, which runs for each `cargo check`. What this crate runs is cargo, in the target folder of the workspace, then
//! `wasm-bindgen` as a library, then `wasm-opt` where there is one.

mod assets;
#[cfg(feature = "build")]
mod build;
mod error;

pub use assets::Assets;
#[cfg(feature = "build")]
pub use build::{Bundle, TARGET, has_target, run};
pub use error::Error;
