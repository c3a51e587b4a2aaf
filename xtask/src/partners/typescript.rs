//! A partner that writes TypeScript: its types are generated from the document that the todo example serves, its program is checked against
//! them and run. What is wrong with that API must not compile: `misuse.mts` expects each of its lines to be an error.

use std::fs;

use anyhow::{Context, Result};
use xtask_start::process;

use super::documents::save;
use super::example::{Example, Which};
use crate::workspace::Workspace;
use crate::{installed, npm};

/// The programs, and how they are compiled.
const SOURCES: [&str; 3] = ["partner.mts", "misuse.mts", "tsconfig.json"];

/// Generates, compiles and runs.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let example = Example::start(workspace, Which::Todos)?;
    let document = save(workspace, &example, Which::Todos, "/api/v2/openapi.json")?;
    // Below the packages, so that Node finds them.
    let folder = workspace.built("npm/partner");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for name in SOURCES {
        installed::copy(&workspace.source("tests/partners/typescript").join(name), &folder.join(name))?;
    }
    process::run(
        npm::tool(workspace, "openapi-typescript")?
            .arg(&document)
            .args(["--default-non-nullable", "false", "--output"])
            .arg(folder.join("todos.d.mts")),
    )?;
    process::run(npm::tool(workspace, "tsc")?.arg("--project").arg(&folder))?;
    let mut partner = process::program("node", &folder);
    process::run(partner.arg("partner.mjs").env("API", example.url("")).env("TOKEN", example.token()?))
}
