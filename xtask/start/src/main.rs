//! The program behind `cargo xtask`. In: the words of a command. Out: a project of one's own, or what the package `xtask` does with them.
//!
//! A stranger's first command is `new`, so nothing is compiled for it that it does not need.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use xtask_start::{process, project};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("this package is two folders deep")?;
    match words {
        ["new", folder] => project::new(root, folder.as_ref()),
        ["new", ..] => anyhow::bail!("name one folder, which is not there yet: cargo xtask new ../notes"),
        _ => process::hand_over(process::program("cargo", &std::env::current_dir()?).args(["run", "--package", "xtask", "--"]).args(words)),
    }
}
