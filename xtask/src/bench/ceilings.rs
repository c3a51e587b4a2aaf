//! The most that a call and a page may cost, held against what they do cost: `benches/ceilings.txt`.
//!
//! In: measured numbers. Out: an error for one that is more than 3 % above its ceiling, and a line for one that is more than 3 % below.

use super::callgrind;
use super::contender::Contender;
use super::{page, socket};
use crate::bytes_by_cause;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};

const FILE: &str = "benches/ceilings.txt";

/// Tolerance of a number around its ceiling.
const SLACK: f64 = 0.03;

/// The calls that are counted: a name, the way, the call.
const COUNTED: [(&str, &str, &str); 3] = [("action", "action", "create"), ("read", "route", "get"), ("write", "route", "create")];

/// The calls that are counted over a socket, the server with all of `serve`.
const SERVED: [(&str, &str, &str); 2] = [("served action", "action", "create"), ("served read", "route", "get")];

/// Counts the instructions and allocations of a call, and the instructions of building the server.
pub(crate) fn calls(workspace: &Workspace) -> Result<()> {
    callgrind::ensure(workspace)?;
    let mut measured = Vec::new();
    for (name, variant, call) in COUNTED {
        let contender = Contender::new(name, "bench-trifold", Some(variant));
        contender.build(workspace)?;
        let work = contender.cost(workspace, call)?;
        measured.push((format!("{name} instructions"), work.instructions));
        measured.push((format!("{name} allocations"), work.allocations));
    }
    let start = Contender::new("start", "bench-trifold", None).start(workspace)?;
    measured.push(("start instructions".to_owned(), start.instructions));
    for (name, variant, call) in SERVED {
        let instructions = socket::cost(workspace, &Contender::new(name, "bench-trifold", Some(variant)), call)?;
        measured.push((format!("{name} instructions"), instructions));
    }
    hold(workspace, &measured)
}

/// Measures the page of two methods and what a store adds to it, and sees that there is nothing of streams in it, of which it has none.
pub(crate) fn page(workspace: &Workspace) -> Result<()> {
    let (page, bytes) = page::two_methods(workspace)?;
    let named = page.keep_names().out(workspace.built("bundle/named")).build()?;
    bytes_by_cause::has_no_streams(&named.folder().join(named.wasm()))?;
    let (_, with_store) = page::with_store(workspace)?;
    let store = with_store.saturating_sub(bytes);
    hold(workspace, &[("page bytes".to_owned(), bytes as f64), ("store bytes".to_owned(), store as f64)])
}

fn hold(workspace: &Workspace, measured: &[(String, f64)]) -> Result<()> {
    let text = std::fs::read_to_string(workspace.source(FILE)).with_context(|| format!("{FILE} is missing"))?;
    compare(&text, measured)
}

/// Compares numbers with the lines of their ceilings.
fn compare(text: &str, measured: &[(String, f64)]) -> Result<()> {
    let mut above = Vec::new();
    for (name, value) in measured {
        let ceiling = ceiling(text, name).with_context(|| format!("{FILE} has no line `{name} {value:.0}`"))?;
        let ratio = value / ceiling;
        println!("{name:<20} {value:>8.0}, {:+.1} % to its ceiling", (ratio - 1.0) * 100.0);
        match ratio {
            ratio if ratio > 1.0 + SLACK => above.push(format!("{name} {value:.0}, where {ceiling:.0} is the ceiling")),
            ratio if ratio < 1.0 - SLACK => println!("  lower its ceiling: write `{name} {value:.0}` into {FILE}"),
            _ => {}
        }
    }
    if above.is_empty() {
        return Ok(());
    }
    bail!("dearer than it was: {}; find out why, or raise the ceiling in {FILE} and say what for", above.join("; "))
}

/// The number behind a name.
fn ceiling(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{ceiling, compare};

    #[test]
    fn a_ceiling_is_the_number_behind_its_name() {
        let text = "# of a call\naction instructions 12800\naction allocations 15\n";
        assert_eq!((ceiling(text, "action instructions"), ceiling(text, "action allocations")), (Some(12800.0), Some(15.0)));
        assert_eq!(ceiling(text, "action"), None);
    }

    #[test]
    fn what_is_dearer_than_its_ceiling_fails() {
        let costs = |bytes| compare("store bytes 10000\n", &[("store bytes".to_owned(), bytes)]);
        assert!(costs(10_299.0).is_ok() && costs(9_000.0).is_ok());
        assert!(costs(10_301.0).unwrap_err().to_string().contains("store bytes 10301, where 10000 is the ceiling"));
        assert!(compare("page bytes 1\n", &[("store bytes".to_owned(), 1.0)]).is_err(), "a number without a ceiling");
    }
}
