//! The time until a page has again what its write made stale, over a slow line: the read behind the write, and in its flight.

use super::contender::Contender;
use super::tables;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use xtask_start::process;

const FLIGHT: Contender = Contender::new("a write and its read", "bench-flight", None);

/// Measures, prints, and writes the table.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    FLIGHT.build(workspace)?;
    let printed = process::output(&mut workspace.program(&FLIGHT.program(workspace).to_string_lossy()))?;
    let time_of = |name: &str| {
        let time = printed.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        time.map(|time| format!("{time} ms")).with_context(|| format!("the program does not say `{name}`"))
    };
    let rows = [("one after the other", "apart"), ("in one flight", "together")];
    let rows = rows.into_iter().map(|(title, name)| Ok(vec![title.to_owned(), time_of(name)?])).collect::<Result<Vec<_>>>()?;
    tables::put(workspace, "flight", &["a write and its read", "over a line of 200 ms"], &rows)
}
