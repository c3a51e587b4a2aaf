//! What a call costs at run time, in instructions, beside the same call as an axum handler written by hand.
//!
//! In: nothing but `benches/`, and valgrind. Out: a table. Each call is made often and twice as often; the difference, less what it takes to make
//! the request, is the call. So neither the start nor the harness counts, and the numbers are the same on a machine that others use.

use crate::process;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::path::Path;

const CALLS: [&str; 3] = ["action", "read", "write"];

/// How often each call is made; and once more twice as often.
const TIMES: u64 = 500;

/// Measures and prints.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    if !process::exists("valgrind")? {
        bail!("valgrind is missing: `apt-get install valgrind`");
    }
    let mut build = workspace.program("cargo");
    process::run(build.args(["build", "--release", "-p", "trifold-benches"]).env("CARGO_PROFILE_RELEASE_DEBUG", "line-tables-only"))?;
    let program = workspace.built("release/trifold-benches");
    println!("{:<8} {:>9} {:>9} {:>9} {:>9} {:>9}", "a call", "trifold", "checked", "ratio", "bare", "ratio");
    for call in CALLS {
        let asking = each(workspace, &program, "nobody", call)?;
        let [ours, checked, bare] = ["folded", "checked", "bare"].map(|subject| each(workspace, &program, subject, call));
        let (ours, checked, bare) = (ours? - asking, checked? - asking, bare? - asking);
        println!("{call:<8} {ours:>9.0} {checked:>9.0} {:>9.2} {bare:>9.0} {:>9.2}", ours / checked, ours / bare);
    }
    Ok(())
}

/// The instructions of one call.
fn each(workspace: &Workspace, program: &Path, subject: &str, call: &str) -> Result<f64> {
    let [once, twice] = [TIMES, 2 * TIMES].map(|times| instructions(workspace, program, [subject, call, &times.to_string()]));
    Ok((twice? - once?) / TIMES as f64)
}

/// The instructions of a run, as callgrind's summary says.
fn instructions(workspace: &Workspace, program: &Path, words: [&str; 3]) -> Result<f64> {
    let file = workspace.built(&format!("bench/callgrind.{}", words.join(".")));
    std::fs::create_dir_all(workspace.built("bench"))?;
    let mut valgrind = workspace.program("valgrind");
    valgrind.args(["--quiet", "--tool=callgrind"]).arg(format!("--callgrind-out-file={}", file.display())).arg(program).args(words);
    process::run(&mut valgrind)?;
    let profile = std::fs::read_to_string(&file)?;
    let total = profile.lines().find_map(|line| line.strip_prefix("summary: ").or(line.strip_prefix("totals: ")));
    total.and_then(|total| total.trim().parse().ok()).with_context(|| format!("{} has no sum", file.display()))
}
