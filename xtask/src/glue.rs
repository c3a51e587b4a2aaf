//! The JavaScript around a WebAssembly module, by wasm-bindgen as a library: no command of a matching version to install.

use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// Names of a module's functions, as the source has them: no page needs them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    Kept,
    Removed,
}

/// Writes `{name}.js`, its types and `{name}_bg.wasm` into `folder`, for a page that loads ES modules.
pub(crate) fn generate(module: &Path, name: &str, folder: &Path, names: Names) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name(name)
        .typescript(true)
        .remove_name_section(names == Names::Removed)
        .remove_producers_section(true)
        // The library leaves the module's own path out, unlike the command, and then `init()` finds no module.
        .omit_default_module_path(false)
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .with_context(|| format!("wasm-bindgen cannot wrap {}", module.display()))
}
