//! Without the feature `cors`: routes answer no other origin's pages.

use super::dispatch::Dispatch;
use super::place::Place;
use axum::Router;

/// Nothing can be set.
#[derive(Debug, Clone, Default)]
pub(super) struct Setting;

/// Puts the routes below `place` on a router.
pub(super) fn mount(router: Router, place: &Place, dispatch: Dispatch, _: &Setting) -> Router {
    place.mount(router, dispatch)
}
