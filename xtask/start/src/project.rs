//! A project of one's own: a copy of `examples/starter`, named after its folder, which names this repository where it is.
//!
//! In: a folder that is not there yet. Out: a workspace that builds and serves, under version control.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use crate::process;

const STARTER: &str = "examples/starter";

/// The versions of everybody's crates, as they are tested here.
const LOCK: &str = "Cargo.lock";

/// Makes a project in `folder`, of the repository in `root`.
///
/// # Errors
/// The folder is there already, or no package can be named after it; or a file cannot be written. Then there is no folder.
pub fn new(root: &Path, folder: &Path) -> Result<()> {
    ensure!(folder.symlink_metadata().is_err(), "{} is there already; name a folder that is not", folder.display());
    let name = Name::of(folder)?;
    if let Err(error) = copy(root, folder, &name) {
        // A second try would find it.
        let _ = fs::remove_dir_all(folder);
        return Err(error);
    }
    // Names are sorted where they are imported, and this name may stand elsewhere. Without rustfmt they stay as they are.
    let _ = process::program("cargo", folder).args(["fmt", "--quiet"]).stderr(Stdio::null()).status();
    if !is_in_a_repository(folder) {
        process::run(process::program("git", folder).args(["init", "--quiet"]))?;
    }
    println!("cd {} && cargo run    # serves http://127.0.0.1:3000", word(&folder.to_string_lossy()));
    Ok(())
}

/// A path as one word of a shell.
fn word(path: &str) -> String {
    let is_plain = path.chars().all(|c| c.is_alphanumeric() || "/\\:._~+-".contains(c));
    if is_plain { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

/// The name of a project: its packages are called `{name}-api` and so on.
struct Name(String);

impl Name {
    fn of(folder: &Path) -> Result<Self> {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        ensure!(is_name, "no package can be named `{name}`; name a folder of ASCII letters, digits, `-` and `_`, a letter first");
        Ok(Self(name))
    }

    /// The text of a file with this name in the place of the starter's.
    fn put(&self, text: &str) -> String {
        let (name, in_code) = (&self.0, self.0.replace('-', "_"));
        // Marks first: a name may itself have what is replaced.
        let text = text.replace("NOTES_", "\u{2}_").replace("notes.db", "\0.db");
        let text = ["api", "server", "web", "cli"].iter().fold(text, |text, part| {
            text.replace(&format!("notes-{part}"), &format!("\0-{part}")).replace(&format!("notes_{part}"), &format!("\u{1}_{part}"))
        });
        text.replace('\0', name).replace('\u{1}', &in_code).replace('\u{2}', &in_code.to_uppercase())
    }
}

fn copy(root: &Path, folder: &Path, name: &Name) -> Result<()> {
    let starter = root.join(STARTER);
    for file in files(&starter)? {
        let (from, to) = (starter.join(&file), folder.join(&file));
        let parent = to.parent().context("a file is in a folder")?;
        fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
        let text = fs::read_to_string(&from).with_context(|| format!("{} cannot be read", file.display()))?;
        fs::write(&to, name.put(&text)).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    fs::copy(root.join(LOCK), folder.join(LOCK))?;
    let manifest = folder.join("Cargo.toml");
    let named = fs::read_to_string(&manifest)?.replace("../..", &root.to_string_lossy().replace('\\', "/"));
    fs::write(manifest, named).context("the manifest cannot be written")
}

/// The files of the starter that are under version control, or would be.
fn files(starter: &Path) -> Result<Vec<PathBuf>> {
    let mut git = process::program("git", starter);
    let listed = process::output(git.args(["ls-files", "--cached", "--others", "--exclude-standard"]))
        .context("git names the files of a new project, so the repository has to be a clone")?;
    Ok(listed.lines().map(PathBuf::from).filter(|file| file.file_name().is_some_and(|name| name != LOCK)).collect())
}

/// True where another repository has the folder already, as `cargo new` asks too.
fn is_in_a_repository(folder: &Path) -> bool {
    let mut git = process::program("git", folder);
    git.args(["rev-parse", "--is-inside-work-tree"]).stdout(Stdio::null()).stderr(Stdio::null());
    git.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_named_after_its_folder() {
        let name = Name::of(Path::new("../my-shop")).unwrap();
        let text = "use notes_api::Notes; fn keeps_notes_by() {} // notes-cli, NOTES_TOKEN, notes.db, /notes";
        let named = "use my_shop_api::Notes; fn keeps_notes_by() {} // my-shop-cli, MY_SHOP_TOKEN, my-shop.db, /notes";
        assert_eq!(name.put(text), named);
        let name = Name::of(Path::new("notes-web")).unwrap();
        assert_eq!(
            name.put("notes-api, notes_web, NOTES_TOKEN, notes.db, notes"),
            "notes-web-api, notes_web_web, NOTES_WEB_TOKEN, notes-web.db, notes"
        );
    }

    #[test]
    fn a_project_that_cannot_be_made_leaves_no_folder() {
        let root = std::env::temp_dir().join(format!("trifold-start-{}", std::process::id()));
        let folder = root.join("shop");
        // A starter without the lock file that is copied last.
        fs::create_dir_all(root.join(STARTER)).unwrap();
        fs::write(root.join(STARTER).join("README.md"), "notes-api").unwrap();
        process::run(process::program("git", &root).args(["init", "--quiet"])).unwrap();
        let made = new(&root, &folder);
        let is_there = folder.exists();
        fs::remove_dir_all(&root).unwrap();
        assert!(made.is_err() && !is_there, "{made:?}");
    }

    #[test]
    fn a_path_is_one_word() {
        for (path, expected) in [("../my-shop", "../my-shop"), ("my shops/it's", r"'my shops/it'\''s'"), ("C:\\shop", "C:\\shop")] {
            assert_eq!(word(path), expected);
        }
    }

    #[test]
    fn what_no_package_can_be_named_is_refused() {
        for folder in ["../9lives", "a b", "..", "über"] {
            let error = Name::of(Path::new(folder)).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.starts_with("no package can be named"), "{folder}: {error}");
        }
    }
}
