//! A route that says whether the server is to be sent requests: for load balancers.
//!
//! In: the application's own checks, and whether the server was told to stop. Out: 200 or 503. Why a check failed is for the log alone.

use super::builder::{BuildError, Server};
use super::health::is_path;
use super::limits::finish;
use super::serve::Stage;
use axum::Router;
use axum::extract::Request;
use axum::routing::get;
use futures_util::future::{BoxFuture, join_all};
use http::{HeaderName, HeaderValue, StatusCode, header};
use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

/// Where a server says whether it is ready, and what that depends on.
#[derive(Clone, Default)]
pub(super) struct Readiness {
    path: Option<String>,
    checks: Arc<Vec<Check>>,
}

#[derive(Clone)]
struct Check(Arc<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>);

/// How long the checks may take, all together.
const DEADLINE: Duration = Duration::from_secs(1);

impl Server {
    /// Answers `GET` on this path with 200 and `ready` as long as the server is to be sent requests: until it is told to stop, and as long as
    /// each [`Server::readiness_check`] passes. Else the answer is 503.
    ///
    /// It is 503 from SIGTERM on, while requests are still answered: for how long, [`Serving::grace`](super::Serving::grace) says. That needs
    /// [`serve`](super::serve); another server does not tell when it stops.
    pub fn readiness(mut self, path: &str) -> Self {
        self.config.readiness.path = Some(path.to_owned());
        self
    }

    /// Adds something that the readiness depends on. It is asked each time, without contexts and outside of the calls in flight, and has a
    /// second; what it gives as an error is logged, and not sent.
    ///
    /// What all nodes share is better left out: where it fails, none of them would be sent anything.
    ///
    /// ```
    /// # async fn ping() -> Result<(), std::io::Error> { Ok(()) }
    /// let server = trifold::server::Server::new().readiness("/readyz").readiness_check(|| async { ping().await });
    /// # drop(server);
    /// ```
    pub fn readiness_check<W, E>(mut self, check: impl Fn() -> W + Send + Sync + 'static) -> Self
    where
        W: Future<Output = Result<(), E>> + Send + 'static,
        E: fmt::Display,
    {
        let check = Check(Arc::new(move || {
            let checked = check();
            Box::pin(async move { checked.await.map_err(|error| error.to_string()) })
        }));
        Arc::make_mut(&mut self.config.readiness.checks).push(check);
        self
    }
}

/// Adds the route, if there is to be one.
///
/// # Errors
/// If the path is not one, or the health route's.
pub(super) fn mount(router: Router, readiness: &Readiness, health: Option<&str>) -> Result<Router, BuildError> {
    let Readiness { path: Some(path), checks } = readiness else { return Ok(router) };
    if !is_path(path) || health == Some(path) {
        return Err(BuildError(format!("`{path}` is no path for a readiness route; write one of its own such as `/readyz`")));
    }
    let checks = checks.clone();
    Ok(router.route(path, get(move |request: Request| answer(request.extensions().get::<Stage>().cloned(), checks.clone()))))
}

async fn answer(stage: Option<Stage>, checks: Arc<Vec<Check>>) -> (StatusCode, [(HeaderName, HeaderValue); 1], &'static str) {
    let (status, word) = match () {
        () if stage.is_some_and(|stage| stage.is_leaving()) => (StatusCode::SERVICE_UNAVAILABLE, "leaving"),
        () if !pass(&checks).await => (StatusCode::SERVICE_UNAVAILABLE, "not ready"),
        () => (StatusCode::OK, "ready"),
    };
    (status, [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], word)
}

async fn pass(checks: &[Check]) -> bool {
    let outcomes = join_all(checks.iter().map(|Check(check)| check()));
    let Some(outcomes) = finish(DEADLINE, pin!(outcomes)).await else {
        tracing::warn!("the server is not ready: a check did not end in time");
        return false;
    };
    let failed = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
    failed.inspect(|error| tracing::warn!(%error, "the server is not ready")).count() == 0
}

impl fmt::Debug for Readiness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Readiness").field("path", &self.path).field("checks", &self.checks.len()).finish()
    }
}
