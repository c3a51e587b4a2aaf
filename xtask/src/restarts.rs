//! Rolling restarts: the long form of the test that runs them.

use anyhow::{Result, bail};
use xtask_start::process;

use crate::debian;
use crate::workspace::Workspace;

/// Restarts two servers so many times while calls go on; none may be lost.
pub(crate) fn run(workspace: &Workspace, rounds: &str) -> Result<()> {
    if rounds.parse::<usize>().is_err() {
        bail!("`{rounds}` is no number of rounds");
    }
    debian::ensure(workspace, "nginx", "nginx-light")?;
    let words = ["test", "--workspace", "--test", "suite", "--", "--nocapture", "no_call_is_lost_when_servers_are_restarted_in_turn"];
    process::run(workspace.program("cargo").args(words).env("TRIFOLD_RESTARTS", rounds))
}
