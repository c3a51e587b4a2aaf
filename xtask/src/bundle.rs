//! The browser bundles of this workspace: `trifold-bundle`, with the profile `wasm` and the wasm-opt of npm, which makes them small.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use trifold_bundle::{Assets, Bundle};

use crate::workspace::Workspace;
use crate::{npm, wasm_target};

/// The page of the todo example, which its server makes in the same way.
pub(crate) const TODOS: &str = "examples/todos/web";

/// Pages in frameworks, made as their servers make them: nobody counts their bytes, and to make them small would take minutes.
///
/// With each the packages that cargo compiles together with it, so that what several are made of is compiled once, with the features that all of them take. The
/// page that is hydrated stands alone: with its features in Leptos, that of RealWorld is more than the compiler takes.
const IN_FRAMEWORKS: [(&str, &[&str]); 4] = [
    ("examples/realworld/web", &IN_BROWSER),
    ("examples/dioxus", &IN_BROWSER),
    ("examples/yew", &IN_BROWSER),
    ("examples/leptos", &["bookings-leptos"]),
];

/// Packages of the pages that are rendered in the browser alone.
const IN_BROWSER: [&str; 3] = ["realworld-web", "bookings-dioxus", "bookings-yew"];

/// The pages whose bytes count.
const SMALL: [&str; 2] = [TODOS, "tests/fixtures/page"];

/// The pages that the tests load.
pub(crate) fn tested() -> impl Iterator<Item = &'static str> {
    SMALL.into_iter().chain(IN_FRAMEWORKS.map(|(folder, _)| folder))
}

/// Makes the bundle of the crate in a folder, and prints what a browser would load.
pub(crate) fn build(workspace: &Workspace, folder: &str) -> Result<Assets> {
    let bundle = of(workspace, &workspace.source(folder))?;
    let together = IN_FRAMEWORKS.iter().find(|(other, _)| *other == folder).map(|(_, packages)| *packages);
    let bundle = match together {
        Some(packages) => bundle.profile("dev").cargo(packages.iter().flat_map(|package| ["--package", package])),
        None => bundle.profile("wasm"),
    };
    let assets = bundle.build()?;
    for path in [assets.wasm(), assets.script()] {
        print_size(&assets.folder().join(path))?;
    }
    Ok(assets)
}

/// The bundle of the crate in a folder, with its assets, and made small where npm is at hand.
pub(crate) fn of(workspace: &Workspace, folder: &Path) -> Result<Bundle> {
    wasm_target::ensure(workspace)?;
    let bundle = Bundle::new(folder);
    let bundle = if folder.join("assets").is_dir() { bundle.assets(folder.join("assets")) } else { bundle };
    Ok(match npm::tool(workspace, "wasm-opt") {
        Ok(wasm_opt) => bundle.wasm_opt(wasm_opt.get_program()),
        Err(error) => {
            println!("wasm-opt does not come from npm: {error:#}");
            bundle
        }
    })
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
