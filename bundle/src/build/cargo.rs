//! The compiler's part. In: the folder of a crate. Out: its WebAssembly, as the linker made it.

use super::process::{output, program};
use crate::Error;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The Rust target of a browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Returns whether rustc, as it is chosen in this folder, can build for a browser.
///
/// # Errors
/// There is no rustc.
pub fn has_target(folder: impl AsRef<Path>) -> Result<bool, Error> {
    // rustc itself is asked, which may not come from rustup.
    let library = output(program("rustc", folder.as_ref()).args(["--print", "target-libdir", "--target", TARGET]))?;
    Ok(Path::new(library.trim()).is_dir())
}

/// A crate, as cargo sees it.
pub(super) struct Crate {
    pub(super) name: String,
    /// The target folder of its workspace.
    pub(super) target: PathBuf,
    id: String,
    /// True where a library is the page, so that a program beside it is the server.
    is_library: bool,
}

impl Crate {
    pub(super) fn find(folder: &Path) -> Result<Self, Error> {
        let no_crate = || Error::NoCrate { folder: folder.to_owned() };
        let file = folder.join("Cargo.toml").canonicalize().map_err(|_| no_crate())?;
        let metadata = output(program("cargo", folder).args(["metadata", "--no-deps", "--format-version=1"]))?;
        let metadata: Value = serde_json::from_str(&metadata).unwrap_or_default();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let is_this = |package: &&Value| {
            package["manifest_path"].as_str().is_some_and(|path| Path::new(path).canonicalize().is_ok_and(|path| path == file))
        };
        let package = metadata["packages"].as_array().into_iter().flatten().find(is_this);
        let found = package.and_then(|package| {
            let mut kinds = package["targets"].as_array().into_iter().flatten().flat_map(|target| target["kind"].as_array()).flatten();
            Some(Self {
                name: text(&package["name"])?,
                id: text(&package["id"])?,
                target: text(&metadata["target_directory"])?.into(),
                is_library: kinds.any(|kind| kind == "cdylib"),
            })
        });
        found.ok_or_else(no_crate)
    }

    /// Builds it for the browser. `words` are more words for cargo.
    pub(super) fn build(&self, folder: &Path, target: &Path, words: &[String]) -> Result<PathBuf, Error> {
        if !has_target(folder)? {
            return Err(Error::NoTarget);
        }
        let mut cargo = program("cargo", folder);
        cargo.args(["build", "--target", TARGET, "--message-format=json-render-diagnostics", "--target-dir"]).arg(target).args(words);
        cargo.args(self.is_library.then_some("--lib"));
        let messages = output(&mut cargo)?;
        let mut modules =
            messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()).filter_map(|message| self.module(&message));
        modules.next_back().ok_or_else(|| Error::NoModule { folder: folder.to_owned() })
    }

    /// The module that a message of cargo tells of.
    fn module(&self, message: &Value) -> Option<PathBuf> {
        let is_ours = message["reason"] == "compiler-artifact" && message["package_id"] == *self.id;
        let files = message["filenames"].as_array().filter(|_| is_ours)?;
        files.iter().filter_map(Value::as_str).map(PathBuf::from).find(|file| file.extension().is_some_and(|extension| extension == "wasm"))
    }
}
