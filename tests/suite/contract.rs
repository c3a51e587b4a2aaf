//! The contract gate over real services: a version is written once, additions pass, and what breaks somebody says whom.

use std::fs;
use std::path::Path;
use trifold::contract::{self, Broken, Level};
use trifold::server::Server;

/// The API as it was published.
mod published {
    #[trifold::model]
    pub(crate) struct Book {
        pub(crate) id: u64,
        pub(crate) title: String,
    }

    #[trifold::service]
    pub(crate) trait Books {
        #[get("/books/{id}")]
        async fn find(&self, id: u64) -> Book;
    }

    pub(crate) struct Shelf;

    impl Books for Shelf {
        async fn find(&self, id: u64) -> Book {
            Book { id, title: String::new() }
        }
    }
}

/// The same with a field and a method more.
mod extended {
    #[trifold::model]
    pub(crate) struct Book {
        pub(crate) id: u64,
        pub(crate) title: String,
        pub(crate) pages: Option<u32>,
    }

    #[trifold::service]
    pub(crate) trait Books {
        #[get("/books/{id}")]
        async fn find(&self, id: u64) -> Book;

        #[get("/books")]
        async fn list(&self) -> Vec<Book>;
    }

    pub(crate) struct Shelf;

    impl Books for Shelf {
        async fn find(&self, id: u64) -> Book {
            Book { id, title: String::new(), pages: None }
        }

        async fn list(&self) -> Vec<Book> {
            Vec::new()
        }
    }
}

fn published() -> Server {
    Server::new().add_service(published::BooksServer::new(published::Shelf))
}

fn extended() -> Server {
    Server::new().add_service(extended::BooksServer::new(extended::Shelf))
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("api-v1.json")).unwrap_or_default()
}

#[test]
fn a_version_is_written_once_and_additions_on_request() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let contracts = folder.path().join("contracts");
    assert!(contract::check(&contracts).try_of(&published())?.is_empty());
    let first = text(&contracts);
    assert!(first.contains("/api/v1/books/{id}") && first.ends_with("}\n"));

    let changes = contract::check(&contracts).try_of(&extended())?;
    let said: Vec<_> = changes.iter().map(ToString::to_string).collect();
    assert!(changes.iter().all(|change| change.level == Level::Compatible), "{said:?}");
    assert!(said.contains(&"GET /api/v1/books: is new".to_owned()), "{said:?}");
    assert!(said.contains(&"GET /api/v1/books/{id}, answer 200, /pages: is new".to_owned()), "{said:?}");
    assert_eq!(text(&contracts), first, "an addition is not recorded by itself");

    contract::check(&contracts).record().try_of(&extended())?;
    assert!(contract::check(&contracts).try_of(&extended())?.is_empty());
    Ok(())
}

#[test]
fn what_breaks_callers_fails_and_is_never_recorded() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    contract::check(folder.path()).of(&extended());
    let before = text(folder.path());
    let broken = contract::check(folder.path()).record().try_of(&published()).expect_err("a method and a field are gone").to_string();
    assert!(broken.starts_with("2 changes would break callers of the published API:"), "{broken}");
    assert!(broken.contains("\n  GET /api/v1/books: is gone; whoever calls it gets 404"), "{broken}");
    assert!(broken.contains("\n  GET /api/v1/books/{id}, answer 200, /pages: is gone; a caller that reads it finds nothing"), "{broken}");
    assert_eq!(text(folder.path()), before);
    Ok(())
}

#[test]
fn a_version_that_nothing_serves_any_more_is_named() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("api-v0.json"), "{}")?;
    assert!(matches!(contract::check(folder.path()).try_of(&published()), Err(Broken::Gone(path)) if path.ends_with("api-v0.json")));
    Ok(())
}

/// The example's own contract. After an addition: `TRIFOLD_CONTRACT=record cargo test -p trifold-tests --test suite contract`.
#[test]
fn the_example_keeps_what_it_published() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let app = todos_server::App::open(&folder.path().join("todos.db"))?;
    let server = Server::new().add_service(todos_api::TodosServer::new(app));
    contract::check("../examples/todos/server/contracts").of(&server);
    Ok(())
}
