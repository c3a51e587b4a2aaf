//! A small service with one of everything.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use trifold::server::{Fold, Server};
use trifold::{ApiError, model, service};

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Book {
    pub(crate) id: u64,
    #[garde(length(chars, min = 1, max = 20))]
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) tags: Vec<String>,
    pub(crate) year: Option<i32>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Search {
    pub(crate) text: Option<String>,
    #[serde(default)]
    pub(crate) tag: Vec<String>,
    #[garde(range(max = 100))]
    pub(crate) limit: Option<u32>,
}

#[model]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Room {
    East,
    West,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub(crate) enum ShelfError {
    #[error("no book {id} in the {room:?} room")]
    #[status(404)]
    Missing { id: u64, room: Room },
    #[error("the shelf is full")]
    #[status(409)]
    Full,
    #[error("a plank broke")]
    #[status(500)]
    Broken(#[internal] String),
    #[error("{0} is not a shelf mark")]
    #[status(422)]
    Mark(String),
}

/// Books on a shelf.
#[service(version = 1, path = "/shelf")]
pub(crate) trait Shelf {
    type Reader;

    /// Finds a book in a room.
    #[get("/{room}/books/{id}")]
    async fn find(&self, room: Room, id: u64) -> Result<Book, ShelfError>;

    /// Searches.
    #[get("/books")]
    async fn search(&self, #[query] search: Search) -> Result<Vec<String>, ShelfError>;

    /// Counts, each argument a parameter of its own.
    #[get("/count")]
    async fn count(&self, from: Option<u32>, tag: Vec<String>, exact: bool) -> Result<String, ShelfError>;

    /// Adds a book.
    #[post("/books", status = 201)]
    async fn add(&self, #[context] reader: Self::Reader, book: Book) -> Result<Book, ShelfError>;

    /// Moves a book: several arguments in one body.
    #[put("/books/{id}/place")]
    async fn place(&self, id: u64, room: Room, note: Option<String>) -> Result<String, ShelfError>;

    /// Names a reader in a header.
    #[get("/greeting")]
    async fn greet(&self, #[header("x-reader")] reader: Option<String>, #[header("x-times")] times: u8) -> Result<String, ShelfError>;

    /// Removes a book.
    #[delete("/books/{id}")]
    async fn remove(&self, id: u64) -> Result<(), ShelfError>;

    /// Fails as told.
    #[post("/fail")]
    async fn fail(&self, how: String) -> Result<(), ShelfError>;

    /// A plain value: it cannot fail.
    #[get("/size")]
    async fn size(&self) -> u64;

    /// An action only.
    async fn shake(&self, #[context] reader: Self::Reader, times: u8, gently: bool) -> Result<String, ShelfError>;

    /// A route only.
    #[no_action]
    #[post("/hook")]
    async fn hook(&self, event: String) -> Result<String, ShelfError>;
}

/// Counts the calls that reach a method.
#[derive(Debug, Default)]
pub(crate) struct Library {
    pub(crate) calls: AtomicUsize,
}

/// Caller who sends `x-reader-key: open`; keeps the fold, to see that contexts can.
#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) fold: Fold,
}

impl FromRequestParts<Arc<Library>> for Reader {
    type Rejection = (StatusCode, [(&'static str, &'static str); 1]);

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Library>) -> Result<Self, Self::Rejection> {
        match parts.headers.get("x-reader-key").map(|key| key.as_bytes()) {
            Some(b"open") => Ok(Self { fold: parts.extensions.get::<Fold>().copied().expect("the dispatcher says which fold") }),
            _ => Err((StatusCode::UNAUTHORIZED, [("www-authenticate", "Key")])),
        }
    }
}

impl Library {
    fn called(&self) {
        self.calls.fetch_add(1, Ordering::SeqCst);
    }
}

impl Shelf for Library {
    type Reader = Reader;

    async fn find(&self, room: Room, id: u64) -> Result<Book, ShelfError> {
        self.called();
        match id {
            7 => Ok(Book { id, title: "Emma".to_owned(), tags: vec![], year: Some(1815) }),
            _ => Err(ShelfError::Missing { id, room }),
        }
    }

    async fn search(&self, search: Search) -> Result<Vec<String>, ShelfError> {
        self.called();
        let text = search.text.unwrap_or_default();
        Ok(std::iter::once(format!("{text}/{:?}", search.limit)).chain(search.tag).collect())
    }

    async fn count(&self, from: Option<u32>, tag: Vec<String>, exact: bool) -> Result<String, ShelfError> {
        self.called();
        Ok(format!("{from:?} {tag:?} {exact}"))
    }

    async fn add(&self, reader: Reader, mut book: Book) -> Result<Book, ShelfError> {
        self.called();
        book.tags.push(format!("{:?}", reader.fold));
        Ok(book)
    }

    async fn place(&self, id: u64, room: Room, note: Option<String>) -> Result<String, ShelfError> {
        self.called();
        Ok(format!("{id} {room:?} {note:?}"))
    }

    async fn greet(&self, reader: Option<String>, times: u8) -> Result<String, ShelfError> {
        self.called();
        Ok(format!("{reader:?} {times}"))
    }

    async fn remove(&self, id: u64) -> Result<(), ShelfError> {
        self.called();
        if id == 7 { Ok(()) } else { Err(ShelfError::Missing { id, room: Room::East }) }
    }

    async fn fail(&self, how: String) -> Result<(), ShelfError> {
        self.called();
        Err(match how.as_str() {
            "full" => ShelfError::Full,
            "broken" => ShelfError::Broken("oak, secret 4711".to_owned()),
            "panic" => panic!("secret 4711"),
            mark => ShelfError::Mark(mark.to_owned()),
        })
    }

    async fn size(&self) -> u64 {
        self.called();
        3
    }

    async fn shake(&self, reader: Reader, times: u8, gently: bool) -> Result<String, ShelfError> {
        self.called();
        Ok(format!("{:?} {times} {gently}", reader.fold))
    }

    async fn hook(&self, event: String) -> Result<String, ShelfError> {
        self.called();
        Ok(event)
    }
}

/// The router over a library that the test keeps.
pub(crate) fn shelf() -> (Arc<Library>, axum::Router) {
    let library = Arc::new(Library::default());
    let router = Server::new().add_service(ShelfServer::from_arc(library.clone())).into_router();
    (library, router)
}
