//! The page: three URLs, one for each part of the list, and `?edit={id}` on each, for those without a script. And the login.
//!
//! In: a browser's request. Out: HTML with the caller's todos in it, and at the first visit a session. It reads through the same
//! trait as everyone else and changes nothing: what changes things is an action.

mod document;
mod image;
mod login;
mod refused;

pub(crate) use login::LOGIN;

use crate::App;
use crate::changes::position;
use crate::session::{Purpose, User};
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{AppendHeaders, Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;
use todos_api::{Filter, Page, TodoError, Todos};
use todos_web::view::{self, Access, Editing, Screen};
use trifold::server::FormState;

/// No script but the page's own, WebAssembly included; nothing inline; nothing from elsewhere; no frame around it.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What the page is rendered from.
#[derive(Clone)]
struct Site {
    app: Arc<App>,
    /// The tags that start the script, where there is one.
    script: Option<Arc<str>>,
    https: bool,
}

#[derive(Debug, Deserialize)]
struct View {
    edit: Option<String>,
}

/// The pages.
pub(crate) fn router(app: Arc<App>, script: Option<String>, https: bool) -> Router {
    let pages = Filter::EACH.into_iter().fold(Router::new(), |router, filter| {
        let page = async move |site: State<Site>, view: Query<View>, forms: FormState, headers: HeaderMap| {
            show(&site, filter, &view, &forms, &headers).await
        };
        router.route(view::path(filter), get(page))
    });
    pages.route(view::IMAGE_ROUTE, get(image::show)).route(LOGIN, get(login::show)).with_state(Site {
        app,
        script: script.map(Arc::from),
        https,
    })
}

async fn show(site: &Site, filter: Filter, view: &View, forms: &FormState, headers: &HeaderMap) -> Response {
    let edit = refused::edited(forms).or_else(|| view.edit.as_deref()?.parse().ok());
    match render(site, filter, edit, forms, headers).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(error, "the page could not be rendered");
            (StatusCode::INTERNAL_SERVER_ERROR, "The page could not be rendered.").into_response()
        }
    }
}

async fn render(site: &Site, filter: Filter, edit: Option<u64>, forms: &FormState, headers: &HeaderMap) -> Result<Response, String> {
    let known = User::of_browser(headers, site.app.seals());
    let user = known.clone().map_or_else(User::fresh, Ok).map_err(|error| error.to_string())?;
    // Before the list: what happens in between is told twice rather than not at all.
    let position = position(site.app.store()).await.map_err(|error| format!("{error:?}"))?;
    let todos = site.app.list(user.clone(), Page::default()).await.map_err(|error: TodoError| format!("{error:?}"))?;
    let screen = refused::shown(Screen { todos, filter, editing: edit.map(Editing::start), ..Screen::default() }, forms);
    let access = Access { origin: origin(headers, site.https), token: site.app.seals().close(Purpose::Token, &user) };
    let session = known.is_none().then(|| (header::SET_COOKIE, user.cookie(site.app.seals(), site.https).to_string()));
    let name = site.app.store().name_of(user.list.clone()).await.map_err(|error| format!("{error:?}"))?;
    let whose = document::whose(name.as_deref(), forms);
    let html = document::document(&screen, position, &access, &whose, site.script.as_deref());
    Ok((FIXED, AppendHeaders(session), Html(html.into_string())).into_response())
}

/// The headers of every page. `no-store`, since what it shows is the caller's own.
pub(crate) const FIXED: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::VARY, "cookie"),
];

/// Where the caller sees this server.
fn origin(headers: &HeaderMap, https: bool) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
    format!("{}://{host}", if https { "https" } else { "http" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use http_body_util::BodyExt;
    use std::path::Path;
    use tower::ServiceExt;

    fn pages(script: Option<&str>) -> Router {
        let app = App::open(Path::new(":memory:")).expect("SQLite opens in memory");
        router(Arc::new(app), script.map(str::to_owned), false)
    }

    async fn get(pages: &Router, url: &str, headers: &[(HeaderName, &str)]) -> Response {
        let request = headers.iter().fold(Request::get(url), |request, (name, value)| request.header(name, *value));
        pages.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    async fn html(response: Response) -> String {
        String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn the_first_visit_starts_a_session_and_the_next_keeps_it() {
        let pages = pages(None);
        let first = get(&pages, "/", &[]).await;
        let cookie = first.headers()[header::SET_COOKIE].to_str().unwrap();
        let second = get(&pages, "/active", &[(header::COOKIE, cookie.split(';').next().unwrap())]).await;
        assert_eq!((second.status(), second.headers().get(header::SET_COOKIE)), (StatusCode::OK, None));
    }

    #[tokio::test]
    async fn a_made_up_session_is_replaced() {
        let response = get(&pages(None), "/", &[(header::COOKIE, "todos_session=mine.all-mine")]).await;
        assert!(response.headers().contains_key(header::SET_COOKIE));
    }

    #[tokio::test]
    async fn the_page_has_a_script_only_where_there_is_a_bundle() {
        assert!(!html(get(&pages(None), "/", &[]).await).await.contains("<script"));
        let script = "<script src=\"/assets/0/start.js\"></script>";
        assert!(html(get(&pages(Some(script)), "/", &[]).await).await.contains(script));
    }

    #[tokio::test]
    async fn a_host_is_text_and_never_markup() {
        let page = html(get(&pages(None), "/", &[(header::HOST, "\"><script>")]).await).await;
        assert!(!page.contains("<script"), "{page}");
    }
}
