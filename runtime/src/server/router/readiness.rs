//! The route of the readiness: for load balancers.

use super::health::is_path;
use crate::server::guard::connection_info::ConnectionInfo;
use crate::server::guard::readiness::{Readiness, answer};
use crate::server::problem::build_error::BuildError;
use axum::Router;
use axum::extract::Request;
use axum::routing::get;

/// Adds the route, if there is to be one.
///
/// # Errors
/// If the path is not one, or the health route's.
pub(in crate::server) fn mount(router: Router, readiness: &Readiness, health: Option<&str>) -> Result<Router, BuildError> {
    let Some(path) = readiness.path() else { return Ok(router) };
    if !is_path(path) || health == Some(path) {
        return Err(BuildError(format!("`{path}` is no path for a readiness route; write one of its own such as `/readyz`")));
    }
    let readiness = readiness.clone();
    let stage_of = |request: &Request| ConnectionInfo::of(request.extensions()).map(|connection| connection.stage.clone());
    Ok(router.route(path, get(move |request: Request| answer(stage_of(&request), readiness.clone()))))
}
