//! The page: its routes, and what happens from one to another.

use crate::browser::pages::{Article, Editor, Favorites, Global, Login, Missing, Profile, Register, Settings, Tagged};
use crate::browser::session::Session;
use crate::browser::view::{Footer, Header};
use crate::browser::{debug, links};
use leptos::html;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;
use web_sys::FocusOptions;

/// The page.
#[component]
pub(crate) fn App() -> impl IntoView {
    debug::show(Session::provide());
    view! {
        <Router>
            <Header/>
            <Main/>
            <Footer/>
        </Router>
    }
}

/// The part between header and footer. It has the focus after a navigation, so that a keyboard and a screen reader go on there.
///
/// Its routes are flat: nested ones decode the parts of a path twice.
#[component]
fn Main() -> impl IntoView {
    links::take_percent_signs();
    let main = NodeRef::<html::Main>::new();
    let location = use_location();
    Effect::new(move |before: Option<String>| {
        let here = format!("{}?{}", location.pathname.get(), location.search.get());
        if before.is_some_and(|before| before != here)
            && let Some(main) = main.get_untracked()
        {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // An element that cannot have the focus leaves it where it is.
            drop(main.focus_with_options(&options));
        }
        here
    });
    view! {
        <main node_ref=main tabindex="-1">
            <FlatRoutes fallback=Missing>
                <Route path=path!("/") view=Global/>
                <Route path=path!("/tag/:tag") view=Tagged/>
                <Route path=path!("/login") view=Login/>
                <Route path=path!("/register") view=Register/>
                <Route path=path!("/settings") view=Settings/>
                <Route path=path!("/editor") view=Editor/>
                <Route path=path!("/editor/:slug") view=Editor/>
                <Route path=path!("/article/:slug") view=Article/>
                <Route path=path!("/profile/:username") view=Profile/>
                <Route path=path!("/profile/:username/favorites") view=Favorites/>
            </FlatRoutes>
        </main>
    }
}
