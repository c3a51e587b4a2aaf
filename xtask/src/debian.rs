//! Packages of the system, where it is a Debian and the user may install them.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};
use xtask_start::process;

use crate::workspace::Workspace;

/// Installs packages, if that is possible here.
pub(crate) fn install(workspace: &Workspace, packages: &str) -> Result<()> {
    if may_install(workspace)? {
        apt_get(workspace, "update")?;
        apt_get(workspace, &format!("install -y {packages}"))?;
    }
    Ok(())
}

/// Sees that there is a server that tests start, or says what to install.
pub(crate) fn ensure(workspace: &Workspace, server: &str, package: &str) -> Result<()> {
    let is_there =
        || Command::new(server).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if is_there() {
        return Ok(());
    }
    install(workspace, package)?;
    if !is_there() {
        bail!("tests need `{server}`: install it, and put it on the PATH");
    }
    Ok(())
}

/// Returns true on a Debian on which the user may install packages.
fn may_install(workspace: &Workspace) -> Result<bool> {
    let is_debian = Path::new("/etc/debian_version").exists() && process::exists("apt-get")?;
    Ok(is_debian && process::output(workspace.program("id").arg("-u"))?.trim() == "0")
}

fn apt_get(workspace: &Workspace, words: &str) -> Result<()> {
    let mut command = workspace.program("apt-get");
    // At this level no service is started: tests start what they need, on ports of their own.
    command.env("RUNLEVEL", "1");
    process::run(command.env("DEBIAN_FRONTEND", "noninteractive").args(words.split_whitespace()))
}
