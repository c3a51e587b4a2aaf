//! The standard library for the browser.

use std::path::Path;

use anyhow::{Result, bail};

use crate::process;
use crate::workspace::Workspace;

/// The name of the target.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Sees that rustc can build for the browser.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    if is_installed(workspace)? {
        return Ok(());
    }
    let added = process::run(workspace.program("rustup").args(["target", "add", TARGET]));
    if added.is_err() || !is_installed(workspace)? {
        bail!("the Rust target {TARGET} is missing: install it with `rustup target add {TARGET}`, or from your system's packages");
    }
    Ok(())
}

/// Asks rustc itself, which may not come from rustup.
fn is_installed(workspace: &Workspace) -> Result<bool> {
    let folder = process::output(workspace.program("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    Ok(Path::new(folder.trim()).is_dir())
}
