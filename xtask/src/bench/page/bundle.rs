//! A page, built and measured.

use super::brotli;
use super::source::{self, Client};
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use crate::{bundle, process};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Trifold's page of two methods: its module, and its bytes.
pub(crate) fn two_methods(workspace: &Workspace) -> Result<(PathBuf, usize)> {
    let module = build(workspace, Client::Trifold, 2)?;
    let bytes = bytes(workspace, &module)?;
    Ok((module, bytes))
}

/// Builds a page. Its module has names.
pub(in crate::bench) fn build(workspace: &Workspace, client: Client, methods: usize) -> Result<PathBuf> {
    wasm_target::ensure(workspace)?;
    let folder = workspace.built("bench/pages");
    source::write(workspace, &folder, client, methods)?;
    let name = source::name(client, methods);
    let words = ["build", "--quiet", "--release", "--target", TARGET, "--package", &name];
    process::run(process::program("cargo", &folder).args(words).env("CARGO_TARGET_DIR", folder.join("target")))?;
    Ok(folder.join(format!("target/{TARGET}/release/{}.wasm", name.replace('-', "_"))))
}

/// The bytes that a browser loads.
pub(in crate::bench) fn bytes(workspace: &Workspace, module: &Path) -> Result<usize> {
    let files = bundle::wrap(workspace, module, &workspace.built("bench/pages/bundle"))?;
    files.iter().map(|file| brotli::bytes(workspace, file)).sum()
}
