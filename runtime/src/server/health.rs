//! A route that says that the server is there: for load balancers and supervisors.

use super::builder::{BuildError, Server};
use axum::Router;
use axum::response::IntoResponse;
use http::header;

impl Server {
    /// Answers `GET` on this path with 200 and `ok`: without contexts, and however many calls are in flight.
    ///
    /// It says that the server answers, not that what it needs is well: that is [`Server::readiness`].
    pub fn health(mut self, path: &str) -> Self {
        self.config.health = Some(path.to_owned());
        self
    }
}

/// Adds the route, if there is to be one.
///
/// # Errors
/// If the path is not one.
pub(super) fn mount(router: Router, path: Option<&str>) -> Result<Router, BuildError> {
    match path {
        None => Ok(router),
        Some(path) if is_path(path) => Ok(router.route(path, axum::routing::get(ok))),
        Some(path) => Err(BuildError(format!("`{path}` is no path for a health route; write one such as `/healthz`"))),
    }
}

/// Whether a route can be there, as it stands.
pub(super) fn is_path(path: &str) -> bool {
    path.starts_with('/') && !path.contains(['{', '}', '*', '?', '#', ':'])
}

async fn ok() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ok")
}
