//! Tools that come from npm, at the versions of `xtask/npm/package-lock.json`, installed into `target/npm`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace::Workspace;

/// The files that say what is installed.
const MANIFESTS: [&str; 2] = ["package.json", "package-lock.json"];

/// The lock as it was when the last installation was complete.
const INSTALLED: &str = "installed-lock.json";

/// A tool's command, installed if it is not there yet. Fails where npm or its registry cannot be reached.
pub(crate) fn tool(workspace: &Workspace, name: &str) -> Result<Command> {
    install(workspace)?;
    let path = workspace.built("npm/node_modules/.bin").join(name);
    Ok(workspace.program(&path.to_string_lossy()))
}

fn install(workspace: &Workspace) -> Result<()> {
    let folder = workspace.built("npm");
    let lock = workspace.source("xtask/npm/package-lock.json");
    if is_same(&lock, &folder.join(INSTALLED)) {
        return Ok(());
    }
    if !process::exists("npm")? {
        bail!("there is no npm here: install Node.js 20 or later");
    }
    fs::create_dir_all(&folder)?;
    for name in MANIFESTS {
        copy(&workspace.source("xtask/npm").join(name), &folder.join(name))?;
    }
    process::run(process::program("npm", &folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
        .context("the tools from npm cannot be installed")?;
    copy(&lock, &folder.join(INSTALLED))
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}
