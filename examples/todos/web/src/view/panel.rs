//! The panel: the same method, called by the page as an action and by a script as a route.

use super::curl::{Deed, curl};
use maud::{Markup, html};

/// What a script needs to get at the caller's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Where the API is: `http://127.0.0.1:3000`.
    pub origin: String,
    /// The caller's API token.
    pub token: String,
}

/// The whole panel.
pub fn panel(access: &Access, done: &Deed) -> Markup {
    html! {
        aside.panel aria-labelledby="panel-title" {
            h2 #panel-title { "One method, two doors" }
            (deed(access, done))
            details.token {
                summary { "API token" }
                p { "It opens this list on the public routes and nothing else: it is not the session, and no action takes it." }
                code data-token { (access.token) }
            }
        }
    }
}

/// The part of the panel that changes with each call.
pub fn deed(access: &Access, done: &Deed) -> Markup {
    let (verb, path) = done.target();
    html! {
        div.deed {
            p.method { code { (done.method.service.name) "::" (done.method.name) } " " (done.method.doc) }
            dl {
                dt { "Action" }
                dd { code { "POST " (done.method.action_path()) } span.key { "session cookie" } }
                dt { "Route" }
                dd {
                    @if done.has_route() { code { (verb) " " (path) } span.key { "bearer token" } }
                    @else { span { "None: the trait gives it no verb. To see what came of it:" } }
                }
            }
            pre tabindex="0" aria-label="The same from a shell" { code data-curl { (curl(&access.origin, &access.token, done)) } }
        }
    }
}
