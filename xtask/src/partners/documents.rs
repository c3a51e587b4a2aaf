//! Every document that the servers serve, in both renditions, by linters and a validator.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use xtask_start::process;

use super::example::{Example, Which, folder};
use crate::workspace::Workspace;
use crate::{npm, pip};

/// Each version, in OpenAPI 3.1 and 3.0.3.
pub(super) const RENDITIONS: [&str; 2] = ["openapi.json", "openapi-3.0.json"];

/// Lints and validates all documents.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let mut files = Vec::new();
    for which in Which::EACH {
        files.extend(served(workspace, &Example::start(workspace, which)?, which)?);
    }
    lint(workspace, &files, ["redocly.yaml", "spectral.yaml"])
}

/// Lints and validates documents by these rules of redocly and of spectral.
pub(super) fn lint(workspace: &Workspace, files: &[PathBuf], [redocly_rules, spectral_rules]: [&str; 2]) -> Result<()> {
    let rules = |name| workspace.source("xtask/npm").join(name);
    let mut redocly = npm::tool(workspace, "redocly")?;
    redocly.env("REDOCLY_TELEMETRY", "off").arg("lint").args(files);
    process::run(redocly.arg("--config").arg(rules(redocly_rules)))?;
    let mut spectral = npm::tool(workspace, "spectral")?;
    spectral.args(["lint", "--fail-severity", "warn", "--ruleset"]).arg(rules(spectral_rules));
    process::run(spectral.args(files))?;
    process::run(pip::tool(workspace, "openapi-spec-validator")?.args(files))
}

/// The documents that a server serves, as files.
pub(super) fn served(workspace: &Workspace, example: &Example, which: Which) -> Result<Vec<PathBuf>> {
    let bases = example.bases()?;
    let paths = bases.iter().flat_map(|base| RENDITIONS.map(|name| format!("{base}/{name}")));
    paths.map(|path| save(workspace, example, which, &path)).collect()
}

/// Writes what is served at a path to a file of that name.
pub(super) fn save(workspace: &Workspace, example: &Example, which: Which, path: &str) -> Result<PathBuf> {
    write(workspace, which.name(), path, &example.get(path)?)
}

/// Writes what a server of this name has at a path.
pub(super) fn write(workspace: &Workspace, name: &str, path: &str, text: &str) -> Result<PathBuf> {
    let file = folder(workspace)?.join(format!("{name}{}", path.trim_start_matches("/api").replace('/', "-")));
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}
