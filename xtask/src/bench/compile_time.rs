//! The compile time of 100 methods, in ratios.

use super::measure::{Crate, Step};
use super::source;
use crate::workspace::Workspace;
use anyhow::Result;

/// How often each step is measured. The median counts.
const ROUNDS: usize = 3;

/// Measures and prints.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let folder = workspace.built("bench");
    source::write(workspace, &folder)?;
    let (folded, by_hand) = (Crate::new(&folder, "folded"), Crate::new(&folder, "by_hand"));
    println!("{:<28} {:>10} {:>10} {:>7}", "user seconds, median", "trifold", "by hand", "ratio");
    for step in Step::ALL {
        let (ours, theirs) = compare(&folded, &by_hand, step)?;
        println!("{:<28} {ours:>10.2} {theirs:>10.2} {:>7.2}", step.name(), ours / theirs);
    }
    Ok(())
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
