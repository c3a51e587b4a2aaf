//! A service with each attribute of `#[service]`, in two versions.

use super::shelf::Shelf;
use trifold::server::Server;
use trifold::server::webhooks::{GithubWebhook, StandardWebhook};
use trifold::server::{Effects, Info, Precondition};
use trifold::{ApiError, Cursor, Download, Page, PreconditionFailed, RawBody, Upload, UploadError, model, service};

/// A book.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Book {
    pub(super) id: u64,
    pub(super) title: String,
    /// The year of its first print.
    pub(super) year: Option<i16>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    pub(super) binding: Binding,
}

/// The binding of a book.
#[model]
#[derive(Debug, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Binding {
    /// Between boards.
    Hard,
    Soft,
    Loose,
}

/// A book that is not there yet.
#[model]
#[derive(Debug, Clone)]
pub(super) struct NewBook {
    #[garde(length(min = 1, max = 200))]
    pub(super) title: String,
    #[garde(range(min = -3000, max = 3000))]
    pub(super) year: Option<i16>,
    #[serde(default)]
    #[garde(length(max = 5), inner(length(min = 1, max = 20)))]
    pub(super) tags: Vec<String>,
    pub(super) binding: Option<Binding>,
}

/// Conditions of a search.
#[model]
#[derive(Debug, Clone)]
pub(super) struct Search {
    pub(super) cursor: Option<Cursor<u64>>,
    #[garde(range(min = 1, max = 100))]
    pub(super) limit: Option<u32>,
    pub(super) binding: Option<Binding>,
    #[serde(default)]
    pub(super) tag: Vec<String>,
}

#[model]
#[derive(Debug, Clone)]
pub(super) struct Review {
    #[garde(range(min = 1, max = 5))]
    pub(super) stars: u8,
    #[garde(length(max = 2000))]
    pub(super) text: String,
    #[sensitive]
    #[garde(length(min = 4, max = 12))]
    pub(super) code: Option<String>,
}

/// A note within a book.
#[model]
#[derive(Debug, Clone)]
pub(super) struct Note {
    #[garde(length(max = 2000), ascii)]
    pub(super) text: String,
    /// The reader's own words for where it is, which others do not see.
    #[sensitive(password)]
    pub(super) seal: Option<String>,
}

#[model]
#[derive(Debug, Clone)]
pub(super) struct Payment {
    pub(super) cents: u64,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub(super) enum LibraryError {
    #[error("no book {id}")]
    #[status(404)]
    Missing { id: u64 },
    #[error("somebody else changed it")]
    #[status(412)]
    Changed,
    #[error("the shelf is full")]
    #[status(409)]
    Full,
    #[error("the file could not be read")]
    #[status(400)]
    Unreadable,
    #[error("storage failed")]
    #[status(500)]
    Storage(#[internal] String),
}

impl From<PreconditionFailed> for LibraryError {
    fn from(_: PreconditionFailed) -> Self {
        Self::Changed
    }
}

impl From<UploadError> for LibraryError {
    fn from(_: UploadError) -> Self {
        Self::Unreadable
    }
}

/// The types of version 1.
pub(super) mod v1 {
    use trifold::model;

    /// A book, as it was.
    #[model]
    #[derive(Debug, Clone)]
    pub(in super::super) struct Book {
        pub(in super::super) id: u64,
        pub(in super::super) name: String,
    }

    /// A book that is not there yet, as it was.
    #[model]
    #[derive(Debug, Clone)]
    pub(in super::super) struct NewBook {
        #[garde(length(min = 1, max = 200))]
        pub(in super::super) name: String,
    }

    impl From<super::Book> for Book {
        fn from(book: super::Book) -> Self {
            Self { id: book.id, name: book.title }
        }
    }

    impl From<NewBook> for super::NewBook {
        fn from(new: NewBook) -> Self {
            Self { title: new.name, year: None, tags: Vec::new(), binding: None }
        }
    }
}

/// Books on shelves.
#[service(versions = 1..=2, path = "/library", base = "/api", name = "Library")]
pub(super) trait Library {
    /// The reader: a browser by its session, a script by its token.
    #[security(bearer = "JWT", description = "Given at the desk.")]
    #[security(cookie = "session")]
    type Reader;

    /// Lists books.
    ///
    /// By pages, as many books each as `limit` says.
    #[get("/books", since = 2)]
    #[cache(public, max_age = "60s")]
    async fn list(&self, #[query] search: Search) -> Page<Book>;

    /// Finds a book.
    #[get("/books/{id}", until = 1, returns = v1::Book, deprecated = "2026-01-01", sunset = "2099-01-01")]
    #[get("/books/{id}", since = 2)]
    async fn find(&self, id: u64) -> Result<Book, LibraryError>;

    /// Adds a book.
    #[post("/books", until = 1, accepts = v1::NewBook, returns = v1::Book)]
    #[post("/books", since = 2, status = 201, location = find)]
    #[idempotent]
    async fn add(&self, #[context] reader: Self::Reader, book: NewBook) -> Result<Book, LibraryError>;

    /// Replaces a book, if nobody else did.
    #[put("/books/{id}", since = 2)]
    #[precondition]
    async fn replace(
        &self,
        #[context] reader: Self::Reader,
        #[context] precondition: Precondition,
        id: u64,
        book: NewBook,
    ) -> Result<Book, LibraryError>;

    /// Changes parts of a book.
    #[patch("/books/{id}", since = 2)]
    #[idempotent(required)]
    async fn change(&self, #[context] reader: Self::Reader, id: u64, title: Option<String>, binding: Binding)
    -> Result<Book, LibraryError>;

    /// Removes a book.
    #[delete("/books/{id}", since = 2)]
    async fn remove(&self, #[context] reader: Self::Reader, id: u64) -> Result<(), LibraryError>;

    /// Reviews a book.
    #[form]
    #[post("/books/{id}/reviews", since = 2)]
    async fn review(&self, #[context] effects: Effects, id: u64, review: Review) -> Result<u8, LibraryError>;

    /// Puts a cover on a book.
    #[put("/books/{id}/cover", since = 2)]
    #[limit(body = "2 MiB", deadline = "20s")]
    async fn cover(&self, id: u64, label: Payment, note: Option<String>, picture: Upload) -> Result<String, LibraryError>;

    /// Puts a note into a book: 201 for the first, 200 for one in the place of another.
    #[put("/books/{id}/note", since = 2, status = [200, 201])]
    async fn note(&self, #[context] effects: Effects, id: u64, #[body] note: Note) -> Result<Book, LibraryError>;

    /// Keeps a file.
    #[post("/files", since = 2)]
    async fn keep(&self, file: Upload) -> Result<u64, LibraryError>;

    /// Gives the text of a book.
    #[get("/books/{id}/text", since = 2)]
    async fn text(&self, id: u64) -> Result<Download, LibraryError>;

    /// Takes the text of a book.
    #[put("/books/{id}/text", since = 2)]
    async fn store(&self, #[header("content-type")] kind: Option<String>, id: u64, #[body] text: RawBody) -> Result<String, LibraryError>;

    /// Finds several books, by terms that are too long for a query.
    #[read]
    #[post("/search", since = 2)]
    async fn search(&self, #[query] exact: bool, #[header("x-tags")] tags: Vec<String>, terms: Vec<String>) -> Vec<Book>;

    /// Counts.
    #[get("/count")]
    #[rate_limit("60000/min", burst = 6000)]
    #[cache(no_store)]
    async fn count(
        &self,
        #[context]
        #[security(header = "x-api-key", optional)]
        key: Option<super::shelf::Key>,
        binding: Option<Binding>,
    ) -> u64;

    /// Hears of a payment.
    #[no_action]
    #[post("/hooks/payments", since = 2)]
    async fn paid(&self, #[context] delivery: StandardWebhook, payment: Payment) -> Result<(), LibraryError>;

    /// Hears of a push.
    #[no_action]
    #[post("/hooks/pushes", since = 2)]
    async fn pushed(&self, #[context] delivery: GithubWebhook, #[body] payload: RawBody) -> Result<String, LibraryError>;

    /// An action only.
    async fn shake(&self, #[context] reader: Self::Reader) -> u64;
}

/// Without a version.
#[service(unversioned, base = "/open", actions = false)]
pub(super) trait Hours {
    /// Tells when it opens.
    #[get("/hours/{day}")]
    async fn hours(&self, day: Day) -> Result<Span, HoursError>;

    /// Sets when it opens, or that it does not.
    #[put("/hours/{day}")]
    async fn set(&self, day: Day, span: Option<Span>);
}

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub(super) enum HoursError {
    #[error("it is shut")]
    #[status(404)]
    Shut,
}

/// A day of the week.
#[model]
#[derive(Debug, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum Day {
    Weekday,
    Weekend,
}

/// From and to.
#[model]
#[derive(Debug, Clone)]
pub(super) struct Span(pub(super) jiff::civil::Time, pub(super) jiff::civil::Time);

/// Two versions of the one, and the other without a version. Each document has words of its own.
pub(super) fn server(shelf: std::sync::Arc<Shelf>) -> Server {
    let info = Info::new("Library")
        .description("Books on shelves, and when they can be seen.")
        .terms_of_service("https://library.example/terms")
        .contact("The desk", "desk@library.example")
        .license("MIT", "https://opensource.org/license/mit")
        .tag("hooks", "What others tell us.")
        .tagged(LibrarySpec::PAID, ["hooks"])
        .tagged(LibrarySpec::PUSHED, ["hooks"])
        .describe(LibrarySpec::COUNT, "Counts books", "All books, or those of one binding.")
        .server("/", "This server.");
    let first = info.clone().of_version(1).description("Books, as they were.").leave_out(LibrarySpec::COUNT);
    Server::new().info(info).info(first).add_service(LibraryServer::from_arc(shelf.clone())).add_service(HoursServer::from_arc(shelf))
}
