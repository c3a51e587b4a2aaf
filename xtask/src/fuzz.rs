//! The fuzzers, each for a while. They need nightly and `cargo-fuzz`, which no other command does.

use anyhow::{Result, bail};
use xtask_start::process;

use crate::workspace::Workspace;

const TARGETS: [&str; 13] =
    ["action", "form_key", "origin", "path", "query", "multipart", "headers", "json", "frames", "events", "maps", "bodies", "request"];

/// The seconds that a target runs unless told otherwise.
const SECONDS: u32 = 600;

/// Runs one target, or all, one after another; the first finding ends it. New inputs stay in `target`, so that the corpus stays small.
pub(crate) fn run(workspace: &Workspace, words: &[&str]) -> Result<()> {
    let (targets, seconds) = match *words {
        [] => (TARGETS.to_vec(), SECONDS),
        [target] => (vec![target], SECONDS),
        [target, seconds] => (vec![target], seconds.parse()?),
        _ => bail!("write `cargo xtask fuzz [target] [seconds]`"),
    };
    if !process::exists("cargo-fuzz")? {
        bail!("cargo-fuzz is missing: `cargo install cargo-fuzz --locked`; it needs `rustup toolchain install nightly` too");
    }
    targets.into_iter().try_for_each(|target| fuzz(workspace, target, seconds))
}

fn fuzz(workspace: &Workspace, target: &str, seconds: u32) -> Result<()> {
    if !TARGETS.contains(&target) {
        bail!("there is no target `{target}`; there are {}", TARGETS.join(", "));
    }
    println!("\n== {target}, {seconds} s");
    let found = workspace.built(&format!("fuzz/{target}"));
    std::fs::create_dir_all(&found)?;
    let mut command = workspace.program("cargo");
    command.args(["+nightly", "fuzz", "run", target]).arg(found).arg(workspace.source(&format!("fuzz/corpus/{target}")));
    process::run(command.args(["--", "-max_len=4096", "-timeout=10"]).arg(format!("-max_total_time={seconds}")))
}
