//! The page on the server: rendered for the guest who asks, with the values from which the browser goes on.

use crate::page::{Page, PageProps, Parts};
use axum::Router;
use axum::http::request;
use axum::response::Html;
use axum::routing::get;
use bookings_api::{BookingsClient, BookingsSpec};
use bookings_server::{Restaurant, document, files, services};
use leptos::prelude::*;
use std::sync::Arc;
use trifold::server::{FormState, InProcess, Server};
use trifold_bundle::Assets;
use trifold_client_wasm::{Browser, Fetch};
use trifold_store::Store;

/// The page and the service that it calls: in process here, and by `fetch` from the browser.
pub fn site(assets: Assets) -> Server {
    let restaurant = Arc::new(Restaurant::default());
    let actions = services(restaurant.clone()).into_router();
    let files = files(&assets);
    let page = get(async move |parts: request::Parts, forms: FormState| page(actions, &assets, &parts, &forms).await);
    services(restaurant).pages(files.route("/", page))
}

async fn page(actions: Router, assets: &Assets, request: &request::Parts, forms: &FormState) -> Html<String> {
    let transport = Fetch::through(InProcess::new(actions).on_behalf_of(request));
    let store = Store::new(transport.clone(), Browser::new());
    // Who is no guest has no list, and is shown the way in.
    if let Ok(list) = BookingsClient::new(transport).list().await {
        store.hydrate_one(BookingsSpec::LIST, (), list);
    }
    let state = store.dehydrate();
    let parts = Parts { store, enter: forms.form(BookingsSpec::ENTER), book: forms.form(BookingsSpec::BOOK) };
    let html = Owner::new().with(|| Page(PageProps { parts }).to_html());
    let body = format!("<main id=\"main\">{html}</main><script type=\"application/json\" id=\"state\">{state}</script>");
    // A form that was refused was sent without the script: what was typed and what is wrong stand in the page.
    let head = if forms.problem().is_some() { String::new() } else { assets.head("/assets") };
    Html(document("Bookings, in Leptos", &head, &body))
}
