//! All rules over all sources.

use std::fs;

use anyhow::{Context, Result, bail};

use super::exceptions::Exceptions;
use super::fault::Fault;
use super::graph::Graph;
use super::tree::{Tree, list};
use super::{circles, faces, length, prose, rooms, server_impl};
use crate::workspace::Workspace;

/// Crates whose files import each other in one direction.
const CRATES: [&str; 5] = ["runtime/src", "macros/src", "client-wasm/src", "xtask/src", "xtask/start/src"];

/// Prints each fault with its file and line, and fails if there is one.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let exceptions = Exceptions::known();
    let mut faults = Vec::new();
    for folder in CRATES {
        faults.extend(of_crate(workspace, folder, &exceptions)?);
    }
    faults.extend(lengths(workspace)?.into_iter().filter(|fault| !exceptions.excuses(fault.rule, &fault.file, "")));
    faults.extend(prose::check(workspace)?);
    faults.iter().for_each(|fault| println!("{fault}"));
    let unused = exceptions.unused();
    unused.iter().for_each(|known| println!("{}: the exception {known:?} is not needed any more: remove it", file!()));
    match faults.len() + unused.len() {
        0 => Ok(()),
        count => bail!("{count} faults"),
    }
}

fn of_crate(workspace: &Workspace, folder: &str, exceptions: &Exceptions) -> Result<Vec<Fault>> {
    let tree = Tree::read(&workspace.source(""), folder)?;
    let graph = Graph::new(&tree);
    let mut faults = rooms::check(&tree, &graph, exceptions);
    faults.extend(circles::check(&tree, &graph, exceptions));
    let single = [faces::check(&tree), server_impl::check(&tree)].concat();
    faults.extend(single.into_iter().filter(|fault| !exceptions.excuses(fault.rule, &fault.file, &fault.target)));
    Ok(faults)
}

fn lengths(workspace: &Workspace) -> Result<Vec<Fault>> {
    let (root, mut paths, mut faults) = (workspace.source(""), Vec::new(), Vec::new());
    list(&root, &mut |path| paths.push(path.to_owned()))?;
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        faults.extend(length::check(&path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/"), &text));
    }
    Ok(faults)
}
