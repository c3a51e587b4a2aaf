//! The todo example, ready to be looked at.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{bundle, process};

/// Where the demo listens unless told otherwise. Not open to other machines.
pub(crate) const ADDRESS: &str = "127.0.0.1:3000";

/// Builds the bundle and serves the example until it is stopped.
pub(crate) fn run(workspace: &Workspace, address: &str) -> Result<()> {
    let assets = bundle::build(workspace, bundle::TODOS)?;
    workspace.build(&["todos-server"])?;
    process::hand_over(
        workspace
            .executable("todos-server")
            .args(["--listen", address])
            .arg("--assets")
            .arg(assets.root())
            .arg("--database")
            .arg(workspace.source("examples/todos/server/todos.db")),
    )
}
