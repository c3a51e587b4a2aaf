//! The articles of all, of people whom the viewer follows, and with a tag.

use super::param::param;
use crate::browser::live::live;
use crate::browser::session::Session;
use crate::browser::view::{Feed, Private, Scope, tag_path, title};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use realworld_api::TagsSpec;

/// All articles, or with `?feed=following` those of people whom the viewer follows.
#[component]
pub(crate) fn Global() -> impl IntoView {
    let query = use_query_map();
    let is_followed = Memo::new(move |_| query.with(|query| query.get("feed")).is_some_and(|feed| feed == "following"));
    title(|| "Home".to_owned());
    let feed = move || {
        if is_followed.get() {
            view! { <Private><Feed scope=Scope::Followed/></Private> }.into_any()
        } else {
            view! { <Feed scope=Scope::Global/> }.into_any()
        }
    };
    let scope = move || if is_followed.get() { Scope::Followed } else { Scope::Global };
    view! { <Home scope=Signal::derive(scope)>{feed}</Home> }
}

/// The articles with a tag.
#[component]
pub(crate) fn Tagged() -> impl IntoView {
    let tag = param("tag");
    title(move || format!("#{}", tag.get()));
    let scope = Signal::derive(move || Scope::Tagged(tag.get()));
    view! { <Home scope><Feed scope/></Home> }
}

#[component]
fn Home(scope: Signal<Scope>, children: Children) -> impl IntoView {
    let session = Session::of_page();
    let has_own = Memo::new(move |_| session.account().is_some());
    view! {
        <div class="home-page">
            <div class="banner">
                <div class="container"><h1 class="logo-font">"conduit"</h1><p>"A place to share your knowledge."</p></div>
            </div>
            <div class="container page">
                <div class="row">
                    <div class="col-md-9">
                        <nav class="feed-toggle" aria-label="Feeds">
                            <ul class="nav nav-pills outline-active">
                                <Show when=move || has_own.get()>
                                    <Tab scope of=Scope::Followed to="/?feed=following">"Your Feed"</Tab>
                                </Show>
                                <Tab scope of=Scope::Global to="/">"Global Feed"</Tab>
                                {move || match scope.get() {
                                    Scope::Tagged(tag) => Some(tab_of_tag(scope, tag)),
                                    _ => None,
                                }}
                            </ul>
                        </nav>
                        {children()}
                    </div>
                    <div class="col-md-3"><Sidebar/></div>
                </div>
            </div>
        </div>
    }
}

fn tab_of_tag(scope: Signal<Scope>, tag: String) -> impl IntoView {
    let (to, words) = (tag_path(&tag), format!("#{tag}"));
    view! { <Tab scope of=Scope::Tagged(tag) to=to>{words}</Tab> }
}

#[component]
fn Tab(scope: Signal<Scope>, of: Scope, #[prop(into)] to: String, children: Children) -> impl IntoView {
    let is_shown = Memo::new(move |_| scope.with(|scope| *scope == of));
    view! {
        <li class="nav-item">
            <a class="nav-link" class:active=is_shown aria-current=move || is_shown.get().then_some("page") href=to>{children()}</a>
        </li>
    }
}

/// Every tag.
#[component]
fn Sidebar() -> impl IntoView {
    let session = Session::of_page();
    let tags = live(move || session.store.get().query(TagsSpec::LIST, ()));
    let all = move || tags.with(|tags| tags.value.as_ref().map(|list| list.tags.clone()));
    let tag = |tag: String| view! { <a class="tag-default tag-pill" href=tag_path(&tag)>{tag.clone()}</a> };
    let list = move || match all() {
        None => view! { <p class="loading">"Loading tags..."</p> }.into_any(),
        Some(tags) if tags.is_empty() => view! { <p>"No tags are here... yet."</p> }.into_any(),
        Some(tags) => view! { <div class="tag-list">{tags.into_iter().map(tag).collect_view()}</div> }.into_any(),
    };
    view! { <aside class="sidebar" aria-label="Popular Tags"><p>"Popular Tags"</p>{list}</aside> }
}
