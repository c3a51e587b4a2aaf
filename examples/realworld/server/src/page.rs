//! The page in a browser: one document for each of its URLs, its own files, and the bundle of `web`, a folder.
//!
//! In: a bundle. Out: a router with every path that is no call's. What the document shows, the bundle makes of the URL.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, Response};
use axum::routing::get;
use std::future::ready;
use std::path::PathBuf;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use trifold_bundle::{Assets, Bundle};

/// The URLs, as axum writes them. `web` has the same routes.
const PATHS: [&str; 10] = [
    "/",
    "/tag/{tag}",
    "/login",
    "/register",
    "/settings",
    "/editor",
    "/editor/{slug}",
    "/article/{slug}",
    "/profile/{username}",
    "/profile/{username}/favorites",
];

/// The path that all files are below.
const BASE: &str = "/assets";

/// The page's own files: path, content type, text.
const FILES: [(&str, &str, &str); 4] = [
    ("/assets/frame.css", "text/css; charset=utf-8", include_str!("../assets/frame.css")),
    ("/assets/pages.css", "text/css; charset=utf-8", include_str!("../assets/pages.css")),
    ("/assets/default-avatar.svg", "image/svg+xml", include_str!("../assets/default-avatar.svg")),
    ("/assets/icon.svg", "image/svg+xml", include_str!("../assets/icon.svg")),
];

/// No script but the page's own, WebAssembly included; nothing inline; nothing from elsewhere but the pictures that people name.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data: http: https:; object-src 'none'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The headers of every document.
const HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::CACHE_CONTROL, "no-cache"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// The folder of the page's crate, in development.
const WEB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../web");

/// The bundle of `web`.
#[derive(Debug, Clone)]
pub struct Page {
    bundle: Assets,
}

impl Page {
    /// Opens a bundle that was made before: `trifold-bundle examples/realworld/web --out DIR`.
    ///
    /// # Errors
    /// There is none in this folder.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, trifold_bundle::Error> {
        Ok(Self { bundle: Assets::open(folder)? })
    }

    /// Makes the bundle, as far as its sources are newer: for development.
    ///
    /// # Errors
    /// The page does not compile, or rustc has no target `wasm32-unknown-unknown`.
    pub fn make() -> Result<Self, trifold_bundle::Error> {
        Ok(Self { bundle: Bundle::new(WEB).profile("dev").build()? })
    }

    /// Everything that is no call. What is nowhere is said by the page too.
    pub(crate) fn router(&self) -> Router {
        let document = include_str!("../assets/page.html").replace("{head}", &self.bundle.head(BASE));
        let missing = (StatusCode::NOT_FOUND, HEADERS, Html(document.clone()));
        let found = (HEADERS, Html(document));
        let pages = PATHS.into_iter().fold(Router::new(), |router, path| {
            let found = found.clone();
            router.route(path, get(move || ready(found.clone())))
        });
        pages.merge(self.files()).fallback(get(move || ready(missing.clone())))
    }

    /// The files that documents ask for. Those of the bundle have names that change with their content, and are kept.
    fn files(&self) -> Router {
        let own = FILES.into_iter().fold(Router::new(), |router, (path, kind, text)| {
            let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")];
            router.route(path, get(move || ready((headers, text))))
        });
        let bundle = Router::new().fallback_service(ServeDir::new(self.bundle.folder()));
        own.nest(BASE, bundle.layer(kept())).layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
    }
}

/// Has browsers keep a file, if it is there.
fn kept() -> SetResponseHeaderLayer<impl Fn(&Response) -> Option<HeaderValue> + Clone> {
    SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, |response: &Response| {
        response.status().is_success().then(|| HeaderValue::from_static("public, max-age=31536000, immutable"))
    })
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}
