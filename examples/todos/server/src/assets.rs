//! Files that the page loads: its own style and icons, which are part of the program, and the browser bundle, which is a folder.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use trifold_bundle::Assets;

/// The path that all of them are below.
pub(crate) const BASE: &str = "/assets";

/// The page's style.
pub(crate) const STYLE: Asset =
    Asset { path: "/assets/todos.css", kind: "text/css; charset=utf-8", text: include_str!("../assets/todos.css") };
/// The page's icon.
pub(crate) const ICON: Asset = Asset { path: "/assets/icon.svg", kind: "image/svg+xml", text: include_str!("../assets/icon.svg") };
/// What the style draws beside a title.
const PENCIL: Asset = Asset { path: "/assets/pencil.svg", kind: "image/svg+xml", text: include_str!("../assets/pencil.svg") };

/// A file that is part of the program.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asset {
    path: &'static str,
    kind: &'static str,
    text: &'static str,
}

impl Asset {
    /// The URL of exactly this content, which may be kept for good.
    pub(crate) fn url(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.text.hash(&mut hasher);
        format!("{}?v={:016x}", self.path, hasher.finish())
    }
}

/// The bundle of the page, if there is one.
pub(crate) fn bundle(folder: Option<&Path>) -> Option<Assets> {
    let assets = Assets::open(folder?);
    assets.inspect_err(|error| tracing::warn!(%error, "the page comes without a script")).ok()
}

/// Everything below `/assets`.
pub(crate) fn router(bundle: Option<&Assets>) -> Router {
    let router = [STYLE, ICON, PENCIL].into_iter().fold(Router::new(), |router, asset| {
        let headers = [(header::CONTENT_TYPE, asset.kind)];
        router.route(asset.path, get(async move || (headers, asset.text)))
    });
    let router = match bundle {
        Some(bundle) => router.nest(BASE, Router::new().fallback_service(ServeDir::new(bundle.folder()))),
        None => router,
    };
    router
        .layer(fixed(header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
}

/// A header of each file that is there: its name stands for one content.
fn fixed(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<impl Fn(&Response) -> Option<HeaderValue> + Clone> {
    SetResponseHeaderLayer::overriding(name, move |response: &Response| {
        let is_there = !response.status().is_client_error() && !response.status().is_server_error();
        is_there.then(|| HeaderValue::from_static(value))
    })
}
