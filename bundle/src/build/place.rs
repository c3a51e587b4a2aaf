//! Files: those of a build go into a folder that is named by their content, so that each may refer to the others by their plain names.

use crate::Error;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A hash over parts, each with its length before it, in hexadecimal.
pub(super) struct Hash(Sha256);

impl Hash {
    pub(super) fn new() -> Self {
        Self(Sha256::new())
    }

    pub(super) fn add(&mut self, part: impl AsRef<[u8]>) {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// The first 64 bits: none of these names is anybody's choice.
    pub(super) fn end(self) -> String {
        self.0.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Adds the files of a folder with their names. Returns the names, sorted, with `/` between folders.
    pub(super) fn add_files(&mut self, folder: &Path) -> Result<Vec<String>, Error> {
        let names = names(folder)?;
        for name in &names {
            self.add(name);
            self.add(read(&folder.join(name))?);
        }
        Ok(names)
    }
}

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(file(path))
}

/// Makes the error of a file or a folder.
pub(super) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_owned();
    |source| Error::File { path, source }
}

/// Copies the files of a folder into another.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    for name in names(from)? {
        let (path, copy) = (from.join(&name), to.join(&name));
        let folder = copy.parent().unwrap_or(to);
        fs::create_dir_all(folder).map_err(file(folder))?;
        fs::copy(&path, &copy).map_err(file(&path))?;
    }
    Ok(())
}

/// Names of the files of a folder and of those in it.
fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(file(folder))? {
        let path = entry.map_err(file(folder))?.path();
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { continue };
        if path.is_dir() {
            names.extend(self::names(&path)?.into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// A folder that is being filled. What is left in it when it is dropped goes with it.
pub(super) struct Draft(PathBuf);

impl Draft {
    pub(super) fn new(assets: &Path) -> Result<Self, Error> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let folder = assets.join(format!(".{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed)));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(file(&folder))?;
        Ok(Self(folder))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.0
    }

    /// Gives it its name: the hash of what is in it. Returns that, and the names of its files.
    pub(super) fn place(self) -> Result<(String, Vec<String>), Error> {
        let mut hash = Hash::new();
        let names = hash.add_files(&self.0)?;
        let build = hash.end();
        let place = self.0.with_file_name(&build);
        // One that is there has the same files: it may have been made at the same time.
        if !place.is_dir()
            && let Err(source) = fs::rename(&self.0, &place)
            && !place.is_dir()
        {
            return Err(Error::File { path: place, source });
        }
        Ok((build, names))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
