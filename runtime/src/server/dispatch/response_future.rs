//! The answer to a request, polled from its call to what is sent.
//!
//! In: a call under way, or a response. Out: one response, always, also where the method panics or its caller leaves.

use super::finish::ResponseOptions;
use crate::server::call::open::Reply;
use crate::server::guard::stage::{Stage, Stay};
use crate::server::idempotency::held::Hold;
use crate::server::idempotency::keep;
use crate::server::pages::submission::{Rendering, Shown};
use crate::server::problem::rejection::{Rejection, panic_text};
use crate::server::response::outgoing::Outgoing;
use crate::server::trace::metrics;
use crate::server::trace::watched::Watched;
use axum::body::Body;
use futures_util::FutureExt;
use http::Response;
use std::any::Any;
use std::convert::Infallible;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The answer to a request, once it is polled to its end. It never fails.
pub(in crate::server) struct Answer {
    state: State,
    /// The span that all of it happens in, and what else is said of it.
    watched: Watched,
    /// Whether nobody waits for it any more.
    is_left: bool,
}

pub(in crate::server) enum State {
    Ready(Option<Response<Body>>),
    Running {
        reply: Reply,
        show: ResponseOptions,
    },
    /// A write, and then the reads of its flight.
    Flying(Pin<Box<dyn Future<Output = Response<Body>> + Send>>),
    /// The page of a form is on its way.
    Rendering(Rendering, ResponseOptions),
    /// The answer is made apart: of a call behind layers, where all that belongs to it is, or as a document that has to be written first.
    Apart(Pin<Box<dyn Future<Output = Response<Body>> + Send>>, ResponseOptions),
    /// The call is answered, and its answer goes where a second one finds it.
    Keeping(Pin<Box<dyn Future<Output = Response<Body>> + Send>>, ResponseOptions),
}

impl Answer {
    pub(in crate::server) fn new(state: State) -> Self {
        Self { state, watched: Watched::nothing(), is_left: false }
    }

    pub(in crate::server) fn refuse(rejection: Rejection, show: ResponseOptions) -> Self {
        Self::new(State::refuse(rejection, show))
    }

    pub(in crate::server) fn within(mut self, watched: Watched) -> Self {
        self.watched = watched;
        self
    }
}

/// A caller who leaves does not end a call whose key it holds: it comes back for the answer, as a browser does at once when a form is sent
/// twice, and a call that is done by half could not be told from one that never was. The method's deadline still ends it, and a drain waits for it.
impl Drop for Answer {
    fn drop(&mut self) {
        if self.is_left || !self.state.holds_a_key() {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let mut stay = self.state.stage().map(Stage::stay);
            let state = std::mem::replace(&mut self.state, State::Ready(None));
            let watched = std::mem::replace(&mut self.watched, Watched::nothing());
            let answer = Self { state, watched, is_left: true };
            drop(runtime.spawn(async move {
                tokio::select! {
                    _ = answer => {}
                    () = over(&mut stay) => {}
                }
            }));
        }
    }
}

/// Ends when the server waits no longer.
async fn over(stay: &mut Option<Stay>) {
    match stay {
        Some(stay) => stay.over().await,
        None => std::future::pending().await,
    }
}

impl Future for Answer {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { state, watched, .. } = &mut *self;
        let response = ready!(watched.span().in_scope(|| state.poll(context)));
        watched.end(&response);
        Poll::Ready(Ok(response))
    }
}

impl State {
    fn ready(answer: impl Into<Outgoing>, show: &ResponseOptions) -> Self {
        Self::Ready(Some(show.finish(answer.into())))
    }

    fn refuse(rejection: Rejection, show: ResponseOptions) -> Self {
        Self::settle(Err(rejection), show)
    }

    /// Where the call has a claim on a key, its answer is kept, before it is said what belongs to this exchange alone. The page of a refused
    /// form is not: the form is corrected and sent again. Nor is what tells of the exchange and nothing of the method.
    fn settle(outcome: Result<Outgoing, Rejection>, mut show: ResponseOptions) -> Self {
        if let Err(rejection) = &outcome
            && !rejection.is_answer()
        {
            metrics::refused(&rejection.problem().r#type);
        }
        let claims = show.held.as_ref().map(Hold::take_claims).unwrap_or_default();
        let is_final = outcome.as_ref().err().is_none_or(|rejection| !rejection.is_of_the_exchange());
        let answer = match (outcome, show.form.take()) {
            (Ok(answer), _) => answer,
            (Err(rejection), None) => show.document(rejection).into(),
            (Err(rejection), Some(form)) => match form.refuse(rejection) {
                Shown::Now(page) => page.into(),
                Shown::Later(page) => return Self::Rendering(page, show),
            },
        };
        match show.held.clone().filter(|_| !claims.is_empty()) {
            Some(held) => Self::Keeping(Box::pin(keep(held, claims, answer.response, is_final)), show),
            None => Self::ready(answer, &show),
        }
    }

    /// Whether the call has a claim on a key, and is not done with it.
    fn holds_a_key(&self) -> bool {
        match self {
            Self::Running { show, .. } => show.held.as_ref().is_some_and(Hold::has_claims),
            Self::Keeping(..) => true,
            // The write in a flight is an answer of its own.
            Self::Ready(_) | Self::Rendering(..) | Self::Apart(..) | Self::Flying(_) => false,
        }
    }

    /// The server that is to wait for the call.
    fn stage(&self) -> Option<&Stage> {
        match self {
            Self::Running { show, .. } | Self::Keeping(_, show) => show.held.as_ref()?.stage(),
            Self::Ready(_) | Self::Rendering(..) | Self::Apart(..) | Self::Flying(_) => None,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Response<Body>> {
        loop {
            *self = match self {
                Self::Flying(answer) => return answer.as_mut().poll(context),
                Self::Ready(response) => return Poll::Ready(response.take().unwrap_or_default()),
                Self::Keeping(kept, show) => Self::ready(ready!(kept.as_mut().poll(context)), show),
                Self::Apart(answer, show) => Self::ready(ready!(answer.as_mut().poll(context)), show),
                Self::Rendering(page, show) => Self::ready(ready!(page.as_mut().poll(context)), show),
                Self::Running { reply, show } => {
                    let outcome = ready!(AssertUnwindSafe(reply).catch_unwind().poll_unpin(context));
                    let outcome = outcome.unwrap_or_else(|panic| Err(panicked(panic.as_ref())));
                    Self::settle(outcome, std::mem::take(show))
                }
            };
        }
    }
}

/// The refusal in the place of what panicked.
pub(in crate::server) fn panicked(panic: &(dyn Any + Send)) -> Rejection {
    Rejection::panicked(panic_text(panic))
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.state {
            State::Ready(_) => "Answer(ready)",
            State::Running { .. } | State::Keeping(..) | State::Apart(..) => "Answer(running)",
            State::Rendering(..) => "Answer(rendering)",
            State::Flying(_) => "Answer(with reads)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_call_whose_answer_is_kept_holds_its_key_no_longer() {
        let mut answer = Answer::new(State::Keeping(Box::pin(async { Response::new(Body::empty()) }), ResponseOptions::default()));
        assert!(answer.state.holds_a_key());
        assert!((&mut answer).await.is_ok());
        assert!(!answer.state.holds_a_key(), "it would go on, and be polled after its end");
    }
}
