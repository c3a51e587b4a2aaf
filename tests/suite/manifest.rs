//! The surface of the example, held in a file: a new public endpoint is seen in review.

use todos_server::{Config, site};

/// After a change that is meant: `TRIFOLD_BLESS=1 cargo test -p trifold-tests --test suite manifest`, and read the diff.
#[test]
fn the_examples_manifest_is_as_reviewed() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let config = Config { database: folder.path().join("todos.db"), assets: None, https: false };
    let manifest = site(&config)?.manifest();
    crate::support::golden("../examples/todos/server/manifest.txt", &format!("{manifest}\n"));
    let rows = serde_json::to_value(&manifest)?;
    let row = rows.as_array().and_then(|rows| rows.iter().find(|row| row["method"] == "Todos.create" && row["fold"] == "rest"));
    let row = row.cloned().unwrap_or_default();
    assert_eq!((&row["path"], &row["contexts"][0], &row["idempotent"]), (&"POST /api/v1/todos".into(), &"User".into(), &true.into()));
    Ok(())
}
