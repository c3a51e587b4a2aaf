//! The standard library for the browser.

use anyhow::{Result, bail};
pub(crate) use trifold_bundle::TARGET;
use trifold_bundle::has_target;
use xtask_start::process;

use crate::workspace::Workspace;

/// Sees that rustc can build for the browser.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    if has_target(workspace.source(""))? {
        return Ok(());
    }
    let added = process::run(workspace.program("rustup").args(["target", "add", TARGET]));
    if added.is_err() || !has_target(workspace.source(""))? {
        bail!("the Rust target {TARGET} is missing: install it with `rustup target add {TARGET}`, or from your system's packages");
    }
    Ok(())
}
