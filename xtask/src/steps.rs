//! Steps one after another, until the first that fails, and a table of how long each took.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The steps that were taken so far.
#[derive(Default)]
pub(crate) struct Steps {
    taken: Vec<(&'static str, Duration)>,
}

impl Steps {
    /// Takes a step under a heading, and keeps its time, also when it fails.
    pub(crate) fn take(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) -> Result<()> {
        println!("\n== {name}");
        let start = Instant::now();
        let done = step();
        self.taken.push((name, start.elapsed()));
        done.context(name)
    }

    /// Prints the table.
    pub(crate) fn print(&self) {
        println!();
        for (name, time) in &self.taken {
            println!("{name:<32} {:>7.1} s", time.as_secs_f64());
        }
        let total: Duration = self.taken.iter().map(|(_, time)| time).sum();
        println!("{:<32} {:>7.1} s", "in all", total.as_secs_f64());
    }
}
