//! The files of a package: as they should be, and as they are.

use super::client::Client;
use super::fault::{Difference, PackageError};
use super::{constraints, manifest, module};
use std::fs;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// A file of a package.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) kind: Kind,
}

/// Whose a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Kept, and checked.
    Kept,
    /// Built, and in no repository.
    Built,
    /// Written once, and then its owners'.
    Theirs,
}

/// The files that are the same in each package.
const FIXED: [(&str, &str, Kind); 8] = [
    (".gitignore", "*.js\n", Kind::Theirs),
    ("README.md", include_str!("package/README.md"), Kind::Theirs),
    ("core.d.ts", include_str!("package/core.d.ts"), Kind::Kept),
    ("core.js", include_str!("package/core.js"), Kind::Built),
    ("live.d.ts", include_str!("package/live.d.ts"), Kind::Kept),
    ("live.js", include_str!("package/live.js"), Kind::Built),
    ("query.d.ts", include_str!("package/query.d.ts"), Kind::Kept),
    ("query.js", include_str!("package/query.js"), Kind::Built),
];

/// The name of the manifest.
pub(super) const MANIFEST: &str = "package.json";

/// All files of a client's package, in a folder that may have some.
pub(super) fn all(client: &Client, name: &str, folder: &Path) -> Result<Vec<File>, PackageError> {
    let path = folder.join(MANIFEST);
    let manifest = manifest::text(read(&path)?.as_deref(), name, client);
    let manifest = manifest.map_err(|error| PackageError::File(path, Error::new(ErrorKind::InvalidData, error)))?;
    let name = manifest::name(&manifest).unwrap_or_else(|| name.to_owned());
    let own =
        |(file, text, kind): &(&str, &str, Kind)| File { name: (*file).to_owned(), text: text.replace("PACKAGE", &name), kind: *kind };
    let mut files: Vec<_> = FIXED.iter().map(own).collect();
    files.push(File { name: MANIFEST.to_owned(), text: manifest, kind: Kind::Kept });
    files.extend(pair("types", module::types(client), module::decoders(client)));
    files.extend(pair("constraints", constraints::declaration(&client.constraints), constraints::module(&client.constraints)));
    for service in &client.services {
        files.extend(pair(&service.module, module::declaration(client, service), module::module(client, service)));
    }
    Ok(files)
}

/// A declaration and its module.
fn pair(name: &str, declaration: String, module: String) -> [File; 2] {
    [
        File { name: format!("{name}.d.ts"), text: declaration, kind: Kind::Kept },
        File { name: format!("{name}.js"), text: module, kind: Kind::Built },
    ]
}

/// Writes a file, unless it is its owners' and there.
pub(super) fn write(folder: &Path, file: &File) -> Result<(), PackageError> {
    let path = folder.join(&file.name);
    if file.kind == Kind::Theirs && path.exists() {
        return Ok(());
    }
    fs::create_dir_all(folder).and_then(|()| fs::write(&path, &file.text)).map_err(|error| PackageError::File(path, error))
}

/// The first difference of a file, if it is kept and not as it should be.
pub(super) fn difference(folder: &Path, file: &File) -> Result<Option<Difference>, PackageError> {
    if file.kind != Kind::Kept {
        return Ok(None);
    }
    let was = read(&folder.join(&file.name))?.unwrap_or_default();
    // Git may have given the lines other ends.
    if was.lines().eq(file.text.lines()) {
        return Ok(None);
    }
    let (mut old, mut new) = (was.lines(), file.text.lines());
    let mut line = 0;
    loop {
        line += 1;
        let (was, now) = (old.next(), new.next());
        if was != now || was.is_none() {
            return Ok(Some(Difference { file: file.name.clone(), line, was: was.map(str::to_owned), now: now.map(str::to_owned) }));
        }
    }
}

/// Declarations in the folder that are none of the package's any more: of a service that is gone.
pub(super) fn strays(folder: &Path, files: &[File]) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.retain(|name| name.ends_with(".d.ts") && !files.iter().any(|file| file.name == *name));
    names.sort();
    names
}

pub(super) fn read(path: &Path) -> Result<Option<String>, PackageError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PackageError::File(path.to_owned(), error)),
    }
}
