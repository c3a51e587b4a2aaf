//! A route that says that the server is there: for load balancers and supervisors.

use crate::server::problem::build_error::BuildError;
use axum::Router;
use axum::response::IntoResponse;
use http::header;

/// Adds the route, if there is to be one.
///
/// # Errors
/// If `path` is not the path of a route.
pub(in crate::server) fn mount(router: Router, path: Option<&str>) -> Result<Router, BuildError> {
    match path {
        None => Ok(router),
        Some(path) if is_path(path) => Ok(router.route(path, axum::routing::get(ok))),
        Some(path) => Err(BuildError(format!("`{path}` is no path for a health route; write one such as `/healthz`"))),
    }
}

/// Returns true for a path at which a route can be, as it stands.
pub(super) fn is_path(path: &str) -> bool {
    path.starts_with('/') && !path.contains(['{', '}', '*', '?', '#', ':'])
}

async fn ok() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ok")
}
