//! A transport that answers by method, without a server.
//!
//! In: the actions that a test expects, each with a function. Out: answers as a server writes them, so that a client decodes what it would else.

use super::in_process::collected;
use crate::error::{ApiError, Outcome};
use crate::server::decode::{Blank, Blanks, FromBlanks, Items, filled};
use crate::server::problem::rejection::Rejection;
use crate::server::response::written::Written;
use crate::spec::MethodSpec;
use crate::transport::{Method, Request, Response, Transport, TransportError};
use axum::body::Body;
use http::StatusCode;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

type Answer = Arc<dyn Fn(&Request) -> Result<http::Response<Body>, TransportError> + Send + Sync>;

/// A transport for the tests of what calls a service, such as a page's state: it answers each action by a function, and there is no server.
///
/// The rules of arguments are checked as ever, and what the function gives is written and read as a server and a client do it. A method without
/// an answer fails with [`TransportError::NotSent`], which names it. Files, streams and routes are not answered; those take
/// [`InProcess`](crate::server::InProcess) and an implementation.
///
/// ```
/// use trifold::server::FakeTransport;
/// use trifold::{ApiError, CallError, TransportError, service};
///
/// #[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
/// pub enum TodoError {
///     #[error("todo {id} not found")]
///     #[status(404)]
///     NotFound { id: u64 },
/// }
///
/// #[service]
/// pub trait Todos {
///     async fn title(&self, id: u64) -> Result<String, TodoError>;
///     async fn clear(&self) -> Result<(), TodoError>;
///     async fn count(&self) -> Result<u64, TodoError>;
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let fake = FakeTransport::new()
///     .answer(TodosSpec::TITLE, |(id,)| if id == 1 { Ok("Milk".to_owned()) } else { Err(TodoError::NotFound { id }) })
///     .fail(TodosSpec::CLEAR, TransportError::Offline)
///     .refuse(TodosSpec::COUNT, 401);
/// let todos = TodosClient::new(fake);
///
/// assert_eq!(todos.title(1).await, Ok("Milk".to_owned()));
/// assert_eq!(todos.title(2).await, Err(CallError::Api(TodoError::NotFound { id: 2 })));
/// assert_eq!(todos.clear().await, Err(CallError::Offline));
/// assert!(matches!(todos.count().await, Err(CallError::Denied(_))));
/// # }
/// ```
#[derive(Clone, Default)]
pub struct FakeTransport {
    answers: HashMap<(&'static str, &'static str), Answer>,
}

impl FakeTransport {
    /// Answers nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers calls of `method` with what `answer` makes of their arguments.
    #[must_use]
    pub fn answer<K, A, R>(self, method: &'static Method<K, A, R>, answer: impl Fn(A) -> R + Send + Sync + 'static) -> Self
    where
        K: 'static,
        A: FromBlanks + 'static,
        R: Outcome<Value: 'static, Error: ApiError> + 'static,
    {
        let respond = move |request: &Request| {
            let written = arguments(request).and_then(|arguments| match answer(arguments).into_result() {
                Ok(value) => Written::of(value, method.value),
                Err(error) => Err(Rejection::own(&error)),
            });
            Ok(written.map_or_else(Rejection::into_response, |written| http::Response::new(Body::from(written.into_json()))))
        };
        self.with(method, respond)
    }

    /// Answers calls of `method` with a problem of this HTTP status (RFC 9457); one that is no status is 500.
    #[must_use]
    pub fn refuse<K, A, R>(self, method: &'static Method<K, A, R>, status: u16) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.with(method, move |_| Ok(Rejection::status(status).into_response()))
    }

    /// Lets calls of `method` come to nothing.
    #[must_use]
    pub fn fail<K, A, R>(self, method: &'static Method<K, A, R>, error: TransportError) -> Self {
        self.with(method, move |_| Err(error.clone()))
    }

    fn with(
        mut self,
        method: &MethodSpec,
        answer: impl Fn(&Request) -> Result<http::Response<Body>, TransportError> + Send + Sync + 'static,
    ) -> Self {
        self.answers.insert(key(method), Arc::new(answer));
        self
    }

    fn respond(&self, request: &Request) -> Result<http::Response<Body>, TransportError> {
        let method = request.method;
        match self.answers.get(&key(method)) {
            Some(answer) if request.target == method.action_path() => answer(request),
            Some(_) => Err(TransportError::NotSent("a fake transport answers actions alone, and this is a route".to_owned())),
            None => Err(TransportError::NotSent(format!("the fake transport has no answer for `{}.{}`", method.service.name, method.name))),
        }
    }
}

impl fmt::Debug for FakeTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.answers.keys()).finish()
    }
}

#[diagnostic::do_not_recommend]
impl Transport for FakeTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let (parts, body) = self.respond(&request)?.into_parts();
        collected(parts, body).await
    }
}

const fn key(method: &MethodSpec) -> (&'static str, &'static str) {
    (method.service.name, method.name)
}

fn arguments<A: FromBlanks>(request: &Request) -> Result<A, Rejection> {
    let mut blanks = A::blanks();
    fill(request, &mut blanks)?;
    filled(A::from_blanks(blanks))
}

fn fill(request: &Request, blanks: &mut dyn Blanks) -> Result<(), Rejection> {
    let mut items = Items::of(request.body.as_deref().unwrap_or_default(), request.method)?;
    for (place, param) in request.method.params.iter().enumerate() {
        items.fill(&mut Blank::new(filled(blanks.at(place))?, param.captured))?;
    }
    items.finish()
}
