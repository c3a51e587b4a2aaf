//! What changes an action's id: a table of edits (`tests/fixtures/pairs`), read on this machine and for the browser.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use trifold_pairs::{EDITS, Must, ids};

const BROWSER: &str = "wasm32-unknown-unknown";

#[test]
fn each_edit_does_what_it_must() {
    let wrong: Vec<_> = EDITS.iter().filter(|edit| edit.does() != edit.must).collect();
    let lines: Vec<_> =
        wrong.iter().map(|edit| format!("{} must be {:?} and is {:?}: {}", edit.name, edit.must, edit.does(), edit.why)).collect();
    assert!(lines.is_empty(), "{} of {} edits:\n{}", lines.len(), EDITS.len(), lines.join("\n"));
}

#[test]
fn the_table_has_enough_of_each_kind() {
    let count = |must| EDITS.iter().filter(|edit| edit.must == must).count();
    let (stay, drift, change) = (count(Must::Stay), count(Must::Drift), count(Must::Change));
    assert!(stay >= 20 && drift >= 10 && change >= 40, "{stay} stay, {drift} drift, {change} change");
}

/// The fixture compiles for the browser only if its constants are those of this machine; and it does not if one is another.
#[test]
fn the_ids_are_the_same_in_a_browser() -> Result<()> {
    ensure!(has_browser_target()?, "the Rust target {BROWSER} is missing: install it with `rustup target add {BROWSER}`");
    let ours = ids();
    let built = build_for_browser(&ours)?;
    ensure!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let other = if ours.ends_with('A') { "Q" } else { "A" };
    let refused = build_for_browser(&format!("{}{other}", &ours[..ours.len() - 1]))?;
    let said = String::from_utf8_lossy(&refused.stderr);
    ensure!(!refused.status.success() && said.contains("the ids of this target are not those of the other"), "one id is wrong: {said}");
    Ok(())
}

/// Asks rustc itself, which may not come from rustup.
fn has_browser_target() -> Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let asked = Command::new(rustc).args(["--print", "target-libdir", "--target", BROWSER]).output().context("rustc does not start")?;
    Ok(asked.status.success() && Path::new(String::from_utf8_lossy(&asked.stdout).trim()).is_dir())
}

fn build_for_browser(expected: &str) -> Result<Output> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--quiet", "--package", "trifold-pairs", "--target", BROWSER]).current_dir(root()).env("TRIFOLD_PAIRS", expected);
    // What cargo tells a test of its own package, a build script of another would take for its own.
    for (key, _) in std::env::vars_os().filter(|(key, _)| key.to_str().is_some_and(|key| key.starts_with("CARGO_PKG_"))) {
        cargo.env_remove(key);
    }
    cargo.output().context("cargo does not start")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
