//! The browser that the tests drive: chromium, and the chromedriver that belongs to it.

use anyhow::{Result, bail};
use xtask_start::process;

use crate::debian;
use crate::workspace::Workspace;

/// Sees that there is a browser to test with.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    if is_installed()? {
        return Ok(());
    }
    debian::install(workspace, "chromium chromium-driver")?;
    if !is_installed()? {
        bail!("the browser tests need `chromium` and `chromedriver`: install both, in one version, and put them on the PATH");
    }
    Ok(())
}

fn is_installed() -> Result<bool> {
    Ok(process::exists("chromium")? && process::exists("chromedriver")?)
}
