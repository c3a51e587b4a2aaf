//! The cost of a call at run time, beside the same call in other ways: in memory, and over a socket.

use super::callgrind;
use super::contender::{CALLS, Contender};
use super::{socket, tables};
use crate::workspace::Workspace;
use anyhow::Result;

/// The one that ratios are taken to.
const AXUM: Contender = Contender::new("axum by hand", "bench-axum", None);

/// Those that are asked in memory.
const IN_MEMORY: [Contender; 10] = [
    Contender::new("hyper and serde_json, no router", "bench-hyper", None),
    AXUM,
    Contender::new("`server_fn` (leptos)", "bench-server_fn", None),
    Contender::new("poem-openapi", "bench-poem", None),
    Contender::new("**Trifold, action**", "bench-trifold", Some("action")),
    Contender::new("**Trifold, route**", "bench-trifold", Some("route")),
    Contender::new("Trifold on an axum router, action", "bench-trifold", Some("action-router")),
    Contender::new("Trifold on an axum router, route", "bench-trifold", Some("route-router")),
    Contender::new("Trifold with spans, action", "bench-trifold", Some("action-spans")),
    Contender::new("Trifold with spans, route", "bench-trifold", Some("route-spans")),
];

/// Those that are asked over a socket.
const SERVED: [Contender; 4] = [IN_MEMORY[0], AXUM, IN_MEMORY[4], IN_MEMORY[5]];

/// Measures, prints, and writes both tables.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    callgrind::ensure(workspace)?;
    IN_MEMORY.iter().try_for_each(|contender| contender.build(workspace))?;
    in_memory(workspace)?;
    served(workspace)
}

fn in_memory(workspace: &Workspace) -> Result<()> {
    let cost = |contender: &Contender| -> Result<_> { Ok([contender.cost(workspace, CALLS[0])?, contender.cost(workspace, CALLS[1])?]) };
    let axum = cost(&AXUM)?;
    let mut rows = Vec::new();
    for contender in IN_MEMORY {
        let mut row = vec![contender.title.to_owned()];
        for (work, axum) in cost(&contender)?.iter().zip(axum) {
            row.push(format!("{:.0}", work.instructions));
            row.push(format!("{:.2}", work.instructions / axum.instructions));
            row.push(format!("{:.0}", work.allocations));
        }
        rows.push(row);
    }
    tables::put(workspace, "in memory", &["", "create", "x axum", "allocations", "get", "x axum", "allocations"], &rows)
}

fn served(workspace: &Workspace) -> Result<()> {
    let cost = |contender: &Contender| -> Result<_> {
        Ok([socket::cost(workspace, contender, CALLS[0])?, socket::cost(workspace, contender, CALLS[1])?])
    };
    let axum = cost(&AXUM)?;
    let mut rows = Vec::new();
    for contender in SERVED {
        let mut row = vec![contender.title.to_owned()];
        for (instructions, axum) in cost(&contender)?.iter().zip(axum) {
            row.extend([format!("{instructions:.0}"), format!("{:.2}", instructions / axum)]);
        }
        rows.push(row);
    }
    tables::put(workspace, "over a socket", &["", "create", "x axum", "get", "x axum"], &rows)
}
