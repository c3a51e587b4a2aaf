//! The programs of `benches/`: each built by itself, and asked for the same two things.

use super::callgrind::{self, Work};
use crate::workspace::Workspace;
use anyhow::Result;
use std::path::PathBuf;
use xtask_start::process;

/// Number of calls; and once more twice as many. So neither the start nor the end of a program counts.
const TIMES: u64 = 200;

/// A program of `benches/`, or one way to call it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contender {
    pub(super) title: &'static str,
    pub(super) package: &'static str,
    /// The first word of its command line, where it takes one.
    pub(super) variant: Option<&'static str>,
}

/// The calls.
pub(super) const CALLS: [&str; 2] = ["create", "get"];

impl Contender {
    pub(super) const fn new(title: &'static str, package: &'static str, variant: Option<&'static str>) -> Self {
        Self { title, package, variant }
    }

    /// Builds it with the profile that users ship.
    pub(super) fn build(&self, workspace: &Workspace) -> Result<()> {
        let mut cargo = workspace.program("cargo");
        let words = ["build", "--quiet", "--release", "--manifest-path=benches/Cargo.toml", "--package", self.package];
        process::run(cargo.args(words).arg("--target-dir").arg(workspace.built("benches")))
    }

    pub(super) fn program(&self, workspace: &Workspace) -> PathBuf {
        workspace.built("benches/release").join(format!("{}{}", self.package, std::env::consts::EXE_SUFFIX))
    }

    /// The cost of one call, less what it takes to make the request.
    pub(super) fn cost(&self, workspace: &Workspace, call: &str) -> Result<Work> {
        Ok(self.each(workspace, "call", call)? - self.each(workspace, "make", call)?)
    }

    /// The cost of building its server.
    pub(super) fn start(&self, workspace: &Workspace) -> Result<Work> {
        let program = self.program(workspace);
        let count = |times: u64| callgrind::count(workspace, &program, &["build", &times.to_string()]);
        Ok((count(2 * TIMES)? - count(TIMES)?).each(TIMES))
    }

    fn each(&self, workspace: &Workspace, what: &str, call: &str) -> Result<Work> {
        let program = self.program(workspace);
        let count = |times: u64| {
            let times = times.to_string();
            let words: Vec<_> = self.variant.into_iter().chain([what, call, &times]).collect();
            callgrind::count(workspace, &program, &words)
        };
        Ok((count(2 * TIMES)? - count(TIMES)?).each(TIMES))
    }

    /// The request of a call, as HTTP/1.1 has it.
    pub(super) fn request(&self, workspace: &Workspace, call: &str) -> Result<String> {
        let program = self.program(workspace);
        process::output(workspace.program(&program.to_string_lossy()).args(self.variant).args(["text", call]))
    }
}
