//! Parts of an article that lists and pages show.

use super::{Avatar, profile_path};
use jiff::Timestamp;
use leptos::prelude::*;
use realworld_api::{ArticleSummary, Profile};

/// Author and day of an article; beside them, what can be done with it.
#[component]
pub(crate) fn Meta(#[prop(into)] article: Signal<ArticleSummary>, children: Children) -> impl IntoView {
    let author = Memo::new(move |_| article.with(|article| article.author.clone()));
    view! {
        <div class="article-meta">
            <Avatar of=author/>
            <div class="info">
                <Author of=author/>
                {move || article.with(|article| date(article.created_at, "date"))}
            </div>
            {children()}
        </div>
    }
}

#[component]
fn Author(#[prop(into)] of: Signal<Profile>) -> impl IntoView {
    view! { <a class="author" href=move || of.with(|author| profile_path(&author.username))>{move || of.get().username}</a> }
}

/// A day, in UTC.
pub(crate) fn date(time: Timestamp, class: &'static str) -> impl IntoView {
    view! { <time class=class datetime=time.to_string()>{time.strftime("%B %-d, %Y").to_string()}</time> }
}

/// The tags of an article.
#[component]
pub(crate) fn Tags(#[prop(into)] of: Signal<Vec<String>>) -> impl IntoView {
    let tag = |tag| view! { <li class="tag-default tag-pill tag-outline">{tag}</li> };
    move || (!of.with(Vec::is_empty)).then(|| view! { <ul class="tag-list">{of.get().into_iter().map(tag).collect_view()}</ul> })
}
