//! The frame of each page: header, footer, title; and who may see it.

use super::{Faults, avatar, profile_path};
use crate::browser::session::{Session, Viewer};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use realworld_api::Account;

/// Gives the document a title.
pub(crate) fn title(of: impl Fn() -> String + 'static) {
    Effect::new(move |_| document().set_title(&format!("{} · Conduit", of())));
}

/// The name of the site, and the ways to go.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let session = Session::of_page();
    let items = move || match session.viewer() {
        Viewer::Unknown => ().into_any(),
        Viewer::Unavailable => view! { <li class="nav-item nav-text" role="status">"Connecting..."</li> }.into_any(),
        Viewer::Nobody => view! { <Item to="/login">"Sign in"</Item> <Item to="/register">"Sign up"</Item> }.into_any(),
        Viewer::Somebody(account) => of_account(account).into_any(),
    };
    view! {
        <header>
            <nav class="navbar navbar-light" aria-label="Main">
                <div class="container">
                    <a class="navbar-brand" href="/">"conduit"</a>
                    <ul class="nav navbar-nav pull-xs-right"><Item to="/">"Home"</Item> {items}</ul>
                </div>
            </nav>
        </header>
    }
}

fn of_account(account: Account) -> impl IntoView {
    view! {
        <Item to="/editor"><i class="ion-compose"></i> " New Article"</Item>
        <Item to="/settings"><i class="ion-gear-a"></i> " Settings"</Item>
        <Item to=profile_path(&account.username)>
            <img class="user-pic" src=avatar(account.image.as_deref()) alt=""/>
            {account.username}
        </Item>
    }
}

#[component]
fn Item(#[prop(into)] to: String, children: Children) -> impl IntoView {
    let (location, path) = (use_location(), to.clone());
    let is_here = Memo::new(move |_| location.pathname.with(|here| *here == path));
    view! {
        <li class="nav-item">
            <a class="nav-link" class:active=is_here aria-current=move || is_here.get().then_some("page") href=to>{children()}</a>
        </li>
    }
}

/// The foot of each page.
#[component]
pub(crate) fn Footer() -> impl IntoView {
    view! {
        <footer>
            <div class="container">
                <a class="logo-font" href="/">"conduit"</a>
                <span class="attribution">"RealWorld, on Trifold and Leptos. Code under MIT OR Apache-2.0."</span>
            </div>
        </footer>
    }
}

/// A page for who is signed in. Others are led to where one signs in.
#[component]
pub(crate) fn Private(children: ChildrenFn) -> impl IntoView {
    let (session, navigate) = (Session::of_page(), use_navigate());
    let here = use_location().pathname;
    let path = here.get_untracked();
    Effect::new(move |_| {
        // Who signs out here goes elsewhere by themselves.
        if session.is_nobody() && here.get_untracked() == path {
            navigate("/login", NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    let is_unavailable = move || session.viewer() == Viewer::Unavailable;
    let sorry = move || if is_unavailable() { vec!["the server cannot be reached; the page tries again".to_owned()] } else { Vec::new() };
    view! {
        <Show when=move || session.account().is_some() fallback=move || view! { <Faults of=Signal::derive(sorry)/> }>
            {children()}
        </Show>
    }
}
