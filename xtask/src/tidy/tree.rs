//! The sources of one crate, each file with the module that it is.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use proc_macro2::TokenStream;

/// The sources of one crate.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) files: Vec<Source>,
}

/// One file.
#[derive(Debug)]
pub(super) struct Source {
    /// Path from the root of the workspace, with `/`.
    pub(super) path: String,
    /// Names of the modules from the root of the crate to this one.
    pub(super) module: Vec<String>,
    pub(super) tokens: TokenStream,
}

impl Tree {
    /// Reads the crate whose sources are in `folder`, tests left out.
    pub(super) fn read(root: &Path, folder: &str) -> Result<Self> {
        let mut paths = Vec::new();
        list(&root.join(folder), &mut |path| {
            let path = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
            paths.push(path);
        })?;
        paths.sort();
        let text = |path: String| fs::read_to_string(root.join(&path)).map(|text| (path.clone(), text)).context(path);
        Self::parse(folder, paths.into_iter().map(text).collect::<Result<Vec<_>>>()?)
    }

    /// Parses the files of a crate, given by path and text.
    pub(super) fn parse(folder: &str, files: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let parse = |(path, text): (String, String)| {
            let module = module(path.strip_prefix(folder).unwrap_or(&path).trim_start_matches('/'));
            let tokens = text.parse().map_err(|error| anyhow::anyhow!("{path}: {error}"))?;
            Ok(Source { path, module, tokens })
        };
        let files: Vec<Source> = files.into_iter().map(parse).collect::<Result<_>>()?;
        Ok(Self { files: files.into_iter().filter(|file| !file.module.iter().any(|name| name == "tests")).collect() })
    }

    /// The file of a module.
    pub(super) fn of_module(&self, module: &[String]) -> Option<usize> {
        self.files.iter().position(|file| file.module == module)
    }
}

impl Source {
    /// Returns true if the file is the face of a folder or of the crate: its re-exports are doors.
    pub(super) fn is_face(&self) -> bool {
        ["mod.rs", "lib.rs", "main.rs"].contains(&self.path.rsplit('/').next().unwrap_or_default())
    }
}

/// The module of a file, by its path within the crate.
fn module(path: &str) -> Vec<String> {
    let mut names: Vec<_> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if names.last().is_some_and(|name| matches!(name.as_str(), "mod" | "lib" | "main")) {
        names.pop();
    }
    names
}

/// Calls `visit` with every Rust file below a folder. What cargo builds is left out.
pub(super) fn list(folder: &Path, visit: &mut dyn FnMut(&Path)) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "target" && name != "node_modules" && !name.starts_with('.') {
                list(&path, visit)?;
            }
        } else if name.ends_with(".rs") {
            visit(&path);
        }
    }
    Ok(())
}
