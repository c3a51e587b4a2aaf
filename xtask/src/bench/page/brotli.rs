//! The length of a file with brotli, by Node, which has it at hand.

use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::path::Path;
use xtask_start::process;

const SCRIPT: &str = "console.log(require('zlib').brotliCompressSync(require('fs').readFileSync(process.argv[1])).length)";

/// At the highest quality, which is Node's own choice.
pub(super) fn bytes(workspace: &Workspace, file: &Path) -> Result<usize> {
    let printed = process::output(workspace.program("node").args(["-e", SCRIPT]).arg(file))?;
    printed.trim().parse().with_context(|| format!("node does not say how long {} is", file.display()))
}
