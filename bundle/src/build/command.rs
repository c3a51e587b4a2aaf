//! The command. In: words. Out: a bundle, and lines that say what is in it.

use super::Bundle;
use crate::{Assets, Error};

const USAGE: &str = "\
trifold-bundle [FOLDER]      make the bundle of the crate in FOLDER (default: this one), in {target}/bundle/{package}
  --out DIR                  .. in this folder; the last five builds stay there
  --assets DIR               with the files of this folder
  --profile NAME             with this profile of cargo (default: release)
  --features NAMES           with these features
  --target-dir DIR           where cargo compiles (default: {target})
  --wasm-opt FILE            the program that makes it smaller (default: wasm-opt)";

/// Runs the command with these words, and prints the files of the bundle: for a `main`, also of a project's own commands.
///
/// # Errors
/// A word is not known, or there is no bundle, as [`Error`] says.
pub fn run(words: impl IntoIterator<Item = String>) -> Result<Assets, Error> {
    let assets = read(words.into_iter())?.build()?;
    println!("{}", assets.folder().display());
    for path in assets.paths() {
        let bytes = std::fs::metadata(assets.folder().join(path)).map_or(0, |file| file.len());
        println!("{bytes:>9}  {path}");
    }
    Ok(assets)
}

fn read(mut words: impl Iterator<Item = String>) -> Result<Bundle, Error> {
    let (mut folder, mut changes) = (None, Vec::<Box<dyn FnOnce(Bundle) -> Bundle>>::new());
    while let Some(word) = words.next() {
        if !word.starts_with('-') && folder.is_none() {
            folder = Some(word);
            continue;
        }
        let value = words.next().filter(|value| !value.starts_with('-'));
        let value = value.ok_or_else(|| Error::Usage(format!("`{word}` is not known, or has no value\n\n{USAGE}")))?;
        changes.push(match word.as_str() {
            "--out" => Box::new(|bundle| bundle.out(value)),
            "--assets" => Box::new(|bundle| bundle.assets(value)),
            "--profile" => Box::new(|bundle| bundle.profile(value)),
            "--features" => Box::new(|bundle| bundle.cargo(["--features".to_owned(), value])),
            "--target-dir" => Box::new(|bundle| bundle.target_dir(value)),
            "--wasm-opt" => Box::new(|bundle| bundle.wasm_opt(value)),
            _ => return Err(Error::Usage(format!("`{word}` is not known\n\n{USAGE}"))),
        });
    }
    let bundle = Bundle::new(folder.unwrap_or_else(|| ".".to_owned()));
    Ok(changes.into_iter().fold(bundle, |bundle, change| change(bundle)))
}
