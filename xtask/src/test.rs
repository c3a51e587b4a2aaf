//! Everything that must hold, the quickest to fail first.
//!
//! The steps share what they compile: the lints and the documentation one set of checked crates, and all that runs one
//! build of the whole workspace with its tests, so that cargo chooses the same features each time.

use anyhow::Result;
use xtask_start::process;

use crate::selection::{Scope, Selection};
use crate::steps::Steps;
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use crate::{bench, browser, bundle, partners, scale, starter, tidy, typescript, wasm_tree};

/// Runs the selected steps and prints how long each took.
pub(crate) fn run(workspace: &Workspace, selection: &Selection) -> Result<()> {
    timed(|steps| match selection.scope {
        Scope::Everything => all(workspace, selection, steps),
        Scope::Quick => quick(workspace, selection, steps),
        Scope::Named(_) => named(workspace, selection, steps),
    })
}

/// Runs the steps with the tools of partners alone.
pub(crate) fn partners(workspace: &Workspace) -> Result<()> {
    workspace.build(&["todos-server", "realworld"])?;
    workspace.cargo("build --workspace --example constructs")?;
    timed(|steps| with_tools_of_partners(workspace, steps))
}

fn timed(run: impl FnOnce(&mut Steps) -> Result<()>) -> Result<()> {
    let mut steps = Steps::default();
    let done = run(&mut steps);
    steps.print();
    done
}

fn all(workspace: &Workspace, selection: &Selection, steps: &mut Steps) -> Result<()> {
    at_once(workspace, steps)?;
    steps.take("no server in the browser", || wasm_tree::check(workspace))?;
    lints(workspace, steps)?;
    steps.take("lints for the browser", || lint_for_browser(workspace))?;
    steps.take("lints of each half", || lint_halves(workspace))?;
    steps.take("documentation", || document(workspace))?;
    with_bundle(workspace, selection, steps)?;
    steps.take("build", || workspace.cargo("build --workspace --lib --bins --tests --benches --example constructs"))?;
    with_tools_of_partners(workspace, steps)?;
    steps.take("TypeScript", || typescript::run(workspace))?;
    steps.take("ceilings of a call and a page", || bench::ceilings(workspace))?;
    with_browser(workspace, selection, steps)?;
    steps.take("a project of one's own", || starter::check(workspace))?;
    steps.take("servers of others", || scale::servers(workspace))?;
    tests(workspace, selection, steps)
}

fn quick(workspace: &Workspace, selection: &Selection, steps: &mut Steps) -> Result<()> {
    at_once(workspace, steps)?;
    lints(workspace, steps)?;
    tests(workspace, selection, steps)
}

fn named(workspace: &Workspace, selection: &Selection, steps: &mut Steps) -> Result<()> {
    with_bundle(workspace, selection, steps)?;
    if selection.asks_for("starter") {
        steps.take("a project of one's own", || starter::check(workspace))?;
    }
    if selection.asks_for("typescript") || selection.asks_for("react") {
        steps.take("TypeScript", || typescript::run(workspace))?;
    }
    with_browser(workspace, selection, steps)?;
    tests(workspace, selection, steps)
}

/// The steps that compile nothing.
fn at_once(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    steps.take("format", || workspace.cargo("fmt --all --check"))?;
    steps.take("tidy", || tidy::run(workspace))
}

fn lints(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    steps.take("lints", || lint(workspace, "--workspace --all-targets"))
}

fn with_bundle(workspace: &Workspace, selection: &Selection, steps: &mut Steps) -> Result<()> {
    let build = || bundle::tested().try_for_each(|folder| bundle::build(workspace, folder).map(drop));
    if selection.has_browser { steps.take("browser bundles", build) } else { Ok(()) }
}

fn with_browser(workspace: &Workspace, selection: &Selection, steps: &mut Steps) -> Result<()> {
    if selection.has_browser { steps.take("browser", || browser::ensure(workspace)) } else { Ok(()) }
}

fn tests(workspace: &Workspace, selection: &Selection, steps: &mut Steps) -> Result<()> {
    steps.take("tests", || test(workspace, selection))
}

fn with_tools_of_partners(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    steps.take("OpenAPI documents", || partners::documents(workspace))?;
    steps.take("partner in TypeScript", || partners::typescript(workspace))?;
    steps.take("clients in TypeScript", || partners::clients(workspace))?;
    steps.take("schemathesis", || partners::schemathesis(workspace))
}

fn lint(workspace: &Workspace, what: &str) -> Result<()> {
    workspace.cargo(&format!("clippy {what} -- -D warnings"))
}

fn lint_for_browser(workspace: &Workspace) -> Result<()> {
    wasm_target::ensure(workspace)?;
    lint(
        workspace,
        &format!(
            "-p trifold -p trifold-client-wasm -p todos-api -p todos-web -p trifold-page -p realworld-api -p realworld-web --target {TARGET}"
        ),
    )
}

/// The runtime with neither half and with one. With both it is a part of the whole workspace.
fn lint_halves(workspace: &Workspace) -> Result<()> {
    lint(workspace, "-p trifold")?;
    lint(workspace, "-p trifold --features server")?;
    lint(workspace, "-p trifold --features client")?;
    lint(workspace, &format!("-p trifold --features forms --target {TARGET}"))
}

fn document(workspace: &Workspace) -> Result<()> {
    let words = ["doc", "--workspace", "--no-deps"];
    process::run(workspace.program("cargo").args(words).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Tests of all crates, documentation tests included. Those in the browser learn here where the pages are.
fn test(workspace: &Workspace, selection: &Selection) -> Result<()> {
    let mut tests = workspace.program("cargo");
    tests.args(selection.test_words()).env("BUNDLES", workspace.bundle("")).env("TRIFOLD_NODES", typescript::nodes(workspace));
    process::run(&mut tests)
}
