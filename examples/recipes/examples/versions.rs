//! Two versions of a published API from one method, and a test that keeps both from changing by accident.

use tokio::net::TcpListener;
use trifold::server::Server;
use trifold::{model, service};

/// Something to do, as it is today.
#[model]
#[derive(Debug, Clone)]
pub struct Todo {
    /// The thing to do.
    pub title: String,
    /// Its topics.
    pub tags: Vec<String>,
}

/// The types of version 1, and how they are made of those of today.
pub mod v1 {
    /// Something to do, as version 1 says it.
    #[trifold::model]
    #[derive(Debug, Clone)]
    #[schemars(rename = "TodoV1")]
    pub struct Todo {
        /// The thing to do.
        pub name: String,
    }

    impl From<super::Todo> for Todo {
        fn from(todo: super::Todo) -> Self {
            Self { name: todo.title }
        }
    }
}

/// Things to do.
#[service(versions = 1..=2)]
pub trait Todos {
    /// Finds one. Version 1 says `Deprecation` and `Sunset`, and is 410 from that day on.
    #[get("/todos/{id}", until = 1, returns = v1::Todo, deprecated = "2026-11-01", sunset = "2099-12-31")]
    #[get("/todos/{id}", since = 2)]
    async fn find(&self, id: u64) -> Todo;
}

/// The application: it knows the types of today alone.
#[derive(Debug)]
pub struct App;

impl Todos for App {
    async fn find(&self, id: u64) -> Todo {
        Todo { title: format!("todo {id}"), tags: Vec::new() }
    }
}

/// The server.
pub fn server() -> Server {
    Server::new().add_service(TodosServer::new(App))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    Ok(server().serve(TcpListener::bind("127.0.0.1:3000").await?).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt;

    async fn get(path: &str) -> String {
        let request = Request::get(path).header("host", "todo.example").body(Body::empty()).unwrap();
        let body = server().into_router().oneshot(request).await.unwrap().into_body();
        String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().into()).unwrap()
    }

    #[tokio::test]
    async fn each_version_has_its_own_types() {
        assert_eq!(get("/api/v1/todos/7").await, r#"{"name":"todo 7"}"#);
        assert_eq!(get("/api/v2/todos/7").await, r#"{"title":"todo 7","tags":[]}"#);
    }

    /// The first run writes the files; from then on a change that breaks a caller fails with a sentence.
    #[test]
    fn the_contract_holds() {
        trifold::contract::check(concat!(env!("CARGO_MANIFEST_DIR"), "/contracts")).of(&server());
    }
}
