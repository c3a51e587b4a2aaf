//! The step between a connection and the application: one request in, one response out.

use super::activity::{ActiveCall, Activity};
use super::application::Application;
use super::request_body::MeteredBody;
use super::response_body::ResponseBody;
use crate::server::guard::connection_info::ConnectionInfo;
use crate::server::guard::host;
use crate::server::guard::limits::overloaded;
use crate::server::header::field::Field;
use crate::server::problem::rejection::Rejection;
use axum::body::Body;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, Version, header};
use http_body::Body as _;
use hyper::body::Incoming;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// The application that answers the requests of a connection, and what bounds them.
pub(super) struct ConnectionService<A> {
    pub(super) app: A,
    pub(super) connection: Arc<ConnectionInfo>,
    pub(super) activity: Activity,
    pub(super) stall_deadline: Duration,
    /// The most bytes that the peer may leave unread, where they are counted.
    pub(super) most_unread: u64,
}

/// The way of a connection's requests to their answers.
pub(super) struct Line<A>(Arc<ConnectionService<A>>);

/// A response on its way, and the visit that it ends.
pub(super) struct Answering<A: Application> {
    front: Arc<ConnectionService<A>>,
    state: State<A::Answer>,
    version: Version,
    visit: Option<ActiveCall>,
}

enum State<F> {
    /// Nobody has looked at it yet: of requests that come together, each is admitted behind the answers of those before it.
    New(Option<Request<Incoming>>),
    Asked(F),
    Refused(Option<Response<Body>>),
}

/// Fields of a request's head about its host and its body.
#[derive(Default)]
struct Head<'a> {
    host: Field<'a>,
    coding: Field<'a>,
    expects: bool,
}

impl<A: Application> hyper::service::Service<Request<Incoming>> for Line<A> {
    type Response = Response<ResponseBody>;
    type Error = Infallible;
    type Future = Answering<A>;

    fn call(&self, request: Request<Incoming>) -> Answering<A> {
        Answering { front: self.0.clone(), version: request.version(), state: State::New(Some(request)), visit: None }
    }
}

impl<A> From<ConnectionService<A>> for Line<A> {
    fn from(front: ConnectionService<A>) -> Self {
        Self(Arc::new(front))
    }
}

impl<A: Application> ConnectionService<A> {
    fn visit(&self, request: &Request<Incoming>) -> ActiveCall {
        self.activity.visit(request.version() == Version::HTTP_2, request.body().size_hint().exact())
    }

    /// Answers a request: 400 where it names no host, or two; 501 where its body is coded in a way that nobody here decodes; 503 where its peer leaves too many answers unread; else what the application says.
    fn ask(&self, request: Request<Incoming>) -> State<A::Answer> {
        let head = Head::of(request.headers());
        let (admitted, is_sent, is_shared) = (self.admit(&request, &head), !head.expects, request.version() == Version::HTTP_2);
        match admitted {
            Ok(()) => State::Asked(self.app.answer(request.map(|body| self.arriving(body, is_sent, is_shared)), &self.connection)),
            Err(rejection) => State::Refused(Some(rejection.into_response())),
        }
    }

    fn admit(&self, request: &Request<Incoming>, head: &Head<'_>) -> Result<(), Rejection> {
        host::named(request.version(), request.uri(), head.host)?;
        head.is_plain()?;
        if self.activity.unread() < self.most_unread { Ok(()) } else { Err(overloaded("too many answers wait for you to read them")) }
    }

    fn arriving(&self, body: Incoming, is_sent: bool, is_shared: bool) -> Body {
        if body.is_end_stream() { Body::empty() } else { Body::new(MeteredBody::new(body, is_sent, is_shared, self.stall_deadline)) }
    }
}

impl<'a> Head<'a> {
    /// One pass over all fields.
    fn of(headers: &'a HeaderMap) -> Self {
        let mut head = Self::default();
        for (name, value) in headers {
            match name.as_str() {
                "host" => head.host.add(value),
                "transfer-encoding" => head.coding.add(value),
                "expect" => head.expects = true,
                _ => {}
            }
        }
        head
    }

    /// Lets a body go ahead that is coded in no other way than in chunks: hyper takes the chunks apart, and nobody the rest.
    ///
    /// # Errors
    /// 501 (RFC 9112, section 6.1), and the connection is closed.
    fn is_plain(&self) -> Result<(), Rejection> {
        match self.coding.single() {
            Ok(None) => Ok(()),
            Ok(Some(coding)) if coding.as_bytes().eq_ignore_ascii_case(b"chunked") => Ok(()),
            _ => Err(Rejection::status(StatusCode::NOT_IMPLEMENTED)
                .detail("send the body in chunks, or with its length, and in no other transfer coding")
                .header(header::CONNECTION, HeaderValue::from_static("close"))),
        }
    }
}

impl<A: Application> Future for Answering<A> {
    type Output = Result<Response<ResponseBody>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { front, state, version, visit } = &mut *self;
        if let State::New(request) = state
            && let Some(request) = request.take()
        {
            *visit = Some(front.visit(&request));
            *state = front.ask(request);
        }
        let mut response = match state {
            State::Asked(answer) => ready!(Pin::new(answer).poll(context)).unwrap_or_else(|never| match never {}),
            State::New(_) => return Poll::Pending,
            State::Refused(response) => response.take().unwrap_or_default(),
        };
        let is_last = response.status() == StatusCode::REQUEST_TIMEOUT || front.connection.stage.is_leaving();
        if is_last && *version <= Version::HTTP_11 && response.status() != StatusCode::SWITCHING_PROTOCOLS {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        // Nobody asks once more after that.
        let Some(visit) = visit.take() else { return Poll::Pending };
        Poll::Ready(Ok(response.map(|body| ResponseBody::new(body, visit))))
    }
}
