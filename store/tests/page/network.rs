//! A transport whose answers the test gives, in any order.

use crate::TodosSpec;
use futures_channel::oneshot::{Sender, channel};
use std::sync::{Arc, Mutex};
use trifold::transport::{Request, Response};
use trifold::{Transport, TransportError};

type Arrived = Result<Response, TransportError>;

/// Requests to a method, each with the place of its answer.
type Open = Vec<(String, Sender<Arrived>)>;

/// Requests that wait for their answers, and what was sent.
#[derive(Clone, Default)]
pub(crate) struct Network {
    open: Arc<Mutex<Open>>,
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

    /// The methods of the requests that wait.
    pub(crate) fn open(&self) -> Vec<String> {
        self.open.lock().unwrap().iter().map(|(method, _)| method.clone()).collect()
    }

    /// A header of the newest request.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let sent = self.sent.lock().unwrap();
        sent.last()?.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
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
}
