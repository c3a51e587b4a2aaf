//! The client that progenitor generates of every construct: from the document that is served, without what progenitor does not take.

use crate::progenitor;
use anyhow::Result;
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
    assert_eq!(progenitor::hold("constructs.json", &mut document)?, ["Library_cover", "Library_search"]);
    Ok(())
}
