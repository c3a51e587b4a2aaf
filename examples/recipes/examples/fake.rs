//! Tests of what calls a service, without a server: `cargo test -p recipes fake`.

use trifold::{ApiError, CallError, Transport, service};

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
    /// Tells the title of a todo.
    #[get("/todos/{id}")]
    async fn title(&self, id: u64) -> Result<String, TodoError>;
}

/// The line that a page shows of a todo. It is generic over what carries its calls: `Fetch` in a browser, a fake in a test.
pub async fn line(todos: &TodosClient<impl Transport>, id: u64) -> String {
    match todos.title(id).await {
        Ok(title) => format!("☐ {title}"),
        Err(CallError::Api(TodoError::NotFound { .. })) => "(it was removed)".to_owned(),
        Err(error) => error.message().unwrap_or_default().into_owned(),
    }
}

fn main() {
    println!("cargo test -p recipes fake");
}

#[cfg(test)]
mod tests {
    use super::*;
    use trifold::TransportError;
    use trifold::server::FakeTransport;

    #[tokio::test]
    async fn each_outcome_has_its_line() {
        let fake = FakeTransport::new().answer(TodosSpec::TITLE, |(id,)| match id {
            1 => Ok("Milk".to_owned()),
            _ => Err(TodoError::NotFound { id }),
        });
        let todos = TodosClient::new(fake);
        assert_eq!(line(&todos, 1).await, "☐ Milk");
        assert_eq!(line(&todos, 2).await, "(it was removed)");
    }

    #[tokio::test]
    async fn a_page_without_a_connection_says_so() {
        let todos = TodosClient::new(FakeTransport::new().fail(TodosSpec::TITLE, TransportError::Offline));
        assert!(line(&todos, 1).await.contains("connection"), "{}", line(&todos, 1).await);
    }
}
