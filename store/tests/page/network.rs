//! A transport whose answers the test gives, in any order.

use crate::TodosSpec;
use futures_channel::oneshot::{Sender, channel};
use futures_core::Stream;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use trifold::transport::{Pieces, Platform, Request, Response, Sleep, Streamed};
use trifold::{Transport, TransportError};

type Arrived = Result<Response, TransportError>;

/// Requests to a method, each with the place of its answer.
type Open = Vec<(String, Sender<Arrived>)>;

/// The place of a stream's head.
type Head = Sender<Result<Streamed, TransportError>>;

/// A piece of a stream, or why it breaks off; none at its end.
type Said = Option<Result<Vec<u8>, TransportError>>;

/// Requests that wait for their answers, and what was sent.
#[derive(Clone, Default)]
pub(crate) struct Network {
    open: Arc<Mutex<Open>>,
    /// Streams that wait for their heads.
    heads: Arc<Mutex<VecDeque<Head>>>,
    sent: Arc<Mutex<Vec<Request>>>,
}

impl Network {
    /// Answers the request to a method that is the `at`th of those open.
    pub(crate) fn answer(&self, method: &str, at: usize, status: u16, body: &str) {
        let kind = if status < 300 { "application/json" } else { "application/problem+json" };
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        self.give(method, at, Ok(Response { status, headers, body: body.as_bytes().to_vec() }));
    }

    /// Answers a request with a header besides.
    pub(crate) fn answer_with(&self, method: &str, body: &str, name: &str, value: String) {
        let headers = vec![(name.to_owned(), value)];
        self.give(method, 0, Ok(Response { status: 200, headers, body: body.as_bytes().to_vec() }));
    }

    /// Breaks the connection of a request.
    pub(crate) fn cut(&self, method: &str) {
        self.give(method, 0, Err(TransportError::Failed("cut".to_owned())));
    }

    fn give(&self, method: &str, at: usize, arrived: Arrived) {
        let mut open = self.open.lock().unwrap();
        let (at, _) = open.iter().enumerate().filter(|(_, (other, _))| other == method).nth(at).unwrap();
        open.remove(at).1.send(arrived).unwrap();
    }

    /// The methods of the requests that wait, and after them of the streams.
    pub(crate) fn open(&self) -> Vec<String> {
        let open = self.open.lock().unwrap();
        let mut heads = self.heads.lock().unwrap();
        heads.retain(|head| !head.is_canceled());
        open.iter().map(|(method, _)| method.clone()).chain(heads.iter().map(|_| "watch".to_owned())).collect()
    }

    /// Accepts the oldest stream that waits.
    pub(crate) fn accept(&self) -> Feed {
        let feed = Feed::default();
        let headers = vec![("content-type".to_owned(), "text/event-stream".to_owned())];
        self.head(Streamed { status: 200, headers, body: Pieces::new(feed.clone()) });
        feed
    }

    /// Refuses it.
    pub(crate) fn refuse(&self, status: u16, body: &str) {
        let feed = Feed::default();
        feed.say(body);
        feed.end();
        let headers = vec![("content-type".to_owned(), "application/problem+json".to_owned())];
        self.head(Streamed { status, headers, body: Pieces::new(feed) });
    }

    fn head(&self, answer: Streamed) {
        self.heads.lock().unwrap().pop_front().unwrap().send(Ok(answer)).unwrap();
    }

    /// A header of the newest request.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let sent = self.sent.lock().unwrap();
        sent.last()?.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
    }

    /// The body of the newest request.
    pub(crate) fn body(&self) -> String {
        let sent = self.sent.lock().unwrap();
        String::from_utf8(sent.last().and_then(|request| request.body.clone()).unwrap_or_default()).unwrap()
    }

    /// The number of requests so far.
    pub(crate) fn count(&self) -> usize {
        self.sent.lock().unwrap().len()
    }
}

impl Transport for Network {
    async fn send(&self, request: Request) -> Arrived {
        let method = TodosSpec::METHODS.iter().find(|method| method.action_path() == request.target).unwrap();
        let (sender, receiver) = channel();
        self.open.lock().unwrap().push((method.name.to_owned(), sender));
        self.sent.lock().unwrap().push(request);
        receiver.await.unwrap()
    }

    async fn open(&self, request: Request) -> Result<Streamed, TransportError> {
        let (sender, receiver) = channel();
        self.heads.lock().unwrap().push_back(sender);
        self.sent.lock().unwrap().push(request);
        receiver.await.unwrap()
    }

    fn platform(&self) -> Option<&'static dyn Platform> {
        Some(&Impatient)
    }
}

/// A network that has no streams.
#[derive(Clone)]
pub(crate) struct WithoutStreams;

impl Transport for WithoutStreams {
    async fn send(&self, _: Request) -> Arrived {
        Err(TransportError::Failed("not here".to_owned()))
    }
}

/// A platform whose short waits are none, and whose long ones do not end.
struct Impatient;

impl Platform for Impatient {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, time: Duration) -> Option<Sleep> {
        if time < Duration::from_secs(5) { Some(Box::pin(std::future::ready(()))) } else { None }
    }

    fn random(&self) -> Option<u128> {
        Some(7)
    }
}

/// The body of a stream, in the hands of the test.
#[derive(Clone, Default)]
pub(crate) struct Feed(Arc<Mutex<VecDeque<Said>>>);

impl Feed {
    pub(crate) fn say(&self, text: &str) {
        self.0.lock().unwrap().push_back(Some(Ok(text.as_bytes().to_vec())));
    }

    pub(crate) fn end(&self) {
        self.0.lock().unwrap().push_back(None);
    }

    /// Breaks the connection.
    pub(crate) fn cut(&self) {
        self.0.lock().unwrap().push_back(Some(Err(TransportError::Broken("cut".to_owned()))));
    }

    /// Returns true once nobody reads it any more.
    pub(crate) fn is_dropped(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }
}

impl Stream for Feed {
    type Item = Result<Vec<u8>, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.lock().unwrap().pop_front().map_or(Poll::Pending, Poll::Ready)
    }
}
