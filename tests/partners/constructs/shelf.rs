//! The library's own work: books in memory.

use super::library::{Binding, Book, Day, Hours, HoursError, Library, LibraryError, NewBook, Note, Payment, Review, Search, Span};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Mutex, MutexGuard, PoisonError};
use trifold::server::webhooks::{GithubWebhook, GithubWebhooks, StandardWebhook, StandardWebhooks};
use trifold::server::{Effects, Precondition, Principal};
use trifold::{Download, ETag, Page, RawBody, Upload};

/// Books by number, and who may send webhooks.
pub(super) struct Shelf {
    books: Mutex<BTreeMap<u64, Book>>,
    notes: Mutex<BTreeMap<u64, Note>>,
    standard: StandardWebhooks,
    github: GithubWebhooks,
}

/// As many books as there is place for.
const PLACES: usize = 1000;

/// Caller with the token.
pub(super) struct Reader;

/// A key that a caller may have.
pub(super) struct Key;

/// The token of the one reader.
const TOKEN: &str = "partner";

fn is_reader(headers: &HeaderMap) -> bool {
    let has = |name: &str, value: String| headers.get(name).is_some_and(|found| found.as_bytes() == value.as_bytes());
    has("authorization", format!("Bearer {TOKEN}")) || has("cookie", format!("session={TOKEN}"))
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        if !is_reader(&parts.headers) {
            return Err(StatusCode::UNAUTHORIZED);
        }
        parts.extensions.insert(Principal("reader".to_owned()));
        Ok(Self)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Key {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.headers.contains_key("x-api-key").then_some(Self))
    }
}

impl AsRef<StandardWebhooks> for Shelf {
    fn as_ref(&self) -> &StandardWebhooks {
        &self.standard
    }
}

impl AsRef<GithubWebhooks> for Shelf {
    fn as_ref(&self) -> &GithubWebhooks {
        &self.github
    }
}

impl Shelf {
    pub(super) fn new() -> anyhow::Result<Self> {
        let standard = StandardWebhooks::new(["whsec_bmV3IHNlY3JldA=="])?;
        Ok(Self { books: Mutex::default(), notes: Mutex::default(), standard, github: GithubWebhooks::new(["a secret"])? })
    }

    fn books(&self) -> MutexGuard<'_, BTreeMap<u64, Book>> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn book(&self, id: u64) -> Result<Book, LibraryError> {
        self.books().get(&id).cloned().ok_or(LibraryError::Missing { id })
    }

    fn put(&self, book: Book) -> Book {
        self.books().insert(book.id, book.clone());
        book
    }
}

fn made(id: u64, new: NewBook) -> Book {
    let NewBook { title, year, tags, binding } = new;
    Book { id, title, year, tags, binding: binding.unwrap_or(Binding::Soft) }
}

impl Library for Shelf {
    type Reader = Reader;

    async fn list(&self, search: Search) -> Page<Book> {
        let Search { cursor, limit, binding, tag } = search;
        let start = cursor.and_then(|cursor| cursor.key()).unwrap_or(0);
        let fits = |book: &&Book| binding.is_none_or(|binding| book.binding == binding) && tag.iter().all(|tag| book.tags.contains(tag));
        let mut found: Vec<_> = self.books().range(start..).map(|(_, book)| book).filter(fits).cloned().collect();
        let rest = found.split_off(found.len().min(limit.unwrap_or(10) as usize));
        let page = Page::new(found);
        match rest.first() {
            Some(next) => page.next(&next.id),
            None => page,
        }
    }

    async fn find(&self, id: u64) -> Result<Book, LibraryError> {
        self.book(id)
    }

    async fn add(&self, _: Reader, new: NewBook) -> Result<Book, LibraryError> {
        let count = self.books().len();
        let id = self.books().last_key_value().map_or(0, |(id, _)| *id) + 1;
        if count < PLACES { Ok(self.put(made(id, new))) } else { Err(LibraryError::Full) }
    }

    async fn replace(&self, _: Reader, precondition: Precondition, id: u64, new: NewBook) -> Result<Book, LibraryError> {
        let there = self.book(id)?;
        precondition.check(&ETag::of(&there).map_err(|error| LibraryError::Storage(error.to_string()))?)?;
        Ok(self.put(made(id, new)))
    }

    async fn change(&self, _: Reader, id: u64, title: Option<String>, binding: Binding) -> Result<Book, LibraryError> {
        let there = self.book(id)?;
        Ok(self.put(Book { title: title.unwrap_or(there.title), binding, ..there }))
    }

    async fn remove(&self, _: Reader, id: u64) -> Result<(), LibraryError> {
        self.books().remove(&id).map(drop).ok_or(LibraryError::Missing { id })
    }

    async fn review(&self, effects: Effects, id: u64, review: Review) -> Result<u8, LibraryError> {
        self.book(id)?;
        effects.redirect("/").map_err(|error| LibraryError::Storage(error.to_string()))?;
        Ok(review.stars)
    }

    async fn cover(&self, id: u64, label: Payment, note: Option<String>, picture: Upload) -> Result<String, LibraryError> {
        let length = picture.bytes().await?.len();
        self.book(id)?;
        Ok(format!("{label:?} {note:?} {length}"))
    }

    async fn note(&self, effects: Effects, id: u64, note: Note) -> Result<Book, LibraryError> {
        let book = self.book(id)?;
        if self.notes.lock().unwrap_or_else(PoisonError::into_inner).insert(id, note).is_none() {
            effects.status(StatusCode::CREATED);
        }
        Ok(book)
    }

    async fn keep(&self, file: Upload) -> Result<u64, LibraryError> {
        Ok(file.bytes().await?.len() as u64)
    }

    async fn text(&self, id: u64) -> Result<Download, LibraryError> {
        Ok(Download::new(self.book(id)?.title).of_type("text/plain; charset=utf-8").inline())
    }

    async fn store(&self, kind: Option<String>, id: u64, text: RawBody) -> Result<String, LibraryError> {
        let book = self.book(id)?;
        Ok(format!("{} {kind:?} {}", book.title, text.as_bytes().len()))
    }

    async fn search(&self, exact: bool, tags: Vec<String>, terms: Vec<String>) -> Vec<Book> {
        let fits = |title: &str| terms.iter().any(|term| if exact { title == term } else { title.contains(term.as_str()) });
        self.books().values().filter(|book| fits(&book.title) && tags.iter().all(|tag| book.tags.contains(tag))).cloned().collect()
    }

    async fn count(&self, _: Option<Key>, binding: Option<Binding>) -> u64 {
        self.books().values().filter(|book| binding.is_none_or(|binding| book.binding == binding)).count() as u64
    }

    async fn paid(&self, _: StandardWebhook, _: Payment) -> Result<(), LibraryError> {
        Ok(())
    }

    async fn pushed(&self, delivery: GithubWebhook, payload: RawBody) -> Result<String, LibraryError> {
        Ok(format!("{:?} {}", delivery.event, payload.as_bytes().len()))
    }

    async fn shake(&self, _: Reader) -> u64 {
        0
    }
}

impl Hours for Shelf {
    async fn hours(&self, day: Day) -> Result<Span, HoursError> {
        match day {
            Day::Weekday => Ok(Span(jiff::civil::time(9, 0, 0, 0), jiff::civil::time(17, 30, 0, 0))),
            Day::Weekend => Err(HoursError::Shut),
        }
    }

    async fn set(&self, _: Day, _: Option<Span>) {}
}
