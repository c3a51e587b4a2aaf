//! A file that arrives, and a file that is sent. Neither needs to fit into memory.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tokio::net::TcpListener;
use trifold::server::Server;
use trifold::{ApiError, Download, Upload, service};

/// Reasons for a file not to be taken, or not to be there.
#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub enum FileError {
    /// There is none of this name.
    #[error("there is no file {name}")]
    #[status(404)]
    NotFound {
        /// The name that was asked for.
        name: String,
    },
    /// A file of a kind that this service does not keep.
    #[error("only text is taken")]
    #[status(415)]
    NotText,
    /// It broke off.
    #[error("the file did not arrive")]
    #[status(400)]
    Broken,
}

/// Files.
#[service(version = 1)]
pub trait Files {
    /// Keeps a file. A route takes it as the body: `curl -T notes.txt -H 'Content-Type: text/plain' ..`.
    #[limit(body = "10 MiB", deadline = "60s")]
    #[put("/files/{name}")]
    async fn store(&self, name: String, file: Upload) -> Result<u64, FileError>;

    /// Sends it.
    #[get("/files/{name}")]
    async fn fetch(&self, name: String) -> Result<Download, FileError>;
}

/// The application. One that is kept has a folder or a bucket; the name is the sender's word, and no path.
#[derive(Debug, Default)]
pub struct App(Mutex<HashMap<String, Vec<u8>>>);

impl Files for App {
    async fn store(&self, name: String, mut file: Upload) -> Result<u64, FileError> {
        if file.content_type() != "text/plain" {
            return Err(FileError::NotText);
        }
        let mut bytes = Vec::new();
        while let Some(piece) = file.chunk().await.map_err(|_| FileError::Broken)? {
            bytes.extend_from_slice(&piece);
        }
        let length = bytes.len() as u64;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name, bytes);
        Ok(length)
    }

    async fn fetch(&self, name: String) -> Result<Download, FileError> {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&name).cloned();
        let bytes = bytes.ok_or_else(|| FileError::NotFound { name: name.clone() })?;
        Ok(Download::new(bytes).of_type("text/plain; charset=utf-8").named(name))
    }
}

/// The server.
pub fn server() -> Server {
    Server::new().add_service(FilesServer::new(App::default()))
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
    async fn what_was_stored_is_sent() {
        let files = FilesClient::new(InProcess::new(server().into_router()));
        assert_eq!(files.store("a".to_owned(), Upload::new("a.txt", "text/plain", "four")).await.unwrap(), 4);
        assert_eq!(files.fetch("a".to_owned()).await.unwrap().into_bytes().unwrap(), b"four");
        assert!(files.store("b".to_owned(), Upload::new("b.png", "image/png", "four")).await.is_err());
    }
}
