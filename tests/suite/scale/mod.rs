//! Servers behind one proxy, with and without what they share: each figure beside that of servers that share nothing.
//!
//! Short here; `cargo xtask scale` runs the long form and prints the table.

mod builds;
mod keys;
mod nodes;
mod outages;
mod rates;
mod restarts;

/// So many times as much is done as in the test run.
pub(crate) fn times() -> usize {
    std::env::var("TRIFOLD_SCALE").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}
