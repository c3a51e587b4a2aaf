//! Streams of events: their bytes, their bounds, and what a client makes of connections that break off, and of other answers.

pub(crate) mod answers;
mod bounds;
mod proxy;
mod resume;
mod wire;

use crate::support::Running;
use anyhow::Result;
use futures_util::{Stream, stream};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use trifold::server::Server;
use trifold::{ApiError, EventId, EventStream, LastEventId, model, service};

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tick {
    pub(crate) number: u64,
    pub(crate) text: String,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub(crate) enum FeedError {
    #[error("no feed {name}")]
    #[status(404)]
    Missing { name: String },
    #[error("the feed broke at {at}")]
    #[status(503)]
    Broke { at: u64 },
}

#[service(version = 1)]
pub(crate) trait Feeds {
    /// Numbers, each with its id.
    #[get("/feeds/{name}")]
    async fn watch(&self, #[context] after: LastEventId, name: String) -> Result<EventStream<Tick, FeedError>, FeedError>;

    /// Numbers without ids, by the action alone.
    async fn latest(&self, many: u64) -> EventStream<Tick, FeedError>;
}

/// Counts of what became of the streams.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) polled: AtomicUsize,
    pub(crate) dropped: AtomicUsize,
}

impl Counts {
    pub(crate) fn polled(&self) -> usize {
        self.polled.load(Ordering::SeqCst)
    }

    pub(crate) fn dropped(&self) -> usize {
        self.dropped.load(Ordering::SeqCst)
    }
}

/// A stream that is counted.
struct Counted<S>(Pin<Box<S>>, Arc<Counts>);

impl<S: Stream> Stream for Counted<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<S::Item>> {
        self.1.polled.fetch_add(1, Ordering::SeqCst);
        self.0.as_mut().poll_next(context)
    }
}

impl<S> Drop for Counted<S> {
    fn drop(&mut self) {
        self.1.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) counts: Arc<Counts>,
}

fn tick(number: u64) -> Tick {
    Tick { number, text: format!("line\nbreak {number}") }
}

/// Gives what comes at this place of a feed.
async fn at(name: &str, number: u64) -> Option<Result<(EventId, Tick), FeedError>> {
    match (name, number) {
        ("three", 4..) => None,
        ("broken", 3) => Some(Err(FeedError::Broke { at: number })),
        ("panics", 3) => panic!("the feed is out of order"),
        ("silent", _) => std::future::pending().await,
        ("slow", _) => {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Some(Ok((number.into(), tick(number))))
        }
        ("large", _) => Some(Ok((number.into(), Tick { number, text: "x".repeat(16 * 1024) }))),
        _ => Some(Ok((number.into(), tick(number)))),
    }
}

impl Feeds for Source {
    async fn watch(&self, after: LastEventId, name: String) -> Result<EventStream<Tick, FeedError>, FeedError> {
        let first = after.id().map_or(1, |id: u64| id.saturating_add(1));
        match name.as_str() {
            "missing" => return Err(FeedError::Missing { name }),
            "finished" => return Ok(EventStream::finished()),
            _ => {}
        }
        let numbers = stream::unfold((name, first), async |(name, number)| Some((at(&name, number).await?, (name, number + 1))));
        Ok(EventStream::with_ids(Counted(Box::pin(numbers), self.counts.clone())))
    }

    async fn latest(&self, many: u64) -> EventStream<Tick, FeedError> {
        EventStream::new(Counted(Box::pin(stream::iter((1..=many).map(|number| Ok(tick(number))))), self.counts.clone()))
    }
}

pub(crate) fn server() -> (Server, Arc<Counts>) {
    let source = Source::default();
    let counts = source.counts.clone();
    (Server::new().add_service(FeedsServer::new(source)), counts)
}

async fn running() -> Result<(Running, Arc<Counts>)> {
    let (server, counts) = server();
    Ok((Running::start(server.into_router()).await?, counts))
}
