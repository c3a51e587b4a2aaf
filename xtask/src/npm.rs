//! Tools that come from npm, at the versions of `xtask/npm/package-lock.json`, installed into `target/npm`.

use std::process::Command;

use anyhow::{Context, Result, bail};
use xtask_start::process;

use crate::installed;
use crate::workspace::Workspace;

/// The files that say what is installed.
const MANIFESTS: [&str; 2] = ["package.json", "package-lock.json"];

/// A tool's command, installed if it is not there yet. Fails where npm or its registry cannot be reached.
pub(crate) fn tool(workspace: &Workspace, name: &str) -> Result<Command> {
    install(workspace)?;
    let path = workspace.built("npm/node_modules/.bin").join(name);
    Ok(workspace.program(&path.to_string_lossy()))
}

fn install(workspace: &Workspace) -> Result<()> {
    let (sources, folder) = (workspace.source("xtask/npm"), workspace.built("npm"));
    installed::once(&sources.join("package-lock.json"), &folder, || {
        if !process::exists("npm")? {
            bail!("there is no npm here: install Node.js 20 or later");
        }
        for name in MANIFESTS {
            installed::copy(&sources.join(name), &folder.join(name))?;
        }
        process::run(process::program("npm", &folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
            .context("the tools from npm cannot be installed")
    })
}
