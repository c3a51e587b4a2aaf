//! The todo example, ready to be looked at.

use anyhow::Result;
use xtask_start::process;

use crate::workspace::Workspace;
use crate::{bundle, typescript};

/// Where the demo listens unless told otherwise. Not open to other machines.
pub(crate) const ADDRESS: &str = "127.0.0.1:3000";

/// Builds the bundles, that of React where npm is at hand, and serves the example until it is stopped.
pub(crate) fn run(workspace: &Workspace, address: &str) -> Result<()> {
    let assets = bundle::build(workspace, bundle::TODOS)?;
    workspace.build(&["todos-server"])?;
    let mut server = workspace.executable("todos-server");
    server.args(["--listen", address]);
    server.arg("--assets").arg(assets.root());
    server.arg("--database").arg(workspace.source("examples/todos/server/todos.db"));
    match typescript::built_page(workspace) {
        Ok(folder) => drop(server.arg("--react").arg(folder)),
        Err(error) => println!("the page in React is not at /react: {error:#}"),
    }
    process::hand_over(&mut server)
}
