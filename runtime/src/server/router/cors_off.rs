//! The routes without the feature `cors`.

use super::prefix::MountPrefix;
use crate::server::dispatch::dispatcher::Dispatch;
use crate::server::guard::cors::Setting;
use axum::Router;

/// Puts the routes below `place` on a router.
pub(in crate::server) fn mount(router: Router, place: &MountPrefix, dispatch: Dispatch, _: &Setting) -> Router {
    place.mount(router, dispatch)
}
