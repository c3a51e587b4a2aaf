//! What a page must not load: the server half, and HTTP libraries beside the browser's own.

use anyhow::{Result, bail};
use xtask_start::process;

use crate::wasm_target::TARGET;
use crate::workspace::Workspace;

/// Crates that have no business in a browser.
const FORBIDDEN: [&str; 5] = ["axum", "tokio", "hyper", "reqwest", "url"];

/// Looks through all that `todos-web` is linked from.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let words = ["tree", "--package=todos-web", "--target", TARGET, "--edges=normal", "--prefix=none"];
    let tree = process::output(workspace.program("cargo").args(words))?;
    let found = forbidden(&tree);
    if !found.is_empty() {
        bail!("the browser bundle is linked from {}: see `cargo tree -p todos-web --target {TARGET}`", found.join(", "));
    }
    println!("none of {} is in the browser bundle", FORBIDDEN.join(", "));
    Ok(())
}

/// The forbidden crates in a tree whose lines start with a crate's name.
fn forbidden(tree: &str) -> Vec<&'static str> {
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    FORBIDDEN.into_iter().filter(|name| names.contains(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::forbidden;

    #[test]
    fn a_crate_is_known_by_its_whole_name() {
        let tree = "todos-web v0.1.0 (/todos/web)\nserde v1.0.0\ntokio v1.0.0\nurlencoding v2.0.0\ntokio v1.0.0 (*)\n";
        assert_eq!(forbidden(tree), ["tokio"]);
        assert!(forbidden("todos-web v0.1.0 (/tokio/axum)\n").is_empty());
    }
}
