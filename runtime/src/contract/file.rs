//! Published documents as files.
//!
//! In and out: JSON, indented, with a line break at its end, so that a review shows what changed.

use super::broken::Broken;
use crate::server::ApiDocument;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// `api-v1.json`; for a service without versions `api.json`.
pub(super) fn name(document: &ApiDocument) -> String {
    let base = document.base.trim_matches('/').replace('/', "-");
    let version = document.version.map(|version| format!("v{version}"));
    let words: Vec<_> = [Some(base), version].into_iter().flatten().filter(|word| !word.is_empty()).collect();
    format!("{}.json", if words.is_empty() { "root".to_owned() } else { words.join("-") })
}

/// The document of a file, or `None` where there is no file.
pub(super) fn read(path: &Path) -> Result<Option<Value>, Broken> {
    let invalid = |error: serde_json::Error| Error::new(ErrorKind::InvalidData, error);
    match fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).map(Some).map_err(invalid),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
    .map_err(|error| Broken::File(path.to_owned(), error))
}

pub(super) fn write(path: &Path, document: &Value) -> Result<(), Broken> {
    let text = format!("{document:#}\n");
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(path, text)).map_err(|error| Broken::File(path.to_owned(), error))
}

/// Refuses a file whose version nothing serves any more.
pub(super) fn stray(folder: &Path, published: &[ApiDocument]) -> Result<(), Broken> {
    let served: BTreeSet<_> = published.iter().map(name).collect();
    let Ok(files) = fs::read_dir(folder) else { return Ok(()) };
    let mut names: Vec<_> = files.filter_map(|file| file.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    match names.into_iter().find(|name| name.ends_with(".json") && !served.contains(name)) {
        Some(name) => Err(Broken::Gone(folder.join(name))),
        None => Ok(()),
    }
}
