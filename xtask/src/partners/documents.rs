//! Every document that the servers serve, in both renditions, by linters and a validator.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::example::{Example, Which, folder};
use crate::workspace::Workspace;
use crate::{npm, pip, process};

/// Each version, in OpenAPI 3.1 and 3.0.3.
const RENDITIONS: [&str; 2] = ["openapi.json", "openapi-3.0.json"];

/// Lints and validates all documents.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let mut files = Vec::new();
    for which in Which::EACH {
        files.extend(served(workspace, &Example::start(workspace, which)?, which)?);
    }
    let mut redocly = npm::tool(workspace, "redocly")?;
    redocly.env("REDOCLY_TELEMETRY", "off").arg("lint").args(&files);
    process::run(redocly.arg("--config").arg(workspace.source("xtask/npm/redocly.yaml")))?;
    let mut spectral = npm::tool(workspace, "spectral")?;
    spectral.args(["lint", "--fail-severity", "warn", "--ruleset"]).arg(workspace.source("xtask/npm/spectral.yaml"));
    process::run(spectral.args(&files))?;
    process::run(pip::tool(workspace, "openapi-spec-validator")?.args(&files))
}

/// The documents that a server serves, as files.
pub(super) fn served(workspace: &Workspace, example: &Example, which: Which) -> Result<Vec<PathBuf>> {
    let paths = which.bases().iter().flat_map(|base| RENDITIONS.map(|name| format!("{base}/{name}")));
    paths.map(|path| save(workspace, example, which, &path)).collect()
}

/// Writes what is served at a path to a file of that name.
pub(super) fn save(workspace: &Workspace, example: &Example, which: Which, path: &str) -> Result<PathBuf> {
    let name = format!("{}{}", which.name(), path.trim_start_matches("/api").replace('/', "-"));
    let file = folder(workspace)?.join(name);
    fs::write(&file, example.get(path)?).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}
