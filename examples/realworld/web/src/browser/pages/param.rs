//! Parts of the path.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A part of the path, by its name in the route. Empty while another route is shown.
pub(super) fn param(name: &'static str) -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(name)).unwrap_or_default())
}
