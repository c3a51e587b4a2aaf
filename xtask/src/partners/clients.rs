//! Partners that write TypeScript: clients and types are generated from all documents, in both renditions, and the compiler reads them at its strictest.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xtask_start::process;

use super::documents::served;
use super::example::{Example, Which};
use crate::npm;
use crate::workspace::Workspace;

/// Compiler options for what was generated.
const CONFIG: &str = r#"{
    "compilerOptions": {
        "strict": true, "noEmit": true, "target": "es2022", "module": "esnext", "moduleResolution": "bundler",
        "lib": ["es2022", "dom", "dom.iterable"], "types": []
    }
}
"#;

/// Generates and compiles.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let mut documents = Vec::new();
    for which in Which::EACH {
        documents.extend(served(workspace, &Example::start(workspace, which)?, which)?);
    }
    compile(workspace, &documents)
}

/// Generates of some documents, and compiles that.
pub(super) fn compile(workspace: &Workspace, documents: &[PathBuf]) -> Result<()> {
    // Below the packages, so that Node finds them.
    let folder = workspace.built("npm/clients");
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    documents.iter().try_for_each(|document| generate(workspace, document, &folder))?;
    fs::write(folder.join("tsconfig.json"), CONFIG)?;
    process::run(npm::tool(workspace, "tsc")?.arg("--project").arg(&folder))
}

/// Types by the one tool, a client by the other.
fn generate(workspace: &Workspace, document: &Path, folder: &Path) -> Result<()> {
    let name = document.file_stem().context("a document has a name")?.to_string_lossy();
    let mut types = npm::tool(workspace, "openapi-typescript")?;
    process::run(types.arg(document).args(["--default-non-nullable", "false", "--output"]).arg(folder.join(format!("{name}.ts"))))?;
    let mut client = npm::tool(workspace, "openapi-ts")?;
    process::run(client.arg("--input").arg(document).arg("--output").arg(folder.join(&*name)).args([
        "--client",
        "@hey-api/client-fetch",
        "--silent",
    ]))
}
