//! A method that answers twice: as an action of your own page, and as a route for everybody.
//!
//! ```sh
//! cargo run -p recipes --example hello
//! curl http://127.0.0.1:3000/api/v1/hello/Ann
//! ```
//! The document is at `/api/v1/openapi.json`, and people read it at `/api/v1/docs`.

use tokio::net::TcpListener;
use trifold::server::Server;
use trifold::{ApiError, service};

/// Reasons for not greeting somebody.
#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub enum HelloError {
    /// They are not here.
    #[error("{name} is away")]
    #[status(404)]
    Away {
        /// Whom you asked for.
        name: String,
    },
}

/// Greets people.
#[service(version = 1)]
pub trait Hello {
    /// Greets somebody by name.
    #[get("/hello/{name}")]
    async fn hello(&self, name: String) -> Result<String, HelloError>;
}

/// The application.
#[derive(Debug)]
pub struct App;

impl Hello for App {
    async fn hello(&self, name: String) -> Result<String, HelloError> {
        if name == "Bob" { Err(HelloError::Away { name }) } else { Ok(format!("Hello, {name}")) }
    }
}

/// The server.
pub fn server() -> Server {
    Server::new().add_service(HelloServer::new(App))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    Ok(server().serve(listener).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use trifold::CallError;
    use trifold::server::InProcess;

    #[tokio::test]
    async fn the_action_and_the_route_say_the_same() {
        let transport = InProcess::new(server().into_router());
        let (action, route) = (HelloClient::new(transport.clone()), HelloRestClient::with_transport(transport));
        assert_eq!(action.hello("Ann".to_owned()).await.unwrap(), "Hello, Ann");
        assert_eq!(route.hello("Ann".to_owned()).await.unwrap(), "Hello, Ann");
        let away = HelloError::Away { name: "Bob".to_owned() };
        assert_eq!(route.hello("Bob".to_owned()).await, Err(CallError::Api(away)));
    }
}
