//! A program that calls the routes of a server: `cargo run -p recipes --example native_client http://127.0.0.1:3000` beside `hello`.

use std::time::Duration;
use trifold::client::Http;
use trifold::{ApiError, CallError, service};

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

/// Greets people. A product has this trait in a crate of its own, which the server and this program depend on.
#[service(version = 1)]
pub trait Hello {
    /// Greets somebody by name.
    #[get("/hello/{name}")]
    async fn hello(&self, name: String) -> Result<String, HelloError>;
}

async fn greet(hello: &HelloRestClient<Http>, name: &str) -> anyhow::Result<String> {
    // A read is sent again by itself where a connection fails, within this time.
    match hello.hello(name.to_owned()).timeout(Duration::from_secs(5)).await {
        Ok(greeting) => Ok(greeting),
        Err(CallError::Api(HelloError::Away { name })) => Ok(format!("(nobody called {name})")),
        Err(error) => Err(error.into()),
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let url = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:3000".to_owned());
    // Or `Http::new(url)?.bearer_token(..)`, and `HelloRestClient::with_transport(..)`.
    let hello = HelloRestClient::new(&url)?;
    for name in ["Ann", "Bob"] {
        println!("{}", greet(&hello, name).await?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;
    use trifold::server::Server;

    struct App;

    impl Hello for App {
        async fn hello(&self, name: String) -> Result<String, HelloError> {
            if name == "Bob" { Err(HelloError::Away { name }) } else { Ok(format!("Hello, {name}")) }
        }
    }

    #[tokio::test]
    async fn the_client_speaks_with_the_server() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(Server::new().add_service(HelloServer::new(App)).serve(listener).into_future());
        let hello = HelloRestClient::new(&url).unwrap();
        assert_eq!(greet(&hello, "Ann").await.unwrap(), "Hello, Ann");
        assert_eq!(greet(&hello, "Bob").await.unwrap(), "(nobody called Bob)");
        server.abort();
    }
}
