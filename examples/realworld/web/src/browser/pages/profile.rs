//! Somebody, and their articles.

use super::param::param;
use crate::browser::faults::lines;
use crate::browser::live::live;
use crate::browser::session::Session;
use crate::browser::view::{Faults, Feed, FollowButton, Scope, avatar, profile_path, title};
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use realworld_api::{Profile as Person, ProfilesSpec};

/// Somebody's own articles.
#[component]
pub(crate) fn Profile() -> impl IntoView {
    view! { <Page scope=Scope::By/> }
}

/// Somebody's favourites.
#[component]
pub(crate) fn Favorites() -> impl IntoView {
    view! { <Page scope=Scope::FavoritesOf/> }
}

#[component]
fn Page(scope: fn(String) -> Scope) -> impl IntoView {
    let (session, username) = (Session::of_page(), param("username"));
    let profile = live(move || session.store.get().query(ProfilesSpec::FIND, (username.get(),)));
    title(move || username.get());
    let person = Memo::new(move |_| profile.with(|profile| profile.value.as_ref().map(|body| body.profile.clone())));
    let faults = move || profile.with(|profile| profile.error.iter().flat_map(|fault| lines(fault)).collect::<Vec<_>>());
    let scope = Signal::derive(move || scope(username.get()));
    let known = move |person: Person| {
        let (first, read) = (person.clone(), move || profile.with(|profile| profile.value.as_ref().map(|body| body.profile.clone())));
        Signal::derive(move || read().unwrap_or_else(|| first.clone()))
    };
    let is_known = Memo::new(move |_| person.with(Option::is_some));
    view! {
        <div class="profile-page">
            {move || is_known.get().then(|| untrack(|| person.get())).flatten().map(|person| view! { <UserInfo profile=known(person)/> })}
            <div class="container">
                <Show when=move || !is_known.get()><Faults of=Signal::derive(faults)/></Show>
                <Show when=move || is_known.get()>
                    <div class="row">
                        <div class="col-xs-12 col-md-10 offset-md-1">
                            <Tabs username/>
                            <Feed scope/>
                        </div>
                    </div>
                </Show>
            </div>
        </div>
    }
}

#[component]
fn UserInfo(profile: Signal<Person>) -> impl IntoView {
    let session = Session::of_page();
    let is_own = Memo::new(move |_| profile.with(|profile| session.is_own(&profile.username)));
    // The heading of the page, which RealWorld's markup has on the fourth level.
    let name = html::h4().role("heading").attr("aria-level", "1").child(move || profile.get().username);
    let deed = move || {
        if is_own.get() {
            let words = view! { <i class="ion-gear-a"></i> " Edit Profile Settings" };
            view! { <a class="btn btn-sm btn-outline-secondary action-btn" href="/settings">{words}</a> }.into_any()
        } else {
            view! { <FollowButton profile/> }.into_any()
        }
    };
    view! {
        <div class="user-info">
            <div class="container">
                <div class="row">
                    <div class="col-xs-12 col-md-10 offset-md-1">
                        <img class="user-img" src=move || avatar(profile.read().image.as_deref()) alt=""/>
                        {name}
                        <p>{move || profile.get().bio}</p>
                        {deed}
                    </div>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Tabs(username: Memo<String>) -> impl IntoView {
    let location = use_location();
    let tab = move |words: &'static str, tail: &'static str| {
        let path = move || format!("{}{tail}", profile_path(&username.read()));
        let is_shown = Memo::new(move |_| location.pathname.get().ends_with("/favorites") == (tail == "/favorites"));
        view! {
            <li class="nav-item">
                <a class="nav-link" class:active=is_shown aria-current=move || is_shown.get().then_some("page") href=path>{words}</a>
            </li>
        }
    };
    view! {
        <nav class="articles-toggle feed-toggle" aria-label="Articles">
            <ul class="nav nav-pills outline-active">{tab("My Articles", "")} {tab("Favorited Articles", "/favorites")}</ul>
        </nav>
    }
}
