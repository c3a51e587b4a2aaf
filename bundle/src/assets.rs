//! A bundle that was made: the names of its files. It reads a manifest and knows nothing of how a bundle is made.

use crate::Error;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The file that names the others.
const MANIFEST: &str = "manifest.json";

/// The folder, beside the manifest, that a server serves.
const FILES: &str = "assets";

/// A bundle as a server serves it.
///
/// Serve [`folder`](Self::folder) with `Cache-Control: public, max-age=31536000, immutable`: each name stands for one content.
#[derive(Debug, Clone)]
pub struct Assets {
    root: PathBuf,
    manifest: Map<String, Value>,
}

impl Assets {
    /// Opens the folder of a bundle that was made before.
    ///
    /// # Errors
    /// There is no manifest, or a file that it names is not there.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, Error> {
        let root = folder.into();
        match read(&root) {
            Some(manifest) => Ok(Self { root, manifest }),
            None => Err(Error::NoBundle { folder: root }),
        }
    }

    /// Returns the folder of the bundle, as it was opened.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the folder to serve. Former builds are in it too.
    pub fn folder(&self) -> PathBuf {
        self.root.join(FILES)
    }

    /// Returns the path, within [`folder`](Self::folder), of the module that wasm-bindgen wrote: `3fa9c27e00d1b5c4/web.js`.
    pub fn script(&self) -> &str {
        self.text("script")
    }

    /// Returns the path of the WebAssembly.
    pub fn wasm(&self) -> &str {
        self.text("wasm")
    }

    /// Returns the path of the module that starts the page: the page's own `start.js`, or one that loads [`script`](Self::script).
    pub fn start(&self) -> &str {
        self.text("start")
    }

    /// Returns the path of a file by its name before the build: `style.css`, `img/logo.svg`.
    pub fn path(&self, name: &str) -> Option<&str> {
        self.manifest["files"][name].as_str()
    }

    /// Returns the paths of all files of this build, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.manifest["files"].as_object().into_iter().flat_map(Map::values).filter_map(Value::as_str)
    }

    /// Returns the tags, as HTML, by which a document starts the page, if the folder is served at `base`, such as `/assets`: the starter
    /// and, ahead of it, what it will ask for. No script is inline, so `script-src 'self' 'wasm-unsafe-eval'` is enough.
    pub fn head(&self, base: &str) -> String {
        let (script, wasm, start) = (self.script(), self.wasm(), self.start());
        format!(
            "<link rel=\"modulepreload\" href=\"{base}/{script}\">\
             <link rel=\"preload\" href=\"{base}/{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
             <script type=\"module\" src=\"{base}/{start}\"></script>"
        )
    }

    fn text(&self, name: &str) -> &str {
        self.manifest[name].as_str().unwrap_or_default()
    }
}

/// The manifest, if all that it names is there.
fn read(root: &Path) -> Option<Map<String, Value>> {
    let manifest: Map<String, Value> = serde_json::from_slice(&fs::read(root.join(MANIFEST)).ok()?).ok()?;
    let files = manifest.get("files")?.as_object()?;
    let named = ["script", "wasm", "start"].into_iter().map(|name| manifest.get(name));
    let all_there = files
        .values()
        .map(Some)
        .chain(named)
        .all(|path| path.and_then(Value::as_str).is_some_and(|path| root.join(FILES).join(path).is_file()));
    all_there.then_some(manifest)
}

#[cfg(feature = "build")]
pub(crate) use written::{former, made_from, write};

/// For who makes bundles.
#[cfg(feature = "build")]
mod written {
    use super::{Assets, Error, FILES, MANIFEST, Path, PathBuf, Value, fs, json};
    use crate::error::Error::File;

    /// The number of former builds that are kept.
    const FORMER: usize = 4;

    /// All that a bundle was made from, as one number.
    pub(crate) fn made_from(assets: &Assets) -> &str {
        assets.text("made_from")
    }

    /// The builds that were here, the newest first.
    pub(crate) fn former(assets: Option<&Assets>) -> Vec<String> {
        let Some(assets) = assets else { return Vec::new() };
        let older = assets.manifest["former"].as_array().into_iter().flatten().filter_map(Value::as_str);
        std::iter::once(assets.text("build")).chain(older).map(str::to_owned).collect()
    }

    /// Writes the manifest of a build whose files are in the folder of its name, and removes all but some of the builds before it.
    pub(crate) fn write(
        root: PathBuf,
        build: &str,
        stem: &str,
        names: &[String],
        made_from: &str,
        mut former: Vec<String>,
    ) -> Result<Assets, Error> {
        former.retain(|other| other != build);
        former.truncate(FORMER);
        let at = |name: &str| format!("{build}/{name}");
        let files: serde_json::Map<_, _> = names.iter().map(|name| (name.clone(), at(name).into())).collect();
        let manifest = json!({
            "build": build, "made_from": made_from, "former": former, "files": files,
            "script": at(&format!("{stem}.js")), "wasm": at(&format!("{stem}_bg.wasm")), "start": at("start.js"),
        });
        replace(&root.join(MANIFEST), &format!("{manifest:#}\n"))?;
        for entry in fs::read_dir(root.join(FILES)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            // Any other folder is somebody else's, or is being written.
            let is_build = name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_build && !former.contains(&name) && build != name {
                // Another process may have been quicker.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        Assets::open(root)
    }

    /// Writes a file that nobody sees half of.
    fn replace(path: &Path, text: &str) -> Result<(), Error> {
        let new = path.with_extension(format!("{}.new", std::process::id()));
        fs::write(&new, text).and_then(|()| fs::rename(&new, path)).map_err(|source| File { path: path.to_owned(), source })
    }
}
