//! A method that tells what happens as it happens: `curl -N http://127.0.0.1:3000/api/v1/messages`.

use futures_util::{Stream, stream};
use tokio::net::TcpListener;
use tokio::sync::broadcast::{self, error::RecvError};
use trifold::server::Server;
use trifold::{ApiError, EventStream, service};

/// Reasons for the messages to end.
#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub enum ChatError {
    /// The reader was slower than the room.
    #[error("messages were missed: read the room anew")]
    #[status(410)]
    Missed,
}

/// A room.
#[service(version = 1)]
pub trait Chat {
    /// Says something to everybody.
    #[post("/messages", status = 204)]
    async fn say(&self, text: String);

    /// Tells what is said from now on.
    #[get("/messages")]
    async fn listen(&self) -> Result<EventStream<String, ChatError>, ChatError>;
}

/// The application. Messages with ids (`EventStream::with_ids`, `#[context] after: LastEventId`) are resumed after a lost connection.
#[derive(Debug)]
pub struct App(broadcast::Sender<String>);

impl Chat for App {
    async fn say(&self, text: String) {
        let _nobody_listens = self.0.send(text);
    }

    async fn listen(&self) -> Result<EventStream<String, ChatError>, ChatError> {
        Ok(EventStream::new(messages(self.0.subscribe())))
    }
}

/// The socket pulls: a reader that stops reading stops this, and one that leaves drops it.
fn messages(room: broadcast::Receiver<String>) -> impl Stream<Item = Result<String, ChatError>> {
    stream::unfold(room, async |mut room| match room.recv().await {
        Ok(text) => Some((Ok(text), room)),
        Err(RecvError::Lagged(_)) => Some((Err(ChatError::Missed), room)),
        Err(RecvError::Closed) => None,
    })
}

/// The server.
pub fn server() -> Server {
    Server::new().add_service(ChatServer::new(App(broadcast::channel(64).0)))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    Ok(server().serve(TcpListener::bind("127.0.0.1:3000").await?).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use trifold::server::InProcess;

    #[tokio::test]
    async fn whoever_listens_hears_what_is_said() {
        let chat = ChatClient::new(InProcess::new(server().into_router()));
        let mut heard = chat.listen().await.unwrap();
        for text in ["one", "two"] {
            chat.say(text.to_owned()).await.unwrap();
            assert_eq!(heard.next().await.unwrap().unwrap(), text);
        }
    }
}
