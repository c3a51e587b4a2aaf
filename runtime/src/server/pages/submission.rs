//! A form's request, as far as its answer has to know it.
//!
//! In: a request that wants a page, before it is run. Out: the answer to its refusal: the way to the login, the page once more, or a small
//! page of our own. Never a JSON document, and never the page of a request that another site sent.

use super::fallback_page::{self, RefusedForm};
use super::form_state::Refused;
use super::render::{self, Origin};
use super::settings::PageRouter;
use super::stale_form;
use crate::error::problem_type;
use crate::form::{Form, KEY, Refusal};
use crate::server::body::submitted::Submitted;
use crate::server::guard::content_type::wants_page;
use crate::server::guard::cross_origin::CrossOrigin;
use crate::server::guard::host;
use crate::server::guard::request_headers::RequestHeaders;
use crate::server::problem::rejection::Rejection;
use crate::server::response::referring_page::page_of;
use crate::spec::MethodSpec;
use axum::Router;
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
    site: Arc<PageRouter>,
    page: Option<String>,
    origin: Option<Origin>,
    method: Option<&'static MethodSpec>,
    submitted: Submitted,
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
    /// What there is to keep of a request that wants a page; of any other, nothing. Another site's gets no page of the application.
    pub(in crate::server) fn of(parts: &mut Parts, site: &Arc<PageRouter>, cross_origin: &CrossOrigin) -> Option<Self> {
        if !wants_page(&RequestHeaders::of(&parts.headers)) {
            return None;
        }
        let page = page_of(parts);
        let host = host::of(parts.version, &parts.uri, &parts.headers).ok().flatten();
        let may_render = site.router.is_some()
            && page.is_some()
            && cross_origin.is_open_to(&parts.method, host, &parts.headers)
            && !render::is_rendering()
            && parts.extensions.get::<Refused>().is_none();
        let origin = may_render.then(|| Origin {
            headers: parts.headers.clone(),
            extensions: parts.extensions.clone(),
            version: parts.version,
            host: host.map(str::to_owned),
        });
        let submitted = Submitted::default();
        if origin.is_some() {
            parts.extensions.insert(submitted.clone());
        }
        Some(Self(Box::new(Inner { site: site.clone(), page, origin, method: None, submitted })))
    }

    /// Says which method the form is of.
    pub(in crate::server) fn of_method(mut self, method: &'static MethodSpec) -> Self {
        self.0.method = Some(method);
        self
    }

    /// The answer to a form that was refused.
    pub(in crate::server) fn refuse(self, rejection: Rejection) -> Shown {
        let Inner { site, page, origin, method, submitted } = *self.0;
        if rejection.is_answer() {
            return Shown::Now(rejection.into_response());
        }
        if rejection.is_redirect() || rejection.has_page() {
            return Shown::Now(rejection.into_answer_to_form());
        }
        let login = site.login.as_deref().filter(|_| rejection.is_unknown_caller()).map(|login| with_next(login, page.as_deref()));
        let uri = page.as_deref().and_then(|page| page.parse::<Uri>().ok());
        match (site.router.clone(), uri, origin, login) {
            (Some(router), Some(uri), Some(origin), login) if may_have_page(&rejection) => Shown::Later(Box::pin(async move {
                submitted.read(&origin.headers).await;
                let form = Refusing { site, method, submitted, page, login };
                form.answer(rejection, router, uri, origin).await
            })),
            (_, _, _, Some(login)) => Shown::Now(rejection.into_redirect(&login)),
            _ => Shown::Now(fallback_page::respond(rejection, None, page.as_deref())),
        }
    }
}

/// A form that is refused, once all is known of it that will be.
struct Refusing {
    site: Arc<PageRouter>,
    method: Option<&'static MethodSpec>,
    submitted: Submitted,
    page: Option<String>,
    /// Where the caller may say who it is.
    login: Option<String>,
}

impl Refusing {
    /// The page once more; or the way to the login where nothing is lost by going there; or a small page that keeps what was submitted.
    async fn answer(self, rejection: Rejection, router: Router, uri: Uri, origin: Origin) -> Response<Body> {
        let (refused, kept) = (self.refused(&rejection), self.kept());
        if let Some(login) = self.login.as_ref().filter(|_| kept.is_none()) {
            return rejection.into_redirect(login);
        }
        match render::page(router, uri, origin, refused).await {
            // A page that leads away, to a login perhaps, would lose it.
            Some(page) if kept.is_none() || !rejection.is_by_context() || !leads_away(&page) => answer(page, rejection),
            _ => fallback_page::respond(rejection, kept.as_ref(), self.page.as_deref()),
        }
    }

    /// What the page is told.
    fn refused(&self, rejection: &Rejection) -> Refused {
        let mut problem = rejection.problem().clone();
        if problem.r#type == problem_type::STALE_ACTION {
            problem.title = "This page was out of date".to_owned();
            problem.detail = Some("This page was out of date, and nothing was done. Here it is as it is now: please try again.".to_owned());
        }
        let refusal =
            |submitted| Arc::new(Refusal { problem: Some(problem.clone()), errors: rejection.errors().to_vec(), typed: submitted });
        let forms = self.forms().into_iter().map(|(method, submitted)| (method, refusal(submitted))).collect();
        let key = if problem.r#type == problem_type::KEY_IN_USE { self.submitted.key() } else { None };
        Refused { forms, problem, own: rejection.own_error().map(Arc::from), key, login: self.login.clone() }
    }

    /// The form that was sent, with what was typed; for one of an older page, those that it may have been.
    fn forms(&self) -> Vec<(&'static MethodSpec, Vec<(String, String)>)> {
        match self.method {
            Some(method) => vec![(method, self.submitted.fields(method))],
            None => stale_form::forms(&self.submitted.sent(), &self.site.methods),
        }
    }

    /// What somebody wrote, if anything is there that would have to be written again.
    fn kept(&self) -> Option<RefusedForm> {
        let method = self.method.filter(|_| self.site.router.is_some())?;
        let (submitted, form) = (self.submitted.fields(method), Form::of(method));
        let is_written = |(name, value): &(String, String)| form.is_written(name) && !value.trim().is_empty();
        let written = submitted.iter().any(is_written);
        written.then(|| RefusedForm {
            action: (self.submitted.is_whole() && self.submitted.sent().iter().filter(|(name, _)| name != KEY).count() == submitted.len())
                .then(|| self.page.iter().fold(form.clone(), Form::on_page).action()),
            login: self.login.clone(),
            fields: submitted.into_iter().map(|(name, value)| (form.is_written(&name), name, value)).collect(),
        })
    }
}

/// Not one for which there is no room, or of a caller who has had too much: a page is work too.
fn may_have_page(rejection: &Rejection) -> bool {
    !matches!(rejection.http_status(), StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS)
}

/// The page as the answer: with the problem's status, and with what the refusal says beside its body.
fn answer(mut page: Response<Body>, rejection: Rejection) -> Response<Body> {
    // 303, since 307 would have the browser send the form there once more.
    *page.status_mut() = if leads_away(&page) { StatusCode::SEE_OTHER } else { rejection.http_status() };
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

fn leads_away(page: &Response<Body>) -> bool {
    render::is_redirect(page.status(), page.headers())
}

/// `/login?next=%2Factive`
fn with_next(login: &str, page: Option<&str>) -> String {
    match page {
        Some(page) => format!("{login}?next={}", utf8_percent_encode(page, NON_ALPHANUMERIC)),
        None => login.to_owned(),
    }
}
