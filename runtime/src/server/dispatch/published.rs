//! The OpenAPI documents of a server, each written when somebody first asks for it.
//!
//! In: what a document is made of. Out: its two renditions as files. Writing takes long where there are many methods, so it is done once, and not on
//! a thread that answers requests.

use crate::server::context::nest_prefix;
use crate::server::openapi::source::DocumentSource;
use crate::server::problem::rejection::Rejection;
use crate::server::response::static_file::StaticFile;
use axum::body::Body;
use http::request::Parts;
use http::{Response, StatusCode};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard};

/// A document of a server, in 3.1 and in 3.0.3.
#[derive(Debug)]
pub(in crate::server) struct Published {
    source: DocumentSource,
    /// Both files; nothing where they could not be written.
    written: OnceLock<Option<[StaticFile; 2]>>,
    /// Its holder sees that the files are written, and the others wait for that.
    turn: Arc<Mutex<()>>,
}

/// A file that a server publishes.
#[derive(Debug, Clone)]
pub(in crate::server) enum PublishedFile {
    /// A file that is there from the beginning.
    Page(StaticFile),
    /// A rendition of a document, by its place.
    Rendition(Arc<Published>, usize),
}

impl Published {
    pub(in crate::server) fn new(source: DocumentSource) -> Arc<Self> {
        Arc::new(Self { source, written: OnceLock::new(), turn: Arc::default() })
    }

    /// The renditions, by their names.
    pub(in crate::server) fn files(self: Arc<Self>) -> [(&'static str, PublishedFile); 2] {
        let older = PublishedFile::Rendition(self.clone(), 1);
        [("openapi.json", PublishedFile::Rendition(self, 0)), ("openapi-3.0.json", older)]
    }

    /// Both renditions, written before if nobody has asked yet.
    async fn renditions(self: &Arc<Self>) -> Option<&[StaticFile; 2]> {
        if self.written.get().is_none() {
            let turn = self.turn.clone().lock_owned().await;
            self.clone().write_apart(turn).await;
        }
        self.written.get()?.as_ref()
    }

    /// Writes them where work may take long. A caller who leaves does not end that, and ends nobody's turn.
    async fn write_apart(self: Arc<Self>, turn: OwnedMutexGuard<()>) {
        let write = move || {
            self.written.get_or_init(|| self.write());
            drop(turn);
        };
        match Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn_blocking(write).await),
            Err(_) => write(),
        }
    }

    fn write(&self) -> Option<[StaticFile; 2]> {
        match catch_unwind(AssertUnwindSafe(|| self.source.write())) {
            Ok(Ok(documents)) => Some(documents.map(|document| StaticFile::new("application/json", document.to_string()))),
            Ok(Err(fault)) => {
                tracing::error!(fault, "an OpenAPI document cannot be written");
                None
            }
            Err(_) => {
                tracing::error!("a function that describes a type panicked: there is no OpenAPI document");
                None
            }
        }
    }
}

impl PublishedFile {
    /// The answer to a request.
    pub(super) async fn answer(&self, parts: &Parts) -> Response<Body> {
        let file = match self {
            Self::Page(page) => Some(page),
            Self::Rendition(document, place) => document.renditions().await.map(|files| &files[*place]),
        };
        let Some(file) = file else { return Rejection::status(StatusCode::INTERNAL_SERVER_ERROR).into_response() };
        match file.below(nest_prefix::prefix(&parts.extensions)) {
            Some(nested) => nested.answer(&parts.headers),
            None => file.answer(&parts.headers),
        }
    }
}
