//! Links to the pages of a list.

use leptos::prelude::*;

/// A link for each page, if there are several. `link` gives the address of one.
#[component]
pub(crate) fn Pages(
    #[prop(into)] count: Signal<u64>,
    #[prop(into)] current: Signal<u64>,
    link: fn(&str, u64) -> String,
    #[prop(into)] base: Signal<String>,
) -> impl IntoView {
    let page = move |page: u64| {
        let is_current = move || current.get() == page;
        view! {
            <li class="page-item" class:active=is_current>
                <a
                    class="page-link"
                    href=move || base.with(|base| link(base, page))
                    aria-label=format!("Page {page}")
                    aria-current=move || is_current().then_some("page")
                >
                    {page}
                </a>
            </li>
        }
    };
    let has_several = Memo::new(move |_| count.get() > 1);
    view! {
        <Show when=move || has_several.get()>
            <nav aria-label="Pages">
                <ul class="pagination">
                    <For each=move || 1..=count.get() key=|page| *page children=page/>
                </ul>
            </nav>
        </Show>
    }
}
