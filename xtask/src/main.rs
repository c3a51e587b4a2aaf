//! The project's own commands. In: one word. Out: a finished command, or one sentence about what is wrong.
//!
//! Each step brings what it needs, or says in one line what to install. Nothing is written outside the target folder,
//! except the demo's database.

mod bench;
mod browser;
mod bundle;
mod bytes_by_cause;
mod debian;
mod demo;
mod fuzz;
mod installed;
mod npm;
mod partners;
mod pip;
mod restarts;
mod scale;
mod selection;
mod starter;
mod steps;
mod test;
mod tidy;
mod typescript;
mod wasm_target;
mod wasm_tree;
mod workspace;

use std::process::ExitCode;

use crate::selection::Selection;
use crate::workspace::Workspace;

const USAGE: &str = "\
cargo xtask demo [address]   build the browser bundle and serve the todo app on http://127.0.0.1:3000, or elsewhere
cargo xtask new folder       make a project of your own: a copy of examples/starter
cargo xtask test    run everything: format, lints, documentation, all tests, the browser's too
cargo xtask test [filter] [--no-browser]   only the tests of this name (`typescript`: what its tools say too); without the browser and its bundle
cargo xtask test --quick   format, tidy, lints and unit tests
cargo xtask tidy    only the rules of the sources that no compiler holds: rooms, circles, faces, length, prose
cargo xtask wasm    build the browser bundles of the todo example and of a page of two methods, without a store and with one, and print their bytes by cause
cargo xtask wasm folder   make the browser bundle of the crate in a folder
cargo xtask partners   only what partners' tools say of the examples' OpenAPI documents
cargo xtask bench   all measurements, each beside what one would pick instead; writes the tables of docs/PERFORMANCE.md
cargo xtask bench speed   what a call costs, in instructions (valgrind)
cargo xtask bench growth [methods]   what it costs to build a server of 10 and 100 methods, and of more, in instructions (valgrind)
cargo xtask bench flight   how long a write takes until what it made stale is there again, over a slow line
cargo xtask bench pages   what a page loads, in bytes (npm)
cargo xtask bench build   what 100 methods cost the compiler
cargo xtask bench ceilings   hold a call and a page against benches/ceilings.txt
cargo xtask restarts [rounds]   restart two servers behind nginx in turn, a hundred times, while calls go on
cargo xtask scale [times]   run two servers with and without a Redis that they share, and print the figures of both; ten times what the tests do
cargo xtask fuzz [target] [seconds]   try what reads a peer's bytes, ten minutes each (nightly, cargo-fuzz)";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["demo"] => Workspace::find().and_then(|workspace| demo::run(&workspace, demo::ADDRESS)),
        ["demo", address] => Workspace::find().and_then(|workspace| demo::run(&workspace, address)),
        ["test", ref words @ ..] => Selection::read(words).and_then(|selection| test::run(&Workspace::find()?, &selection)),
        ["tidy"] => Workspace::find().and_then(|workspace| tidy::run(&workspace)),
        ["partners"] => Workspace::find().and_then(|workspace| test::partners(&workspace)),
        ["bench"] => Workspace::find().and_then(|workspace| bench::all(&workspace)),
        ["bench", "build"] => Workspace::find().and_then(|workspace| bench::build(&workspace)),
        ["bench", "flight"] => Workspace::find().and_then(|workspace| bench::flight(&workspace)),
        ["bench", "growth"] => Workspace::find().and_then(|workspace| bench::growth(&workspace, None)),
        ["bench", "growth", methods] => Workspace::find().and_then(|workspace| bench::growth(&workspace, Some(methods.parse()?))),
        ["bench", "pages"] => Workspace::find().and_then(|workspace| bench::pages(&workspace)),
        ["bench", "ceilings"] => Workspace::find().and_then(|workspace| bench::ceilings(&workspace)),
        ["bench", "speed"] => Workspace::find().and_then(|workspace| bench::speed(&workspace)),
        ["restarts"] => Workspace::find().and_then(|workspace| restarts::run(&workspace, "100")),
        ["restarts", rounds] => Workspace::find().and_then(|workspace| restarts::run(&workspace, rounds)),
        ["scale"] => Workspace::find().and_then(|workspace| scale::run(&workspace, "10")),
        ["scale", times] => Workspace::find().and_then(|workspace| scale::run(&workspace, times)),
        ["fuzz", ref words @ ..] => Workspace::find().and_then(|workspace| fuzz::run(&workspace, words)),
        ["wasm"] => Workspace::find().and_then(|workspace| wasm(&workspace)),
        ["wasm", folder] => Workspace::find().and_then(|workspace| bundle::build(&workspace, folder).map(drop)),
        _ => Err(anyhow::anyhow!("say what to do:\n\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Builds the bundles of the example and of a page of two methods, and says where their bytes are.
fn wasm(workspace: &Workspace) -> anyhow::Result<()> {
    bundle::build(workspace, bundle::TODOS)?;
    by_cause(workspace, bundle::of(workspace, &workspace.source(bundle::TODOS))?.profile("wasm"))?;
    let (page, bytes) = bench::two_methods(workspace)?;
    println!("a page of two methods: {bytes} bytes with brotli, its glue included");
    by_cause(workspace, page)?;
    let (page, with_store) = bench::with_store(workspace)?;
    println!("the same with a store: {} bytes more", with_store.saturating_sub(bytes));
    by_cause(workspace, page)
}

/// Says where the bytes of a bundle are. The functions of what the page loads have no names, so it is made once more.
fn by_cause(workspace: &Workspace, bundle: trifold_bundle::Bundle) -> anyhow::Result<()> {
    let named = bundle.keep_names().out(workspace.built("bundle/named")).build()?;
    bytes_by_cause::print(&named.folder().join(named.wasm()))
}
