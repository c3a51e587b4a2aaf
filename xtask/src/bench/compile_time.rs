//! The compile time of 100 methods, beside the same calls as axum handlers, in ratios.

use super::measure::{Crate, Step};
use super::{source, tables};
use crate::workspace::Workspace;
use anyhow::Result;

/// Number of calls of each crate.
const CALLS: usize = 100;

/// Number of measurements of each step. The median counts.
const ROUNDS: usize = 3;

/// Measures, prints, and writes the table.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let folder = workspace.built("bench");
    source::write(workspace, &folder, CALLS, &["server", "client"])?;
    let (folded, by_hand) = (Crate::new(&folder, "folded"), Crate::new(&folder, "by_hand"));
    let mut rows = Vec::new();
    for step in Step::all() {
        let (ours, theirs) = compare(&folded, &by_hand, step)?;
        println!("{:<44} {ours:>6.2} {theirs:>6.2} {:>6.2}", step.name(), ours / theirs);
        rows.push(vec![step.name(), format!("{ours:.2} s"), format!("{theirs:.2} s"), format!("{:.2}", ours / theirs)]);
    }
    tables::put(workspace, "builds", &["user seconds, median of three", "Trifold", "handlers", "ratio"], &rows)
}

fn compare(ours: &Crate, theirs: &Crate, step: Step) -> Result<(f64, f64)> {
    ours.prepare(step)?;
    theirs.prepare(step)?;
    let mut seconds = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        seconds.0.push(ours.measure(step, round)?);
        seconds.1.push(theirs.measure(step, round)?);
    }
    Ok((median(seconds.0), median(seconds.1)))
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}
