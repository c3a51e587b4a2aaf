//! Packages of the system, where it is a Debian and the user may install them.

use std::path::Path;

use anyhow::Result;

use crate::process;
use crate::workspace::Workspace;

/// Installs packages, if that is possible here.
pub(crate) fn install(workspace: &Workspace, packages: &str) -> Result<()> {
    if may_install(workspace)? {
        apt_get(workspace, "update")?;
        apt_get(workspace, &format!("install -y {packages}"))?;
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
    process::run(command.env("DEBIAN_FRONTEND", "noninteractive").args(words.split_whitespace()))
}
