//! Schemathesis: it makes up requests from the documents, good and bad ones, and sees whether the servers do as the documents say.

use anyhow::Result;
use xtask_start::process;

use super::example::{Example, Which, folder};
use crate::pip;
use crate::workspace::Workspace;

/// Tries each version of each server that serves its own documents. What is expected otherwise than by default is in the configuration, with the reasons.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    Which::EACH.into_iter().filter(|which| *which != Which::Recipes).try_for_each(|which| {
        let example = Example::start(workspace, which)?;
        example.bases()?.iter().try_for_each(|base| attack(workspace, &example, which, base))
    })
}

fn attack(workspace: &Workspace, example: &Example, which: Which, base: &str) -> Result<()> {
    println!("\n{} {base}", which.name());
    let settings = workspace.source("tests/partners/schemathesis");
    let config = settings.join(format!("{}.toml", which.name()));
    let mut schemathesis = pip::tool(workspace, "schemathesis")?;
    schemathesis.env("TOKEN", example.token()?).env("SETTINGS", settings).current_dir(folder(workspace)?);
    process::run(
        schemathesis.arg("--config-file").arg(config).args(["run", "--no-color"]).arg(example.url(&format!("{base}/openapi.json"))),
    )
}
