//! A route that says whether the server is to be sent requests: for load balancers.
//!
//! In: the application's own checks, and whether the server was told to stop. Out: 200 or 503. Why a check failed is for the log alone. Anybody can
//! ask: so there is one run of the checks at a time, and all who ask meanwhile share its outcome.

use super::limits::finish;
use super::stage::Stage;
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared, WeakShared, join_all};
use http::{HeaderName, HeaderValue, StatusCode, header};
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The place where a server says whether it is ready, and what that depends on.
#[derive(Clone, Default)]
pub(in crate::server) struct Readiness {
    path: Option<String>,
    checks: Arc<Vec<Check>>,
    run: Arc<Mutex<Option<WeakShared<Run>>>>,
}

/// One run of all checks: whether they pass.
type Run = BoxFuture<'static, bool>;

#[derive(Clone)]
struct Check(Arc<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>);

/// Time limit of all checks together.
const DEADLINE: Duration = Duration::from_secs(1);

impl Readiness {
    /// The path of the route, if there is to be one.
    pub(in crate::server) fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    pub(in crate::server) fn set_path(&mut self, path: &str) {
        self.path = Some(path.to_owned());
    }

    /// Adds a check.
    pub(in crate::server) fn add<W, E>(&mut self, check: impl Fn() -> W + Send + Sync + 'static)
    where
        W: Future<Output = Result<(), E>> + Send + 'static,
        E: fmt::Display,
    {
        let check = Check(Arc::new(move || {
            let checked = check();
            Box::pin(async move { checked.await.map_err(|error| error.to_string()) })
        }));
        Arc::make_mut(&mut self.checks).push(check);
    }

    /// The run that is under way, or a new one. It ends when nobody waits for it.
    fn run(&self) -> Shared<Run> {
        let mut latest = self.run.lock().unwrap_or_else(PoisonError::into_inner);
        let under_way = latest.as_ref().and_then(WeakShared::upgrade).filter(|run| run.peek().is_none());
        under_way.unwrap_or_else(|| {
            let run = pass(self.checks.clone()).boxed().shared();
            *latest = run.downgrade();
            run
        })
    }
}

/// The answer of the route. `stage` is that of the server that the request came through.
pub(in crate::server) async fn answer(
    stage: Option<Stage>,
    readiness: Readiness,
) -> (StatusCode, [(HeaderName, HeaderValue); 1], &'static str) {
    let (status, word) = match () {
        () if stage.is_some_and(|stage| stage.is_leaving()) => (StatusCode::SERVICE_UNAVAILABLE, "leaving"),
        () if !readiness.run().await => (StatusCode::SERVICE_UNAVAILABLE, "not ready"),
        () => (StatusCode::OK, "ready"),
    };
    (status, [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], word)
}

async fn pass(checks: Arc<Vec<Check>>) -> bool {
    let outcomes = AssertUnwindSafe(async { join_all(checks.iter().map(|Check(check)| check())).await }).catch_unwind();
    let outcomes = match finish(DEADLINE, pin!(outcomes)).await {
        Some(Ok(outcomes)) => outcomes,
        Some(Err(_)) => {
            tracing::error!("the server is not ready: a check panicked");
            return false;
        }
        None => {
            tracing::warn!("the server is not ready: a check did not end in time");
            return false;
        }
    };
    let failed = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
    failed.inspect(|error| tracing::warn!(%error, "the server is not ready")).count() == 0
}

impl fmt::Debug for Readiness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Readiness").field("path", &self.path).field("checks", &self.checks.len()).finish()
    }
}
