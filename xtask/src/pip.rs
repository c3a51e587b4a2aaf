//! Tools that come from PyPI, at the versions of `xtask/pip/requirements.txt`, installed into `target/pip`.

use std::process::Command;

use anyhow::{Context, Result, bail};
use xtask_start::process;

use crate::installed;
use crate::workspace::Workspace;

/// A tool's command, installed if it is not there yet. Fails where there is no Python, or its registry cannot be reached.
pub(crate) fn tool(workspace: &Workspace, name: &str) -> Result<Command> {
    install(workspace)?;
    Ok(workspace.program(&program(workspace, name)))
}

fn install(workspace: &Workspace) -> Result<()> {
    let (list, folder) = (workspace.source("xtask/pip/requirements.txt"), workspace.built("pip"));
    installed::once(&list, &folder, || {
        if !process::exists("python3")? {
            bail!("there is no python3 here: install Python 3.11 or later, with venv (`apt-get install python3-venv`)");
        }
        process::run(workspace.program("python3").args(["-m", "venv", "--clear"]).arg(&folder))
            .context("Python makes no environment: it may need `apt-get install python3-venv`")?;
        let words = ["install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"];
        process::run(workspace.program(&program(workspace, "pip")).args(words).arg(&list))
            .context("the tools from PyPI cannot be installed")
    })
}

fn program(workspace: &Workspace, name: &str) -> String {
    workspace.built("pip/bin").join(name).to_string_lossy().into_owned()
}
