//! Browser bundles. In: a crate such as `todos-web`. Out: `target/todos-web/` with `todos_web.js` and `todos_web_bg.wasm`, made small where
//! npm is at hand.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::glue::Names;
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use crate::{glue, npm, process};

/// The page of the todo example.
pub(crate) const TODOS: &str = "todos-web";

/// The pages that the tests load.
pub(crate) const TESTED: [&str; 2] = [TODOS, "trifold-page"];

/// Builds a bundle and prints what a browser would load.
pub(crate) fn build(workspace: &Workspace, package: &str) -> Result<()> {
    wasm_target::ensure(workspace)?;
    workspace.cargo(&format!("build --package {package} --target {TARGET} --profile wasm"))?;
    let [wasm, glue] = wrap(workspace, &module(workspace, package), &workspace.bundle(package))?;
    print_size(&wasm)?;
    print_size(&glue)
}

/// The module of a crate as the compiler made it: its functions have names.
pub(crate) fn module(workspace: &Workspace, package: &str) -> PathBuf {
    workspace.built(&format!("{TARGET}/wasm/{}.wasm", package.replace('-', "_")))
}

/// Makes of a module what a browser loads: the module without names, made small, and its glue.
pub(crate) fn wrap(workspace: &Workspace, module: &Path, folder: &Path) -> Result<[PathBuf; 2]> {
    wrap_with(workspace, module, folder, Names::Removed)
}

/// Makes of a module what a browser loads, but that its functions keep their names. What the compiler made has more than that: functions that
/// only tell the glue of types, and go.
pub(crate) fn named(workspace: &Workspace, module: &Path) -> Result<PathBuf> {
    let [wasm, _] = wrap_with(workspace, module, &workspace.built("named"), Names::Kept)?;
    Ok(wasm)
}

fn wrap_with(workspace: &Workspace, module: &Path, folder: &Path, names: Names) -> Result<[PathBuf; 2]> {
    let name = module.file_stem().context("a module has a name")?.to_string_lossy();
    glue::generate(module, &name, folder, names)?;
    let wasm = folder.join(format!("{name}_bg.wasm"));
    optimize(workspace, &wasm, names)?;
    Ok([wasm, folder.join(format!("{name}.js"))])
}

/// Makes the module smaller with wasm-opt. Where that cannot be had the module stays as it is, and works as well.
fn optimize(workspace: &Workspace, wasm: &Path, names: Names) -> Result<()> {
    let mut wasm_opt = match npm::tool(workspace, "wasm-opt") {
        Ok(wasm_opt) => wasm_opt,
        Err(error) => {
            println!("the bundle is not optimized: {error:#}");
            return Ok(());
        }
    };
    let small = wasm.with_extension("small");
    let words = if names == Names::Kept { &["-Oz", "-g"][..] } else { &["-Oz"] };
    process::run(wasm_opt.args(words).arg(wasm).arg("-o").arg(&small))?;
    fs::rename(&small, wasm).with_context(|| format!("cannot replace {}", wasm.display()))
}

fn print_size(file: &Path) -> Result<()> {
    let bytes = fs::metadata(file).with_context(|| format!("cannot find {}", file.display()))?.len();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    match gzipped(file) {
        Some(gzipped) => println!("{name}: {bytes} bytes, {gzipped} with gzip"),
        None => println!("{name}: {bytes} bytes"),
    }
    Ok(())
}

/// What a server that compresses would send, if there is a gzip to ask.
fn gzipped(file: &Path) -> Option<usize> {
    let output = Command::new("gzip").arg("-9c").arg(file).stderr(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout.len())
}
