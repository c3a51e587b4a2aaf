//! A smaller module, by wasm-opt. Where there is none the module stays as it is, and works as well.

use super::process::{output, program};
use crate::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The program, and the version that it says it has.
pub(super) struct WasmOpt {
    path: PathBuf,
    pub(super) version: String,
}

impl WasmOpt {
    /// The program at this path, or by this name.
    pub(super) fn find(path: &Path) -> Option<Self> {
        let answer = std::process::Command::new(path).arg("--version").output().ok().filter(|answer| answer.status.success())?;
        Some(Self { path: path.to_owned(), version: String::from_utf8_lossy(&answer.stdout).trim().to_owned() })
    }

    pub(super) fn run(&self, wasm: &Path, keep_names: bool) -> Result<(), Error> {
        let small = wasm.with_extension("small");
        let mut wasm_opt = program(&self.path, Path::new("."));
        // What the module may use of WebAssembly is for tools to know, and this is the last.
        let words = if keep_names { &["-Oz", "-g"][..] } else { &["-Oz", "--strip-target-features"] };
        output(wasm_opt.args(words).arg(wasm).arg("-o").arg(&small))?;
        fs::rename(&small, wasm).map_err(|source| Error::File { path: wasm.to_owned(), source })
    }
}
