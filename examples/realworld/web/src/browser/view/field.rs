//! Fields of forms, and what is wrong with them.

use leptos::prelude::*;

/// A field of one line.
#[component]
pub(crate) fn Field(
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = "form-control-lg")] size: &'static str,
) -> impl IntoView {
    view! {
        <fieldset class="form-group">
            <input
                class=format!("form-control {size}")
                type=kind
                name=name
                placeholder=label
                aria-label=label
                autocomplete=autocomplete
                bind:value=value
            />
        </fieldset>
    }
}

/// A field of several lines.
#[component]
pub(crate) fn Area(name: &'static str, label: &'static str, value: RwSignal<String>, #[prop(default = 8)] rows: u32) -> impl IntoView {
    view! {
        <fieldset class="form-group">
            <textarea class="form-control" name=name rows=rows placeholder=label aria-label=label bind:value=value></textarea>
        </fieldset>
    }
}

/// Faults, a line each. A screen reader says them when they come.
#[component]
pub(crate) fn Faults(#[prop(into)] of: Signal<Vec<String>>) -> impl IntoView {
    let line = |line| view! { <li>{line}</li> };
    view! {
        <div role="alert">
            {move || {
                (!of.with(Vec::is_empty)).then(|| view! { <ul class="error-messages">{of.get().into_iter().map(line).collect_view()}</ul> })
            }}
        </div>
    }
}
