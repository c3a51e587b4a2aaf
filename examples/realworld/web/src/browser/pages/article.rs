//! An article, with its comments.

use super::comments::Comments;
use super::param::param;
use crate::browser::faults::lines;
use crate::browser::live::live;
use crate::browser::session::Session;
use crate::browser::view::{Faults, FavoriteButton, FollowButton, Meta, Tags, editor_path, title};
use crate::browser::write::Write;
use crate::markdown::to_html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use realworld_api::{Article as Whole, ArticleSummary, ArticlesSpec};

/// The article of the path.
#[component]
pub(crate) fn Article() -> impl IntoView {
    let (session, slug) = (Session::of_page(), param("slug"));
    let read = live(move || session.store.get().query(ArticlesSpec::FIND, (slug.get(),)));
    let article = Memo::new(move |_| read.with(|read| read.value.as_ref().map(|body| body.article.clone())));
    title(move || article.with(|article| article.as_ref().map_or_else(|| "Article".to_owned(), |article| article.summary.title.clone())));
    let faults = move || read.with(|read| read.error.iter().flat_map(|fault| lines(fault)).collect::<Vec<_>>());
    let is_known = Memo::new(move |_| article.with(Option::is_some));
    let shown = move || match (is_known.get(), untrack(|| article.get())) {
        (true, Some(first)) => {
            view! { <Shown slug article=Signal::derive(move || article.get().unwrap_or_else(|| first.clone()))/> }.into_any()
        }
        _ => view! { <div class="container page"><Faults of=Signal::derive(faults)/></div> }.into_any(),
    };
    view! { <div class="article-page">{shown}</div> }
}

#[component]
fn Shown(slug: Memo<String>, article: Signal<Whole>) -> impl IntoView {
    let summary = Signal::derive(move || article.get().summary);
    let faults = RwSignal::new(Vec::new());
    let html = Memo::new(move |_| article.with(|article| to_html(&article.body)));
    view! {
        <div class="banner">
            <div class="container">
                <h1>{move || summary.get().title}</h1>
                <Meta article=summary><Deeds article=summary faults/></Meta>
                <Faults of=faults/>
            </div>
        </div>
        <div class="container page">
            <div class="row article-content">
                <div class="col-md-12">
                    <p class="description">{move || summary.get().description}</p>
                    <div inner_html=html></div>
                    <Tags of=Signal::derive(move || summary.get().tag_list)/>
                </div>
            </div>
            <hr/>
            <Comments slug/>
        </div>
    }
}

/// Buttons of the author, or of a reader.
#[component]
fn Deeds(article: Signal<ArticleSummary>, faults: RwSignal<Vec<String>>) -> impl IntoView {
    let session = Session::of_page();
    let is_own = Memo::new(move |_| article.with(|article| session.is_own(&article.author.username)));
    move || {
        if is_own.get() {
            view! { <OfAuthor article faults/> }.into_any()
        } else {
            view! {
                <FollowButton profile=Signal::derive(move || article.get().author)/>
                " "
                <FavoriteButton article/>
            }
            .into_any()
        }
    }
}

#[component]
fn OfAuthor(article: Signal<ArticleSummary>, faults: RwSignal<Vec<String>>) -> impl IntoView {
    let navigate = use_navigate();
    let write = Write::new(Session::of_page(), |store| store.mutation(ArticlesSpec::DELETE).once());
    Effect::new(move |_| faults.set(write.faults.get()));
    let delete = move |_| {
        let navigate = navigate.clone();
        write.send((article.with_untracked(|article| article.slug.clone()),), move |_| navigate("/", Default::default()));
    };
    view! {
        <a class="btn btn-outline-secondary btn-sm" href=move || article.with(|article| editor_path(&article.slug))>
            <i class="ion-edit"></i>
            " Edit Article"
        </a>
        " "
        <button type="button" class="btn btn-outline-danger btn-sm" disabled=write.pending on:click=delete>
            <i class="ion-trash-a"></i>
            " Delete Article"
        </button>
    }
}
