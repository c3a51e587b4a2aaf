//! What the design shows in its first sections, as it is written there: one trait, its implementation, and each of its callers.
#![allow(unreachable_pub, reason = "as it is shown")]

use crate::support::Running;
use anyhow::Result;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use std::sync::{Arc, Mutex};
use trifold::{ApiError, CallError, model, service};

#[model]
#[derive(Debug, Clone)]
pub struct NewTodo {
    #[garde(length(min = 1, max = 200))]
    pub title: String,
    #[serde(default)]
    pub tags: Vec<String>,
    pub due: Option<u64>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub struct Todo {
    pub id: u64,
    pub title: String,
    pub done: bool,
}

#[model]
#[derive(Debug, Clone)]
pub struct Page {
    pub after: Option<u64>,
    pub size: Option<u8>,
}

#[derive(Debug, thiserror::Error, ApiError)]
pub enum TodoError {
    #[error("todo {id} not found")]
    #[status(404)]
    NotFound { id: u64 },
    #[error("the list is full")]
    #[status(409)]
    Full,
    #[error("storage failed")]
    #[status(500)]
    Storage(#[internal] String),
}

#[service(version = 1)]
pub trait Todos {
    /// The caller. Server side only: any axum `FromRequestParts` type; the client never sees it.
    type User;

    /// Lists todos, newest first.
    #[get("/todos")]
    async fn list(&self, #[query] page: Page) -> Result<Vec<Todo>, TodoError>;

    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> Result<Todo, TodoError>;

    #[post("/todos", status = 201)]
    async fn create(&self, #[context] user: Self::User, new: NewTodo) -> Result<Todo, TodoError>;

    #[delete("/todos/{id}")]
    async fn delete(&self, #[context] user: Self::User, id: u64) -> Result<(), TodoError>;

    /// No verb, so no public route: an action only.
    async fn toggle(&self, #[context] user: Self::User, id: u64, done: bool) -> Result<Todo, TodoError>;
}

#[service(version = 1)]
pub trait Users {
    #[get("/users/{name}")]
    async fn is_known(&self, name: String) -> bool;
}

#[derive(Default)]
struct App(Mutex<Vec<Todo>>);

struct SessionUser;

impl FromRequestParts<Arc<App>> for SessionUser {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, StatusCode> {
        if parts.headers.contains_key("x-nobody") { Err(StatusCode::UNAUTHORIZED) } else { Ok(Self) }
    }
}

impl App {
    async fn open(_: &str) -> Result<Self> {
        Ok(Self::default())
    }

    fn todos(&self) -> std::sync::MutexGuard<'_, Vec<Todo>> {
        self.0.lock().unwrap()
    }

    fn known(&self, id: u64, change: impl FnOnce(&mut Todo)) -> Result<Todo, TodoError> {
        let mut todos = self.todos();
        let todo = todos.iter_mut().find(|todo| todo.id == id).ok_or(TodoError::NotFound { id })?;
        change(todo);
        Ok(todo.clone())
    }
}

impl Todos for App {
    type User = SessionUser;

    async fn list(&self, page: Page) -> Result<Vec<Todo>, TodoError> {
        let newer = |todo: &&Todo| page.after.is_none_or(|after| todo.id > after);
        Ok(self.todos().iter().rev().filter(newer).take(page.size.unwrap_or(10).into()).cloned().collect())
    }

    async fn find(&self, id: u64) -> Result<Todo, TodoError> {
        self.known(id, |_| {})
    }

    async fn create(&self, _: SessionUser, new: NewTodo) -> Result<Todo, TodoError> {
        if new.title == "broken" {
            return Err(TodoError::Storage("disk".to_owned()));
        }
        let mut todos = self.todos();
        if todos.len() == 2 {
            return Err(TodoError::Full);
        }
        let todo = Todo { id: todos.len() as u64 + 1, title: new.title, done: false };
        todos.push(todo.clone());
        Ok(todo)
    }

    async fn delete(&self, _: SessionUser, id: u64) -> Result<(), TodoError> {
        self.known(id, |_| {})?;
        self.todos().retain(|todo| todo.id != id);
        Ok(())
    }

    async fn toggle(&self, _: SessionUser, id: u64, done: bool) -> Result<Todo, TodoError> {
        self.known(id, |todo| todo.done = done)
    }
}

struct Everybody;

impl Users for Everybody {
    async fn is_known(&self, _: String) -> bool {
        true
    }
}

#[tokio::test]
async fn it_compiles_and_runs_as_it_is_shown() -> Result<()> {
    let users = Everybody;
    let router: axum::Router = trifold::server::Server::new()
        .add_service(TodosServer::new(App::open("todos.db").await?))
        .add_service(UsersServer::new(users))
        .into_router();

    let todos = TodosClient::new(trifold::server::InProcess::new(router.clone()));
    let title = "Milk".to_owned();
    let todo: Todo = todos.create(NewTodo { title, tags: vec![], due: None }).await?;
    assert_eq!(todos.toggle(todo.id, true).await?, Todo { done: true, ..todo.clone() });
    let empty = todos.create(NewTodo { title: String::new(), tags: vec![], due: None }).await;
    assert!(matches!(&empty, Err(CallError::Invalid(errors)) if errors.len() == 1), "{empty:?}");

    let server = Running::start(router).await?;
    let todos = TodosRestClient::new(&server.url(""))?;
    assert_eq!(todos.find(1).await?.title, "Milk");
    assert_eq!(todos.list(Page { after: None, size: Some(1) }).await?.len(), 1);
    let other = |title: &str| NewTodo { title: title.to_owned(), tags: vec!["a".to_owned()], due: Some(7) };
    let broken = todos.create(other("broken")).await;
    assert!(matches!(&broken, Err(CallError::Api(TodoError::Storage(hidden))) if hidden.is_empty()), "{broken:?}");
    todos.create(other("Bread")).await?;
    assert!(matches!(todos.create(other("Salt")).await, Err(CallError::Api(TodoError::Full))));
    let denied = todos.create(other("Salt")).header("x-nobody", "1").await;
    assert!(matches!(&denied, Err(CallError::Denied(problem)) if problem.status == 401), "{denied:?}");
    todos.delete(1).await?;
    assert!(matches!(todos.find(1).await, Err(CallError::Api(TodoError::NotFound { id: 1 }))));

    assert!(UsersRestClient::new(&server.url(""))?.is_known("ada".to_owned()).await?);
    assert!(TodosSpec::CREATE.action_path().starts_with("/_action/"));
    assert_eq!(TodosSpec::METHODS.len(), 5);
    assert_eq!(TodosSpec::openapi(1)["paths"].as_object().map(|paths| paths.len()), Some(2));
    Ok(())
}
