//! The settings of a bundle, and the steps by which it is made.

use super::cargo::Crate;
use super::glue::{self, Kept, PINNED};
use super::optimize::WasmOpt;
use super::place::{Draft, Hash, copy, file, read};
use crate::Error;
use crate::assets::{self, Assets};
use std::fs;
use std::path::{Path, PathBuf};

/// A bundle that is to be made, of the crate in a folder.
#[derive(Debug, Clone)]
pub struct Bundle {
    folder: PathBuf,
    out: Option<PathBuf>,
    target_dir: Option<PathBuf>,
    assets: Option<PathBuf>,
    wasm_opt: Option<PathBuf>,
    profile: String,
    words: Vec<String>,
    keep_names: bool,
}

impl Bundle {
    /// A bundle of the crate in this folder: one with `crate-type = ["cdylib"]` or with a `main`. Of one with both the library is the page; its `main` may be
    /// the server, and is not compiled for a browser.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        let (out, target_dir, assets, wasm_opt) = (None, None, None, None);
        Self { folder, out, target_dir, assets, wasm_opt, profile: "release".to_owned(), words: Vec::new(), keep_names: false }
    }

    /// Sets the folder of the bundle. The default is `bundle/{package}` in the target folder of the crate's workspace.
    ///
    /// Builds that are made into one folder one after the other stay there, the last five: so a page that is open still finds its files.
    #[must_use]
    pub fn out(self, folder: impl Into<PathBuf>) -> Self {
        Self { out: Some(folder.into()), ..self }
    }

    /// Sets the folder in which cargo compiles. The default is the target folder of the crate's workspace, where macros that the server has too are
    /// compiled once for both; in a build script, for which cargo holds that folder, it is `bundle/target` in it.
    #[must_use]
    pub fn target_dir(self, folder: impl Into<PathBuf>) -> Self {
        Self { target_dir: Some(folder.into()), ..self }
    }

    /// Sets cargo's profile. The default is `release`. With `dev` a build takes the shortest time, and wasm-opt is left out.
    #[must_use]
    pub fn profile(self, name: impl Into<String>) -> Self {
        Self { profile: name.into(), ..self }
    }

    /// Adds a folder of files that belong to the page: style, images, a `start.js` in place of the one that is written otherwise, which is
    /// `import init from "./{crate}.js"; await init();`.
    #[must_use]
    pub fn assets(self, folder: impl Into<PathBuf>) -> Self {
        Self { assets: Some(folder.into()), ..self }
    }

    /// Adds words for cargo, such as `["--features", "hydrate"]`.
    #[must_use]
    pub fn cargo(mut self, words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.words.extend(words.into_iter().map(Into::into));
        self
    }

    /// Sets the program that makes the module smaller. The default is the `wasm-opt` of the PATH; without one the module stays larger.
    #[must_use]
    pub fn wasm_opt(self, program: impl Into<PathBuf>) -> Self {
        Self { wasm_opt: Some(program.into()), ..self }
    }

    /// Leaves the functions of the module their names, for a profiler.
    #[must_use]
    pub fn keep_names(self) -> Self {
        Self { keep_names: true, ..self }
    }

    /// Makes the bundle, as far as it is not made yet: cargo compiles what is newer, and where the module and all else is as before,
    /// nothing follows.
    ///
    /// # Errors
    /// As [`Error`] says; of what cargo has against the code, the words are on the terminal.
    pub fn build(&self) -> Result<Assets, Error> {
        let page = Crate::find(&self.folder)?;
        let beside = |name: &str| page.target.join("bundle").join(name);
        let out = absolute(&self.out.clone().unwrap_or_else(|| beside(&page.name)))?;
        let compiled_in = if is_build_script() { beside("target") } else { page.target.clone() };
        let target = absolute(self.target_dir.as_ref().unwrap_or(&compiled_in))?;
        let words: Vec<_> = ["--profile".to_owned(), self.profile.clone()].into_iter().chain(self.words.iter().cloned()).collect();
        let module = page.build(&self.folder, &target, &words)?;
        let wasm_opt = self.find_wasm_opt();
        let made_from = self.made_from(&module, wasm_opt.as_ref())?;
        let before = Assets::open(&out).ok();
        match before {
            Some(assets) if assets::made_from(&assets) == made_from => Ok(assets),
            before => self.wrap(&module, &out, wasm_opt.as_ref(), &made_from, assets::former(before.as_ref())),
        }
    }

    fn find_wasm_opt(&self) -> Option<WasmOpt> {
        if self.profile == "dev" {
            return None;
        }
        let name = self.wasm_opt.as_deref().unwrap_or(Path::new("wasm-opt"));
        let found = WasmOpt::find(name);
        if found.is_none() {
            eprintln!("the bundle is larger than it could be: there is no {} (of the package `binaryen`)", name.display());
        }
        found
    }

    /// All that the bundle depends on, as one number.
    fn made_from(&self, module: &Path, wasm_opt: Option<&WasmOpt>) -> Result<String, Error> {
        let mut hash = Hash::new();
        let version = wasm_opt.map_or("", |wasm_opt| &wasm_opt.version);
        [env!("CARGO_PKG_VERSION"), PINNED, version, &self.profile, if self.keep_names { "names" } else { "" }]
            .iter()
            .for_each(|part| hash.add(part));
        hash.add(read(module)?);
        if let Some(assets) = &self.assets {
            hash.add_files(assets)?;
        }
        Ok(hash.end())
    }

    fn wrap(&self, module: &Path, out: &Path, wasm_opt: Option<&WasmOpt>, made_from: &str, former: Vec<String>) -> Result<Assets, Error> {
        let draft = Draft::new(&out.join("assets"))?;
        let stem = module.file_stem().unwrap_or_default().to_string_lossy();
        let kept = Kept { names: self.keep_names, words: self.keep_names || self.profile == "dev" };
        glue::generate(module, &stem, draft.folder(), kept)?;
        if let Some(wasm_opt) = wasm_opt {
            wasm_opt.run(&draft.folder().join(format!("{stem}_bg.wasm")), self.keep_names)?;
        }
        let start = draft.folder().join("start.js");
        fs::write(&start, format!("import init from \"./{stem}.js\";\n\nawait init();\n")).map_err(file(&start))?;
        if let Some(assets) = &self.assets {
            copy(assets, draft.folder())?;
        }
        let (build, names) = draft.place()?;
        assets::write(out.to_owned(), &build, &stem, &names, made_from, former)
    }
}

/// True in a build script: cargo says there how many jobs it runs, and nowhere else.
fn is_build_script() -> bool {
    ["NUM_JOBS", "OUT_DIR"].iter().all(|name| std::env::var_os(name).is_some())
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(file(path))
}
