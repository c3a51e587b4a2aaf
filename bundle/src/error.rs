//! Reasons for which there is no bundle, each with what to do.

use std::path::PathBuf;

/// Reason for which there is no bundle.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read or written.
    #[error("cannot read or write {path}")]
    File {
        /// The file, or the folder.
        path: PathBuf,
        /// The system's word on it.
        source: std::io::Error,
    },
    /// The folder has no bundle in it, or not all of one.
    #[error(
        "there is no bundle in {folder}: make one with `trifold-bundle WEB --out {folder}`, where WEB is the folder of the page's crate"
    )]
    NoBundle {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder has no crate in it.
    #[error("there is no Cargo.toml in {folder}: give the folder of the page's crate")]
    NoCrate {
        /// The folder.
        folder: PathBuf,
    },
    /// rustc has no standard library for the browser.
    #[error(
        "the Rust target wasm32-unknown-unknown is missing: run `rustup target add wasm32-unknown-unknown`, or install it from your system's packages"
    )]
    NoTarget,
    /// The crate is no program for a browser.
    #[error("no WebAssembly came of {folder}: write `[lib] crate-type = [\"cdylib\", \"rlib\"]` into its Cargo.toml, or give it a `main`")]
    NoModule {
        /// The folder of the crate.
        folder: PathBuf,
    },
    /// The page was linked with a wasm-bindgen whose format is another one.
    #[error(
        "the page has wasm-bindgen {page}, and this trifold-bundle writes the glue of {pinned}: run `cargo update wasm-bindgen js-sys web-sys wasm-bindgen-futures`; \
         where trifold-bundle is a dependency in the page's workspace, cargo keeps both the same"
    )]
    Version {
        /// The page's version.
        page: String,
        /// The version that this crate is pinned to.
        pinned: &'static str,
    },
    /// wasm-bindgen cannot write the glue.
    #[error("wasm-bindgen cannot write the glue: {0}")]
    Glue(String),
    /// A program does not start.
    #[error("{program} does not start: is it installed?")]
    NotStarted {
        /// The program.
        program: String,
        /// The system's word on it.
        source: std::io::Error,
    },
    /// A program has failed, and said why on the terminal.
    #[error("`{line}` failed")]
    Failed {
        /// The command as one would type it.
        line: String,
    },
    /// A word of the command line is not known.
    #[error("{0}")]
    Usage(String),
}
