//! The expansion needs nothing from a prelude: neither what we write, nor what serde and schemars derive.
#![no_implicit_prelude]

use ::std::clone::Clone;
use ::std::collections::BTreeMap;
use ::std::convert::Into;
use ::std::default::Default;
use ::std::fmt::Debug;
use ::std::marker::PhantomData;
use ::std::option::Option;
use ::std::prelude::rust_2024::{derive, test};
use ::std::result::Result::{self, Err, Ok};
use ::std::string::String;
use ::std::vec::Vec;

/// What is to be done.
#[::trifold::model]
#[derive(Debug, Clone)]
pub struct NewTodo {
    /// In a few words.
    #[garde(length(min = 1, max = 200))]
    pub title: String,
    #[serde(default)]
    #[garde(length(max = 3), inner(length(chars, min = 1), contains("a")))]
    pub tags: Vec<String>,
    pub due: Option<u64>,
}

#[::trifold::model]
#[derive(Debug, Clone)]
pub struct Todo {
    pub id: u64,
    pub title: String,
    #[serde(default = "Todo::open", skip_serializing_if = "Clone::clone")]
    pub done: bool,
    #[deprecated]
    #[schemars(example = 3)]
    pub stars: Option<u8>,
}

impl Todo {
    fn open() -> bool {
        false
    }
}

#[::trifold::model]
#[serde(deny_unknown_fields)]
pub struct Page {
    #[garde(range(max = 100), required)]
    pub size: Option<u8>,
    pub after: Option<u64>,
}

#[::trifold::model]
#[serde(default)]
#[derive(Default)]
pub struct Settings {
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<String>,
    #[sensitive]
    #[garde(ascii)]
    secret: String,
    #[serde(flatten)]
    more: BTreeMap<String, u8>,
    #[serde(skip)]
    seen: bool,
}

#[::trifold::model]
#[derive(Default)]
pub struct Nothing;

#[::trifold::model]
#[derive(Default)]
pub struct Alone(#[garde(pattern("^a"))] pub String);

#[::trifold::model]
#[serde(transparent)]
#[derive(Default)]
pub struct Through {
    inner: Option<Alone>,
}

#[::trifold::model]
pub struct Pair(pub u8, #[serde(default)] pub Option<Alone>);

#[::trifold::model]
pub struct List<T, const N: usize> {
    /// The items.
    items: Vec<T>,
    #[serde(default)]
    more: Option<T>,
    rest: Vec<[u8; 2]>,
    #[serde(skip)]
    marker: PhantomData<[T; N]>,
}

/// By the variant's name.
#[::trifold::model]
pub enum External {
    /// None at all.
    Unit,
    New(Option<u8>),
    Two(u8, String),
    Named {
        /// So many.
        #[garde(range(min = 1))]
        #[serde(default)]
        count: u8,
    },
}

#[::trifold::model]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Internal {
    Unit,
    New(Page),
    Named { of: Option<u8> },
}

#[::trifold::model]
#[serde(tag = "kind", content = "of")]
pub enum Adjacent {
    Unit,
    New(Page),
    Two(u8, u8),
    Named { of: Option<u8> },
}

#[::trifold::model]
#[serde(untagged)]
pub enum Untagged {
    New(Page),
    Named { of: Vec<External> },
    Unit,
}

/// What goes wrong.
#[derive(Debug, ::thiserror::Error, ::trifold::ApiError)]
pub enum TodoError {
    /// It is not there.
    #[error("todo {id} not found")]
    #[status(404)]
    NotFound {
        /// The number.
        id: u64,
        near: Option<u64>,
    },
    #[error("the list is full")]
    #[status(409)]
    Full,
    #[error("storage failed")]
    #[status(500)]
    Storage(#[internal] String),
    #[error("two")]
    #[status(400)]
    Two(u8, Vec<String>),
}

#[::trifold::service(versions = 1..=2)]
pub trait Todos {
    type User;

    /// Lists todos.
    #[get("/todos")]
    async fn list(&self, #[query] page: Page) -> Result<Vec<Todo>, TodoError>;

    #[get("/todos/{id}")]
    async fn find(&self, id: u64, #[header("x-zone")] zone: Option<String>) -> Result<Todo, TodoError>;

    #[post("/todos", status = 201, since = 2)]
    async fn create(&self, #[context] user: Self::User, new: NewTodo) -> Result<Todo, TodoError>;

    #[delete("/todos/{id}")]
    async fn delete(&self, #[context] user: Self::User, id: u64) -> Result<(), TodoError>;

    async fn toggle(&self, #[context] user: Self::User, id: u64, done: bool) -> Result<Todo, TodoError>;

    async fn shapes(
        &self,
        settings: Settings,
        pair: Pair,
        through: Through,
        all: (External, Internal, Adjacent, Untagged),
    ) -> List<Alone, 2>;

    async fn now(&self) {}
}

#[derive(Clone)]
pub struct Wall;

impl Todos for Wall {
    type User = ::axum::http::Method;

    async fn list(&self, _: Page) -> Result<Vec<Todo>, TodoError> {
        Err(TodoError::Full)
    }

    async fn find(&self, id: u64, _: Option<String>) -> Result<Todo, TodoError> {
        Err(TodoError::NotFound { id, near: Option::None })
    }

    async fn create(&self, _: ::axum::http::Method, new: NewTodo) -> Result<Todo, TodoError> {
        self.toggle(::axum::http::Method::POST, Into::into(3u8), new.due.is_none()).await
    }

    async fn delete(&self, _: ::axum::http::Method, _: u64) -> Result<(), TodoError> {
        Ok(())
    }

    async fn toggle(&self, _: ::axum::http::Method, id: u64, done: bool) -> Result<Todo, TodoError> {
        #[allow(deprecated)]
        Ok(Todo { id, title: String::new(), done, stars: Option::None })
    }

    async fn shapes(&self, _: Settings, _: Pair, _: Through, _: (External, Internal, Adjacent, Untagged)) -> List<Alone, 2> {
        List { items: Vec::new(), more: Option::None, rest: Vec::new(), marker: PhantomData }
    }
}

#[test]
fn compiles() {
    let server = ::trifold::server::Server::new().add_service(TodosServer::new(Wall));
    let _ = TodosClient::new(::trifold::server::InProcess::new(server.into_router()));
    let _ = TodosSpec::openapi(2);
}
