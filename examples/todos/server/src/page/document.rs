//! The document around the view.

use crate::assets::{BOOT, GLUE, ICON, STYLE, WASM};
use maud::{DOCTYPE, Markup, html};
use todos_web::view::{Access, Deed, Screen, app, panel};

/// The whole document.
pub(super) fn document(screen: &Screen, access: &Access, scripted: bool) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="description" content="TodoMVC on Trifold: one trait, folded into actions, routes and a client.";
                title { "todos · TodoMVC on Trifold" }
                link rel="icon" href=(ICON.url()) type="image/svg+xml";
                link rel="stylesheet" href=(STYLE.url());
                @if scripted { (script()) }
            }
            body {
                (app(screen))
                aside.info aria-label="Hint" { "Double-click a title to change it." }
                (panel(access, &Deed::list()))
            }
        }
    }
}

/// The starter and, ahead of it, what it will ask for.
fn script() -> Markup {
    html! {
        link rel="modulepreload" href=(GLUE);
        link rel="preload" href=(WASM) as="fetch" type="application/wasm" crossorigin;
        script type="module" src=(BOOT.url()) {}
    }
}
