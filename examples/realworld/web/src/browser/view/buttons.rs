//! Favourites and follows. Both show at once what will come of them.

use crate::browser::session::Session;
use crate::browser::write::Write;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use realworld_api::{Article, ArticleBody, ArticleList, ArticleSummary, ArticlesSpec, ConduitError, Profile, ProfileBody, ProfilesSpec};
use trifold_store::{Mutation, Store};

fn mark(article: &mut ArticleSummary, favorited: bool) {
    if article.favorited != favorited {
        article.favorited = favorited;
        article.favorites_count = if favorited { article.favorites_count + 1 } else { article.favorites_count.saturating_sub(1) };
    }
}

fn mark_in(list: &mut ArticleList, slug: &str, favorited: bool) {
    list.articles.iter_mut().filter(|article| article.slug == slug).for_each(|article| mark(article, favorited));
}

fn favorite(store: &Store, favorited: bool) -> Mutation<(String,), ArticleBody<Article>, ConduitError> {
    let write = if favorited { ArticlesSpec::FAVORITE } else { ArticlesSpec::UNFAVORITE };
    store
        .mutation(write)
        .optimistic(ArticlesSpec::LIST, move |list, (slug,)| mark_in(list, slug, favorited))
        .optimistic(ArticlesSpec::FEED, move |list, (slug,)| mark_in(list, slug, favorited))
        .optimistic(ArticlesSpec::FIND, move |body, _| mark(&mut body.article.summary, favorited))
}

fn follow(store: &Store, following: bool) -> Mutation<(String,), ProfileBody, ConduitError> {
    let write = if following { ProfilesSpec::FOLLOW } else { ProfilesSpec::UNFOLLOW };
    store.mutation(write).optimistic(ProfilesSpec::FIND, move |body, _| body.profile.following = following).optimistic(
        ArticlesSpec::FIND,
        move |body, (username,)| {
            let author = &mut body.article.summary.author;
            author.following = if author.username == *username { following } else { author.following };
        },
    )
}

/// Makes an article a favourite, or one no more. In a list it shows the number alone.
#[component]
pub(crate) fn FavoriteButton(#[prop(into)] article: Signal<ArticleSummary>, #[prop(default = false)] in_list: bool) -> impl IntoView {
    let toggle = toggle(favorite);
    let favorited = move || article.with(|article| article.favorited);
    let count = move || article.with(|article| article.favorites_count);
    let deed = move || if favorited() { "Unfavorite" } else { "Favorite" };
    let label = move || in_list.then(|| format!("{} Article {}", deed(), count()));
    view! {
        <button
            type="button"
            class=move || format!("btn btn-sm {}", if favorited() { "btn-primary" } else { "btn-outline-primary" })
            class:pull-xs-right=in_list
            aria-label=label
            on:click=move |_| article.with_untracked(|article| toggle(article.slug.clone(), !article.favorited))
        >
            <i class="ion-heart"></i>
            {if in_list { view! { " " {count} }.into_any() } else { view! { " " {move || format!("{} Article ({})", deed(), count())} }.into_any() }}
        </button>
    }
}

/// Follows somebody, or no more.
#[component]
pub(crate) fn FollowButton(#[prop(into)] profile: Signal<Profile>) -> impl IntoView {
    let toggle = toggle(follow);
    let following = move || profile.with(|profile| profile.following);
    let name = move || format!("{} {}", if following() { "Unfollow" } else { "Follow" }, profile.with(|profile| profile.username.clone()));
    view! {
        <button
            type="button"
            class=move || format!("btn btn-sm action-btn {}", if following() { "btn-secondary" } else { "btn-outline-secondary" })
            on:click=move |_| profile.with_untracked(|profile| toggle(profile.username.clone(), !profile.following))
        >
            <i class=move || if following() { "ion-minus-round" } else { "ion-plus-round" }></i>
            " "
            {name}
        </button>
    }
}

/// Does a deed or undoes it, for who is signed in; others are led to where one signs in.
fn toggle<V: Send + Sync + 'static>(
    mutation: fn(&Store, bool) -> Mutation<(String,), V, ConduitError>,
) -> impl Fn(String, bool) + Copy + 'static {
    let (session, navigate) = (Session::of_page(), StoredValue::new_local(use_navigate()));
    let (on, off) = (Write::new(session, move |store| mutation(store, true)), Write::new(session, move |store| mutation(store, false)));
    let login = move || navigate.with_value(|navigate| navigate("/login", Default::default()));
    Effect::new(move |_| {
        if !(on.faults.with(Vec::is_empty) && off.faults.with(Vec::is_empty)) && session.is_nobody() {
            login();
        }
    });
    move |name, is_on| {
        if untrack(|| session.is_nobody()) {
            return login();
        }
        let write = if is_on { on } else { off };
        write.send((name,), |_| ());
    }
}
