//! A client in TypeScript for pages of one's own: a test writes the package once, and then says what differs.
//!
//! ```ts
//! import { find } from "client/todos";
//! const outcome = await find({}, 7n);
//! ```

use tokio::net::TcpListener;
use trifold::server::Server;
use trifold::{ApiError, model, service};

/// Something to do.
#[model]
#[derive(Debug, Clone)]
pub struct Todo {
    /// Its number.
    pub id: u64,
    /// The thing to do.
    #[garde(length(min = 1, max = 200))]
    pub title: String,
}

/// Reasons for a todo not to be there.
#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub enum TodoError {
    /// The list has none of this id.
    #[error("todo {id} not found")]
    #[status(404)]
    NotFound {
        /// The id that was asked for.
        id: u64,
    },
}

/// Things to do.
#[service(version = 1)]
pub trait Todos {
    /// Finds one.
    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> Result<Todo, TodoError>;
}

/// The application.
#[derive(Debug)]
pub struct App;

impl Todos for App {
    async fn find(&self, id: u64) -> Result<Todo, TodoError> {
        if id == 7 { Ok(Todo { id, title: "Milk".to_owned() }) } else { Err(TodoError::NotFound { id }) }
    }
}

/// The server.
pub fn server() -> Server {
    Server::new().add_service(TodosServer::new(App))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // The modules have the ids of actions, so they belong to a build: a program of its own writes them before the page is bundled.
    trifold::typescript::Package::in_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/client")).write(&server())?;
    Ok(server().serve(TcpListener::bind("127.0.0.1:3000").await?).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_is_current() {
        trifold::typescript::Package::in_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/client")).check(&server());
    }
}
