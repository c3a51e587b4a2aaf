//! The JavaScript around a WebAssembly module, by wasm-bindgen as a library: no command of a matching version to install.

use super::place::file;
use super::short;
use crate::Error;
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// The version that Cargo.toml pins.
pub(super) const PINNED: &str = "0.2.130";

/// The words before the page's version, in what the library says of a version that it does not know.
const OF_THE_PAGE: &str = "rust Wasm file schema version: ";

/// Parts of a module and its glue that are kept though nobody needs them.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    /// The names of functions.
    pub(super) names: bool,
    /// The names of what the module imports, and the glue's comments and indentation.
    pub(super) words: bool,
}

/// Writes `{stem}.js`, `{stem}_bg.wasm` and the page's own snippets into `folder`, for a page that loads ES modules.
pub(super) fn generate(module: &Path, stem: &str, folder: &Path, kept: Kept) -> Result<(), Error> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name(stem).typescript(false).remove_name_section(!kept.names).remove_producers_section(true);
    // The library leaves the module's own path out, unlike the command, and then `init()` finds no module.
    let bindgen = bindgen.omit_default_module_path(false).web(true);
    let failed = |error| told(&format!("{error:#}"));
    let mut output = bindgen.and_then(|bindgen| bindgen.generate_output()).map_err(failed)?;
    if kept.words {
        return output.emit(folder).map_err(failed);
    }
    let (glue, own) = (output.js().to_owned(), format!("./{stem}_bg.js"));
    let imported: Vec<String> =
        output.wasm().imports.iter().filter(|import| import.module == own).map(|import| import.name.clone()).collect();
    let names = short::names(&glue, imported.iter().map(String::as_str));
    for import in output.wasm_mut().imports.iter_mut().filter(|import| import.module == own) {
        if let Some(name) = names.get(import.name.as_str()) {
            import.name.clone_from(name);
        }
    }
    output.emit(folder).map_err(failed)?;
    let script = folder.join(format!("{stem}.js"));
    fs::write(&script, short::glue(&glue, &names)).map_err(file(&script))
}

fn told(message: &str) -> Error {
    match message.split_once(OF_THE_PAGE).and_then(|(_, rest)| rest.split_whitespace().next()) {
        Some(page) => Error::Version { page: page.to_owned(), pinned: PINNED },
        None => Error::Glue(message.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with nothing but the mark of a wasm-bindgen.
    fn module_of(version: &str) -> Vec<u8> {
        let mark = format!("{{\"schema_version\":\"{version}\",\"version\":\"{version}\"}}");
        let name = "__wasm_bindgen_unstable";
        let mut section = vec![name.len() as u8];
        section.extend(name.bytes());
        section.extend((mark.len() as u32).to_le_bytes());
        section.extend(mark.bytes());
        [&b"\0asm\x01\0\0\0\0"[..], &[section.len() as u8], &section].concat()
    }

    #[test]
    fn a_page_of_another_version_is_told_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let module = folder.path().join("page.wasm");
        std::fs::write(&module, module_of("0.2.92")).unwrap();
        let error = generate(&module, "page", folder.path(), Kept { names: false, words: false }).unwrap_err();
        assert!(matches!(&error, Error::Version { page, .. } if page == "0.2.92"), "{error}");
        assert!(error.to_string().contains("cargo update"), "{error}");
    }

    #[test]
    fn the_version_is_the_one_of_the_manifest() {
        assert!(include_str!("../../Cargo.toml").contains(&format!("version = \"={PINNED}\"")));
    }
}
