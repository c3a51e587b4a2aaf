//! The work of building a server, by the number of its methods, beside an axum router of as many routes.

use super::callgrind::{self, Work};
use super::{source, tables};
use crate::workspace::Workspace;
use anyhow::Result;
use std::path::Path;
use xtask_start::process;

/// Numbers of methods that are always measured.
const METHODS: [usize; 2] = [10, 100];

/// Measures, prints, and writes the table; of so many methods besides, which the compiler may take long for.
pub(crate) fn run(workspace: &Workspace, more: Option<usize>) -> Result<()> {
    callgrind::ensure(workspace)?;
    let mut rows = Vec::new();
    for methods in METHODS.into_iter().chain(more) {
        let folder = workspace.built("bench/growth").join(methods.to_string());
        source::write(workspace, &folder, methods, &["server"])?;
        let router = build(workspace, &folder, "by_hand", "router")?.instructions;
        let server = build(workspace, &folder, "folded", "server")?.instructions;
        let documents = build(workspace, &folder, "folded", "documents")?.instructions;
        let each = [server, router, documents].map(|instructions| format!("{:.2} M", instructions / 1e6));
        rows.push([vec![methods.to_string()], each.into(), vec![format!("{:.1}", server / router)]].concat());
    }
    tables::put(workspace, "growth", &["methods", "server", "axum router", "the documents", "server x axum"], &rows)
}

/// The work of doing once what a word of the command line says.
fn build(workspace: &Workspace, folder: &Path, package: &str, word: &str) -> Result<Work> {
    let target = workspace.built("benches");
    let mut cargo = workspace.program("cargo");
    cargo.args(["build", "--quiet", "--release", "--package", package]).arg("--target-dir").arg(&target);
    process::run(cargo.arg("--manifest-path").arg(folder.join("Cargo.toml")))?;
    let program = target.join("release").join(format!("{package}{}", std::env::consts::EXE_SUFFIX));
    Ok(callgrind::count(workspace, &program, &[word, word])? - callgrind::count(workspace, &program, &[word])?)
}
