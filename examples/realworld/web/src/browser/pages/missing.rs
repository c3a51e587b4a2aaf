//! The page of an address that has none.

use crate::browser::view::title;
use leptos::prelude::*;

/// No page.
#[component]
pub(crate) fn Missing() -> impl IntoView {
    title(|| "Not found".to_owned());
    view! {
        <div class="container page">
            <h1>"Not found"</h1>
            <p>"There is no such page. " <a href="/">"Go to the articles."</a></p>
        </div>
    }
}
