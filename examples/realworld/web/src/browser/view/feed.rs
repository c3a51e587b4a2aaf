//! A list of articles, page by page.

use super::pages::Pages;
use super::{Faults, FavoriteButton, Meta, Tags, article_path};
use crate::browser::faults::lines;
use crate::browser::live::live;
use crate::browser::session::Session;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use realworld_api::{ArticleList, ArticleSummary, ArticlesSpec, ConduitError, Filter, Page};
use trifold_store::{Query, Snapshot, Store};

/// Number of articles of a page.
const PAGE: u64 = 10;

/// The articles to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All.
    Global,
    /// Those of people whom the viewer follows.
    Followed,
    /// Those with a tag.
    Tagged(String),
    /// Those that somebody wrote.
    By(String),
    /// The favourites of somebody.
    FavoritesOf(String),
}

impl Scope {
    fn query(self, store: &Store, page: u64) -> Query<ArticleList, ConduitError> {
        let (limit, offset) = (Some(PAGE), Some((page - 1).saturating_mul(PAGE)));
        let all = Filter { limit, offset, ..Filter::default() };
        let filter = match self {
            Self::Followed => return store.query(ArticlesSpec::FEED, (Page { limit, offset },)),
            Self::Global => all,
            Self::Tagged(tag) => Filter { tag: Some(tag), ..all },
            Self::By(author) => Filter { author: Some(author), ..all },
            Self::FavoritesOf(reader) => Filter { favorited: Some(reader), ..all },
        };
        store.query(ArticlesSpec::LIST, (filter,))
    }

    fn empty(&self) -> &'static str {
        match self {
            Self::Followed => "Your feed is empty. Follow people to see their articles here, or look into the Global Feed.",
            _ => "No articles are here... yet.",
        }
    }
}

/// The articles of a scope: the page of the query `page`.
#[component]
pub(crate) fn Feed(#[prop(into)] scope: Signal<Scope>) -> impl IntoView {
    let (session, query) = (Session::of_page(), use_query_map());
    let page = Memo::new(move |_| query.with(|query| query.get("page")?.parse().ok().filter(|page| *page > 0)).unwrap_or(1));
    let list = live(move || scope.get().query(&session.store.get(), page.get()));
    Effect::new(move |_| list.with(|list| list.error.iter().for_each(|fault| session.hear(fault))));
    let location = use_location();
    let base = move || format!("{}?{}", location.pathname.get(), if scope.get() == Scope::Followed { "feed=following&" } else { "" });
    let count = move || list.with(|list| list.value.as_ref().map_or(0, |list| list.articles_count.div_ceil(PAGE)));
    view! {
        <div class="feed" aria-busy=move || list.with(|list| list.value.is_none()).to_string()>
            {move || list.with(|list| state(list, &scope.read()))}
            <For each=move || articles(&list.read()) key=|article| article.slug.clone() children=move |article| preview(article, list)/>
            <Pages count=Signal::derive(count) current=page base=Signal::derive(base) link=|base, page| format!("{base}page={page}")/>
        </div>
    }
}

fn articles(list: &Snapshot<ArticleList, ConduitError>) -> Vec<ArticleSummary> {
    list.value.as_ref().map(|list| list.articles.clone()).unwrap_or_default()
}

/// The words in the place of articles, where there are none.
fn state(list: &Snapshot<ArticleList, ConduitError>, scope: &Scope) -> AnyView {
    match (&list.value, &list.error) {
        (Some(list), _) if list.articles.is_empty() => view! { <p class="empty-feed-message">{scope.empty()}</p> }.into_any(),
        (Some(_), _) => ().into_any(),
        (None, Some(fault)) => view! { <Faults of=lines(fault)/> }.into_any(),
        (None, None) => view! { <p class="loading" role="status">"Loading articles..."</p> }.into_any(),
    }
}

/// One of the list. It is the same element as long as the article is in the list.
fn preview(first: ArticleSummary, list: ReadSignal<Snapshot<ArticleList, ConduitError>>) -> impl IntoView {
    let article = Memo::new(move |_| {
        let find = |list: &ArticleList| list.articles.iter().find(|article| article.slug == first.slug).cloned();
        list.with(|list| list.value.as_deref().and_then(find)).unwrap_or_else(|| first.clone())
    });
    view! {
        <article class="article-preview">
            <Meta article><FavoriteButton article in_list=true/></Meta>
            <a class="preview-link" href=move || article.with(|article| article_path(&article.slug))>
                <h1>{move || article.get().title}</h1>
                <p>{move || article.get().description}</p>
                <span>"Read more..."</span>
                <Tags of=Signal::derive(move || article.get().tag_list)/>
            </a>
        </article>
    }
}
