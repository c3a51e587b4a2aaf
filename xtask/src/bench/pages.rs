//! The pages of all clients, in bytes.

use super::page::{self, Client};
use super::tables;
use crate::workspace::Workspace;
use anyhow::Result;

/// Number of methods that the smaller and the larger page of a client call.
const METHODS: [usize; 2] = [2, 22];

/// Measures, prints, and writes the table.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let mut rows = Vec::new();
    for client in Client::ALL {
        let bytes = |methods| page::measure(workspace, client, methods);
        let [few, many] = [bytes(METHODS[0])?, bytes(METHODS[1])?];
        let each = many.saturating_sub(few) / (METHODS[1] - METHODS[0]);
        rows.push(vec![client.name().to_owned(), few.to_string(), many.to_string(), each.to_string()]);
    }
    tables::put(workspace, "pages", &["client", "2 methods", "22 methods", "a further method"], &rows)
}
