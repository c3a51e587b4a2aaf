//! Rolling restarts: the proxy that stands in front, and the long form of the test that runs them.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use crate::{debian, process};

/// Restarts two servers so many times while calls go on; none may be lost.
pub(crate) fn run(workspace: &Workspace, rounds: &str) -> Result<()> {
    if rounds.parse::<usize>().is_err() {
        bail!("`{rounds}` is no number of rounds");
    }
    ensure(workspace)?;
    let words = ["test", "--workspace", "--test", "suite", "--", "--nocapture", "no_call_is_lost_when_servers_are_restarted_in_turn"];
    process::run(workspace.program("cargo").args(words).env("TRIFOLD_RESTARTS", rounds))
}

/// Sees that there is an nginx.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    if is_installed() {
        return Ok(());
    }
    debian::install(workspace, "nginx-light")?;
    if !is_installed() {
        bail!("the tests of restarts need `nginx`: install it, and put it on the PATH");
    }
    Ok(())
}

fn is_installed() -> bool {
    Command::new("nginx").arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
