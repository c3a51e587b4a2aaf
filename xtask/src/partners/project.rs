//! The documents of a server that says nothing of itself, as a new project's: linted, validated, and made into TypeScript that compiles.

use anyhow::Result;

use super::clients;
use super::documents::{RENDITIONS, lint, write};
use crate::workspace::Workspace;

/// Looks at the documents of one version. In: the name of the server, the place of its API, and a function that reads a path of it.
pub(crate) fn check(workspace: &Workspace, name: &str, base: &str, mut get: impl FnMut(&str) -> Result<String>) -> Result<()> {
    let mut files = Vec::new();
    for rendition in RENDITIONS {
        let path = format!("{base}/{rendition}");
        files.push(write(workspace, name, &path, &get(&path)?)?);
    }
    lint(workspace, &files, ["redocly-plain.yaml", "spectral-plain.yaml"])?;
    clients::compile(workspace, &files)
}
