//! The document around the view.

use super::login::{LOGIN, key};
use crate::assets::{ICON, STYLE};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use todos_api::AccountsSpec;
use todos_web::state;
use todos_web::view::{Access, Deed, Screen, app, panel};
use trifold::server::FormState;

/// The page of a list.
pub(super) fn document(screen: &Screen, position: u64, access: &Access, whose: &Markup, script: Option<&str>) -> Markup {
    let inside = html! {
        (whose)
        (app(screen))
        aside.info aria-label="Hint" { "Double-click a title to change it." }
        (panel(access, &Deed::list()))
        @if script.is_some() { script #state type="application/json" data-position=(position) { (PreEscaped(state(screen.todos.clone()))) } }
    };
    around("todos · TodoMVC on Trifold", &inside, script)
}

/// Whose list it is, and the way in or out.
pub(super) fn whose(name: Option<&str>, forms: &FormState) -> Markup {
    let sign_out = forms.form(AccountsSpec::SIGN_OUT);
    html! {
        nav.account aria-label="Account" {
            @match name {
                Some(name) => {
                    span { (name) }
                    form method="post" action=(sign_out.action()) data-call="sign_out" { (key(&sign_out)) button { "Sign out" } }
                }
                None => a href=(login(forms.page())) { "Sign in" },
            }
        }
    }
}

/// The way to the login, and back to a page.
fn login(page: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", page).finish();
    format!("{LOGIN}?{query}")
}

/// A whole document.
pub(super) fn around(title: &str, inside: &Markup, script: Option<&str>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="description" content="TodoMVC on Trifold: one trait, folded into actions, routes and a client.";
                title { (title) }
                link rel="icon" href=(ICON.url()) type="image/svg+xml";
                link rel="stylesheet" href=(STYLE.url());
                @if let Some(tags) = script { (PreEscaped(tags)) }
            }
            body { (inside) }
        }
    }
}
