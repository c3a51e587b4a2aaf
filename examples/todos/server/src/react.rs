//! The page in React, below `/react`: one document for each of its URLs, and at the first visit a session.
//!
//! In: the folder that Vite made. Out: pages, to be added to the site's.

use crate::App;
use crate::page::FIXED;
use crate::session::User;
use anyhow::Context;
use axum::Router;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, Html, IntoResponse, Response};
use axum::routing::get;
use std::path::Path;
use std::sync::Arc;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// The URLs: one for each part of the list.
const PATHS: [&str; 3] = ["/react", "/react/active", "/react/completed"];

/// Its document and its assets.
///
/// # Errors
/// The folder has no page.
pub fn react(app: Arc<App>, folder: &Path, https: bool) -> anyhow::Result<Router> {
    let document = std::fs::read_to_string(folder.join("index.html")).with_context(|| format!("no page in {}", folder.display()))?;
    let document: Arc<str> = document.into();
    let page = get(move |headers: HeaderMap| std::future::ready(show(&app, &document, https, &headers)));
    let router = PATHS.into_iter().fold(Router::new(), |router, path| router.route(path, page.clone()));
    // The names of assets change with their content.
    let keeps = SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    let assets = Router::new().fallback_service(ServeDir::new(folder.join("assets"))).layer(keeps);
    Ok(router.nest("/react/assets", assets))
}

fn show(app: &App, document: &str, https: bool, headers: &HeaderMap) -> Response {
    let cookie = match User::of_browser(headers, app.seals()) {
        Some(_) => None,
        None => match User::fresh() {
            Ok(user) => Some((header::SET_COOKIE, user.cookie(app.seals(), https).to_string())),
            Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    };
    (FIXED, AppendHeaders(cookie), Html(document.to_owned())).into_response()
}
