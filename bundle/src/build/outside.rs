//! A project outside of this repository: one that depends on Trifold by path, and makes its bundle by the command.

use super::run;
use crate::{Assets, Error};
use std::fs;
use std::path::{Path, PathBuf};

const CODE: &str = r#"
//! A page.
use wasm_bindgen::prelude::wasm_bindgen;

#[trifold::service]
pub trait Greetings {
    async fn greet(&self, name: String) -> String;
}

#[wasm_bindgen(inline_js = "export function shout(text) { return text + 'TIMES'; }")]
extern "C" {
    fn shout(text: &str) -> String;
}

/// Greets.
#[wasm_bindgen]
pub async fn greet(name: String) -> String {
    let greetings = GreetingsClient::new(trifold_client_wasm::Fetch::same_origin());
    shout(&greetings.greet(name).await.unwrap_or_default())
}
"#;

/// As the pages of `cargo xtask bench pages`, whose target folder this project uses.
const PROFILE: &str = "opt-level = \"z\"\nlto = \"fat\"\npanic = \"abort\"\ncodegen-units = 1\nstrip = \"none\"\n";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn project(folder: &Path, times: &str) {
    let path = |name: &str| repository().join(name).display().to_string();
    let (runtime, client) = (path("runtime"), path("client-wasm"));
    let manifest = format!(
        "[package]\nname = \"outside-web\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[lib]\ncrate-type = [\"cdylib\"]\n[workspace]\n\
         [dependencies]\ntrifold = {{ path = {runtime:?} }}\ntrifold-client-wasm = {{ path = {client:?} }}\nwasm-bindgen = \"0.2\"\nwasm-bindgen-futures = \"0.4\"\n\
         [profile.release]\n{PROFILE}"
    );
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::create_dir_all(folder.join("assets")).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("src/lib.rs"), CODE.replace("TIMES", times)).unwrap();
    fs::write(folder.join("assets/style.css"), "body { margin: 0 }").unwrap();
    fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

fn command(folder: &Path) -> Result<Assets, Error> {
    let at = |name: &str| folder.join(name).display().to_string();
    let target = repository().join("target/bench/pages/target").display().to_string();
    run([folder.display().to_string(), "--assets".into(), at("assets"), "--out".into(), at("dist"), "--target-dir".into(), target])
}

#[test]
fn a_project_outside_of_the_repository_bundles_in_one_command() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path(), "!");
    let first = command(folder.path()).unwrap();
    let names: Vec<_> = first.paths().map(|path| path.split_once('/').unwrap().1.to_owned()).collect();
    assert!(
        ["outside_web.js", "outside_web_bg.wasm", "start.js", "style.css"].iter().all(|name| names.iter().any(|other| other == name)),
        "{names:?}"
    );
    assert!(names.iter().any(|name| name.starts_with("snippets/")), "{names:?}");
    assert!(first.paths().all(|path| first.folder().join(path).is_file()));
    assert_eq!(
        first.path("style.css").map(|path| first.folder().join(path)).and_then(|path| fs::read_to_string(path).ok()).unwrap(),
        "body { margin: 0 }"
    );

    let made = fs::metadata(folder.path().join("dist/manifest.json")).unwrap().modified().unwrap();
    let again = command(folder.path()).unwrap();
    assert_eq!(
        (again.script(), fs::metadata(folder.path().join("dist/manifest.json")).unwrap().modified().unwrap()),
        (first.script(), made)
    );

    // Another content has another name, and a page that is open still finds its files.
    project(folder.path(), "!!");
    let second = command(folder.path()).unwrap();
    assert_ne!(first.script(), second.script());
    assert!(first.paths().chain(second.paths()).all(|path| second.folder().join(path).is_file()));

    fs::remove_file(second.folder().join(second.start())).unwrap();
    assert!(matches!(Assets::open(folder.path().join("dist")), Err(Error::NoBundle { .. })));
}

#[test]
fn what_is_no_page_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(run([folder.path().display().to_string()]), Err(Error::NoCrate { .. })));
    let usage = run(["--optimise".to_owned(), "yes".to_owned()]).unwrap_err();
    assert!(usage.to_string().contains("--profile"), "{usage}");
}
