//! The OpenAPI document of the todo example, as a partner's tools would see it.

use std::fs;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{npm, process};

/// Writes the document to `target/openapi.json` and lints it. The server must be built.
pub(crate) fn lint(workspace: &Workspace) -> Result<()> {
    let document = workspace.built("openapi.json");
    let server = workspace.built("debug/todos-server");
    let text = process::output(workspace.program(&server.to_string_lossy()).arg("--print-openapi"))?;
    fs::write(&document, text).with_context(|| format!("cannot write {}", document.display()))?;
    let mut redocly = npm::tool(workspace, "redocly")?;
    redocly.env("REDOCLY_TELEMETRY", "off").arg("lint").arg(&document);
    process::run(redocly.arg("--config").arg(workspace.source("xtask/npm/redocly.yaml")))
}
