//! The browser that the tests drive: chromium, and the chromedriver that belongs to it.

use std::path::Path;

use anyhow::{Result, bail};

use crate::process;
use crate::workspace::Workspace;

/// Sees that there is a browser to test with.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    if is_installed()? {
        return Ok(());
    }
    if may_install(workspace)? {
        apt_get(workspace, "update")?;
        apt_get(workspace, "install -y chromium chromium-driver")?;
    }
    if !is_installed()? {
        bail!("the browser tests need `chromium` and `chromedriver`: install both, in one version, and put them on the PATH");
    }
    Ok(())
}

fn is_installed() -> Result<bool> {
    Ok(process::exists("chromium")? && process::exists("chromedriver")?)
}

/// Whether this is a Debian and the user may install packages on it.
fn may_install(workspace: &Workspace) -> Result<bool> {
    let is_debian = Path::new("/etc/debian_version").exists() && process::exists("apt-get")?;
    Ok(is_debian && process::output(workspace.program("id").arg("-u"))?.trim() == "0")
}

fn apt_get(workspace: &Workspace, words: &str) -> Result<()> {
    let mut command = workspace.program("apt-get");
    process::run(command.env("DEBIAN_FRONTEND", "noninteractive").args(words.split_whitespace()))
}
