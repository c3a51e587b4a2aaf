//! Programs of `tests/typescript`, run by Node with a package and a server.

use crate::support::Running;
use anyhow::{Result, ensure};
use std::path::Path;
use tokio::process::Command;
use trifold::server::Server;
use trifold::typescript::Package;

/// The Node that is installed, and those that `TRIFOLD_NODES` names besides: paths with `:` between.
fn each() -> Vec<String> {
    let more = std::env::var("TRIFOLD_NODES").unwrap_or_default();
    std::iter::once("node").chain(more.split(':')).filter(|path| !path.is_empty()).map(str::to_owned).collect()
}

/// Runs a program with the package of `described` against `running`.
///
/// # Errors
/// The program's own failure; that there is no Node.
pub(super) async fn run(program: &str, described: &Server, running: &Running) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let package = folder.path().join("client");
    Package::in_dir(&package).write(described)?;
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("typescript").join(program);
    for node in each() {
        let mut command = Command::new(&node);
        command.arg(&program).env("CLIENT", &package).env("BASE", running.base()).kill_on_drop(true);
        let output = command.output().await?;
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
        ensure!(output.status.success(), "{node}: {said}");
    }
    Ok(())
}
