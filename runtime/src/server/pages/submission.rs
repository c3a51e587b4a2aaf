//! A form's request, as far as its answer has to know it.
//!
//! In: a request that wants a page, before it is run. Out: the answer to its refusal: the way to the login, the page once more, or a small
//! page of our own. Never a JSON document, and never the page of a request that another site sent.

use super::Site;
use super::render::{self, Origin};
use super::state::Refused;
use super::typed::Typed;
use super::whence::page_of;
use crate::error::problem_type;
use crate::form::Refusal;
use crate::server::content::wants_page;
use crate::server::reject::Rejection;
use crate::server::{host, page};
use crate::spec::MethodSpec;
use axum::body::Body;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::pin::Pin;
use std::sync::Arc;

/// A form's request, as far as its answer has to know it.
#[derive(Debug)]
pub(in crate::server) struct Submission(Box<Inner>);

#[derive(Debug)]
struct Inner {
    site: Arc<Site>,
    page: Option<String>,
    origin: Option<Origin>,
    method: Option<&'static MethodSpec>,
    typed: Typed,
}

/// A page on its way.
pub(in crate::server) type Rendering = Pin<Box<dyn Future<Output = Response<Body>> + Send>>;

/// The answer to a refused form.
pub(in crate::server) enum Shown {
    /// Is there.
    Now(Response<Body>),
    /// Is being rendered.
    Later(Rendering),
}

impl Submission {
    /// What there is to keep of a request that wants a page; of any other, nothing.
    pub(in crate::server) fn of(parts: &mut Parts, site: &Arc<Site>) -> Option<Self> {
        if !wants_page(&parts.headers) {
            return None;
        }
        let page = page_of(parts);
        let may_render = site.router.is_some() && page.is_some() && !render::is_rendering() && parts.extensions.get::<Refused>().is_none();
        let origin = may_render.then(|| Origin {
            headers: parts.headers.clone(),
            extensions: parts.extensions.clone(),
            version: parts.version,
            host: host::of(parts.version, &parts.uri, &parts.headers).ok().flatten().map(str::to_owned),
        });
        let typed = Typed::default();
        if origin.is_some() {
            parts.extensions.insert(typed.clone());
        }
        Some(Self(Box::new(Inner { site: site.clone(), page, origin, method: None, typed })))
    }

    /// Says which method the form is of.
    pub(in crate::server) fn of_method(mut self, method: &'static MethodSpec) -> Self {
        self.0.method = Some(method);
        self
    }

    /// The answer to a form that was refused.
    pub(in crate::server) fn refuse(self, rejection: Rejection) -> Shown {
        let Inner { site, page, origin, method, typed } = *self.0;
        if rejection.is_answer() {
            return Shown::Now(rejection.into_response());
        }
        if rejection.is_redirect() || rejection.has_page() {
            return Shown::Now(rejection.into_answer_to_form());
        }
        if let Some(login) = site.login.as_deref().filter(|_| rejection.is_unknown_caller()) {
            return Shown::Now(rejection.into_redirect(&with_next(login, page.as_deref())));
        }
        let uri = page.as_deref().and_then(|page| page.parse::<Uri>().ok());
        match (site.router.clone(), uri, origin) {
            (Some(router), Some(uri), Some(origin)) if may_have_page(&rejection) => {
                let refused = refused(&rejection, method, &typed);
                Shown::Later(Box::pin(async move {
                    match render::page(router, uri, origin, refused).await {
                        Some(response) => answer(response, rejection),
                        None => small(rejection, page.as_deref()),
                    }
                }))
            }
            _ => Shown::Now(small(rejection, page.as_deref())),
        }
    }
}

/// Not the request of another site; and not one for which there is no room, or of a caller who has had too much: a page is work too.
fn may_have_page(rejection: &Rejection) -> bool {
    let is_too_much = matches!(rejection.http_status(), StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS);
    rejection.problem().r#type != problem_type::CROSS_ORIGIN && !is_too_much
}

/// What the page is told.
fn refused(rejection: &Rejection, method: Option<&'static MethodSpec>, typed: &Typed) -> Refused {
    let mut problem = rejection.problem().clone();
    if problem.r#type == problem_type::STALE_ACTION {
        problem.title = "This page was out of date".to_owned();
        problem.detail = Some("This page was out of date, and nothing was done. Here it is as it is now: please try again.".to_owned());
    }
    let key = if problem.r#type == problem_type::KEY_IN_USE { typed.key() } else { None };
    let typed = method.map(|method| typed.fields(method)).unwrap_or_default();
    let refusal = Refusal { problem: Some(problem), errors: rejection.errors().to_vec(), typed };
    Refused { method, refusal: Arc::new(refusal), own: rejection.own_error().map(Arc::from), key }
}

/// The page as the answer: with the problem's status, and with what the refusal says beside its body.
fn answer(mut page: Response<Body>, rejection: Rejection) -> Response<Body> {
    let leads_away = render::is_redirect(page.status(), page.headers());
    // 303, since 307 would have the browser send the form there once more.
    *page.status_mut() = if leads_away { StatusCode::SEE_OTHER } else { rejection.http_status() };
    let headers = page.headers_mut();
    add(headers, rejection.into_headers());
    [header::ETAG, header::LAST_MODIFIED, header::EXPIRES].iter().for_each(|name| drop(headers.remove(name)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    page
}

/// Adds headers that are not about a body.
fn add(headers: &mut HeaderMap, more: HeaderMap) {
    let about_body = |name: &str| name.starts_with("content-") || matches!(name, "cache-control" | "location");
    for (name, value) in more.iter().filter(|(name, _)| !about_body(name.as_str())) {
        headers.append(name.clone(), value.clone());
    }
}

/// A page of our own, with the way back.
fn small(rejection: Rejection, back: Option<&str>) -> Response<Body> {
    let text = page::refusal(&rejection, back);
    rejection.into_page(text)
}

/// `/login?next=%2Factive`
fn with_next(login: &str, page: Option<&str>) -> String {
    match page {
        Some(page) => format!("{login}?next={}", utf8_percent_encode(page, NON_ALPHANUMERIC)),
        None => login.to_owned(),
    }
}
