//! What the page loads: its own style, icon and starter, which are part of the program, and the browser bundle, which is a folder.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::routing::get;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// The page's style.
pub(crate) const STYLE: Asset =
    Asset { path: "/assets/todos.css", kind: "text/css; charset=utf-8", text: include_str!("../assets/todos.css") };
/// The page's icon.
pub(crate) const ICON: Asset = Asset { path: "/assets/icon.svg", kind: "image/svg+xml", text: include_str!("../assets/icon.svg") };
/// What the style draws beside a title.
const PENCIL: Asset = Asset { path: "/assets/pencil.svg", kind: "image/svg+xml", text: include_str!("../assets/pencil.svg") };
/// What starts the bundle.
pub(crate) const BOOT: Asset =
    Asset { path: "/assets/boot.js", kind: "text/javascript; charset=utf-8", text: include_str!("../assets/boot.js") };

/// The bundle's two files, as `boot.js` and the glue ask for them.
pub(crate) const GLUE: &str = "/assets/todos_web.js";
pub(crate) const WASM: &str = "/assets/todos_web_bg.wasm";

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

/// A folder with the browser bundle in it.
#[derive(Debug, Clone)]
pub(crate) struct Bundle(PathBuf);

impl Bundle {
    /// The bundle, if the folder has one.
    pub(crate) fn find(folder: Option<&Path>) -> Option<Self> {
        let file = |url: &str| folder.map(|folder| folder.join(url.trim_start_matches("/assets/")));
        let found = [GLUE, WASM].into_iter().all(|url| file(url).is_some_and(|file| file.is_file()));
        match (folder, found) {
            (Some(folder), true) => Some(Self(folder.to_owned())),
            (Some(folder), false) => {
                tracing::warn!(folder = %folder.display(), "no browser bundle here; the page comes without a script");
                None
            }
            (None, _) => None,
        }
    }
}

/// Everything below `/assets`.
pub(crate) fn router(bundle: Option<Bundle>) -> Router {
    let router = [STYLE, ICON, PENCIL, BOOT].into_iter().fold(Router::new(), |router, asset| {
        let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
        router.route(asset.path, get(async move || (headers, asset.text)))
    });
    let router = match bundle {
        Some(Bundle(folder)) => router.nest("/assets", Router::new().fallback_service(ServeDir::new(folder)).layer(revalidated())),
        None => router,
    };
    router.layer(nosniff())
}

/// The bundle's names do not change with its content: a browser asks each time, and mostly hears 304.
fn revalidated() -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))
}

fn nosniff() -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))
}
