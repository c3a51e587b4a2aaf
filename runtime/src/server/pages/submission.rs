//! A form's request, as far as its answer has to know it.
//!
//! In: a request that wants a page, before it is run. Out: the answer to its refusal: the page that the form was sent to; for a form that was
//! sent to its action's own URL, the way to the login or a small page of our own. Never a JSON document, and never a page of the application
//! for a request that another site sent.

use super::fallback_page::{self, RefusedForm};
use super::form_state::Refused;
use super::render;
use super::settings::PageRouter;
use super::stale_form;
use crate::error::problem_type;
use crate::form::{Form, KEY, Refusal};
use crate::server::body::submitted::Submitted;
use crate::server::context::page_url::page_url;
use crate::server::guard::content_type::{shows_form_itself, wants_page};
use crate::server::guard::cross_origin::CrossOrigin;
use crate::server::guard::host;
use crate::server::guard::request_headers::RequestHeaders;
use crate::server::problem::rejection::Rejection;
use crate::spec::MethodSpec;
use axum::body::Body;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::pin::Pin;
use std::sync::Arc;

/// A form's request, as far as its answer has to know it.
#[derive(Debug)]
pub(in crate::server) struct Submission(Box<Inner>);

#[derive(Debug)]
struct Inner {
    site: Arc<PageRouter>,
    /// Path and query of the page that it was sent to; none for one that was sent to its action.
    page: Option<String>,
    /// The request, if a page of this site sent it.
    form: Option<Parts>,
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
    /// The parts to keep of a request to an action's own URL that wants a page; of any other, nothing.
    pub(in crate::server) fn of_action(parts: &mut Parts, site: &Arc<PageRouter>, cross_origin: &CrossOrigin) -> Option<Self> {
        wants_page(&RequestHeaders::of(&parts.headers)).then(|| Self::of(None, parts, site, cross_origin))
    }

    /// The parts to keep of a form that was sent to its page, unless by a script that shows a problem document in it.
    pub(in crate::server) fn of_page(parts: &mut Parts, site: &Arc<PageRouter>, cross_origin: &CrossOrigin) -> Option<Self> {
        let wants_page = !shows_form_itself(&RequestHeaders::of(&parts.headers));
        wants_page.then(|| Self::of(Some(page_url(&parts.uri, &parts.extensions)), parts, site, cross_origin))
    }

    fn of(page: Option<String>, parts: &mut Parts, site: &Arc<PageRouter>, cross_origin: &CrossOrigin) -> Self {
        let host = host::of(parts.version, &parts.uri, &parts.headers).ok().flatten();
        let form = cross_origin.is_open_to(&parts.method, host, &parts.headers).then(|| parts.clone());
        let submitted = Submitted::default();
        if form.is_some() {
            parts.extensions.insert(submitted.clone());
        }
        Self(Box::new(Inner { site: site.clone(), page, form, method: None, submitted }))
    }

    /// Says which method the form is of.
    pub(in crate::server) fn of_method(mut self, method: &'static MethodSpec) -> Self {
        self.0.method = Some(method);
        self
    }

    /// Returns true if the form was sent to its page.
    pub(in crate::server) fn has_page(&self) -> bool {
        self.0.page.is_some()
    }

    /// The answer to a form that was refused.
    pub(in crate::server) fn refuse(self, rejection: Rejection) -> Shown {
        let Inner { site, page, form, method, submitted } = *self.0;
        if rejection.is_answer() {
            return Shown::Now(rejection.into_response());
        }
        if rejection.is_redirect() || rejection.has_page() {
            return Shown::Now(rejection.into_answer_to_form());
        }
        match form {
            Some(form) if may_have_page(&rejection) => Shown::Later(Box::pin(async move {
                submitted.read(&form.headers).await;
                let login = site.login.as_deref().filter(|_| rejection.is_unknown_caller());
                let login = login.map(|login| with_next(login, page.as_deref()));
                Refusing { site, method, submitted, page, login }.answer(rejection, form).await
            })),
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
    /// The page; or the way to the login where nothing is lost by going there; or a small page that keeps what was submitted.
    async fn answer(self, rejection: Rejection, form: Parts) -> Response<Body> {
        let kept = self.kept();
        if let Some(login) = self.login.as_ref().filter(|_| kept.is_none()) {
            return rejection.into_redirect(login);
        }
        let refused = self.refused(&rejection);
        match self.rendered(form, refused).await {
            // A page that leads away, to a login perhaps, would lose it.
            Some(page) if kept.is_none() || !rejection.is_by_context() || !leads_away(&page) => answer(page, rejection),
            _ => fallback_page::respond(rejection, kept.as_ref(), self.page.as_deref()),
        }
    }

    /// The page that the form was sent to, if it was sent to one.
    async fn rendered(&self, form: Parts, refused: Refused) -> Option<Response<Body>> {
        let router = self.site.router.clone().filter(|_| self.page.is_some())?;
        render::page(router, form, refused).await
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
                .then(|| self.page.as_deref().map_or(method.action_path().to_owned(), |page| form.clone().on_page(page).action())),
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
