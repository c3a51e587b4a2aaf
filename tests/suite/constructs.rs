//! The client that progenitor generates of every construct: from the document that is served, without what progenitor does not take.

use crate::support::{golden, leave_out};
use anyhow::Result;
use serde_json::Value;
use std::sync::Arc;

#[path = "../partners/constructs/library.rs"]
mod library;
#[path = "../partners/constructs/shelf.rs"]
mod shelf;

/// After a change that is meant: `TRIFOLD_BLESS=1 cargo test --workspace --test suite constructs`, and read the diff.
#[test]
fn the_client_of_the_constructs_is_generated_from_what_is_served() -> Result<()> {
    let documents = library::server(Arc::new(shelf::Shelf::new()?)).documents()?;
    let newest = documents.into_iter().find(|published| published.version == Some(2)).map(|published| published.older);
    let mut document = newest.unwrap_or_default();
    assert_eq!(leave_out(&mut document, is_not_taken), ["Library_cover", "Library_search"]);
    golden("partners/rust/constructs.json", &(serde_json::to_string_pretty(&document)? + "\n"));
    Ok(())
}

/// progenitor knows no multipart body, and no list in a header.
fn is_not_taken(operation: &Value) -> bool {
    let is_list = |parameter: &Value| parameter["in"] == "header" && parameter["schema"]["type"] == "array";
    let has_list = operation["parameters"].as_array().is_some_and(|parameters| parameters.iter().any(is_list));
    has_list || operation["requestBody"]["content"].get("multipart/form-data").is_some()
}
