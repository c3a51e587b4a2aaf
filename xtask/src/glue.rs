//! The JavaScript around a WebAssembly module, by wasm-bindgen as a library: no command of a matching version to install.

use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// Writes `{name}.js`, its types and `{name}_bg.wasm` into `folder`, for a page that loads ES modules.
pub(crate) fn generate(module: &Path, name: &str, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name(name)
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The library leaves the module's own path out, unlike the command, and then `init()` finds no module.
        .omit_default_module_path(false)
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .with_context(|| format!("wasm-bindgen cannot wrap {}", module.display()))
}
