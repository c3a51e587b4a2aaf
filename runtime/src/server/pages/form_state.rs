//! What a page knows of its forms.

use crate::error::{ApiError, Problem, problem_type};
use crate::form::{Fault, Field, Form, Refusal, Translation};
use crate::server::context::page_url::page_url;
use crate::server::idempotency::FormKey;
use crate::spec::MethodSpec;
use axum::extract::FromRequestParts;
use http::request::Parts;
use std::convert::Infallible;
use std::sync::Arc;

/// What a page knows of its forms: the rules of their fields, and, where the page is the answer to a form that was refused, which one, why, and
/// what was typed. An extractor for the handlers of [`Server::pages`](crate::server::Server::pages); it never fails.
///
/// ```ignore
/// async fn page(forms: FormState) -> Markup {
///     let form = forms.form(TodosSpec::CREATE);
///     let title = form.field("new.title");
///     ..
/// }
/// ```
///
/// What was typed comes without fields marked `#[sensitive]` and without files. It is there too where the caller is not known, or the page
/// was out of date: then at most 64 KiB of text are read, for the page alone, and a form of an older page is known by the names of its fields.
#[derive(Debug, Clone)]
pub struct FormState {
    refused: Option<Refused>,
    page: String,
    translation: Translation,
}

/// A form that was refused.
#[derive(Debug, Clone)]
pub(super) struct Refused {
    /// Which, and what was typed into it. One that an older page sent may be several of this page's, or none.
    pub(super) forms: Vec<(&'static MethodSpec, Arc<Refusal>)>,
    pub(super) problem: Problem,
    /// The service's own error as a JSON object.
    pub(super) own: Option<Arc<[u8]>>,
    /// The key of the form, where it is still good for nothing but that form's own answer.
    pub(super) key: Option<String>,
    /// Where the caller may say who it is, with the way back.
    pub(super) login: Option<String>,
}

impl FormState {
    /// The form of a method, for a template: its fields with their rules, a key of its own (make one for each form of the page), and, if it
    /// is this form that was refused, what was typed.
    pub fn form(&self, method: &'static MethodSpec) -> Form {
        let form = Form::of(method).keyed(self.key(method)).on_page(&self.page).in_words_of(self.translation.clone());
        match self.refused.as_ref().and_then(|refused| refused.of(method)) {
            Some(refusal) => form.refused(refusal.clone()),
            None => form,
        }
    }

    /// Says what is wrong in words of the application's own, in all forms of the page and in [`FormState::message`]; see [`Form::translate`].
    #[must_use]
    pub fn translate(mut self, translate: impl Fn(&str, Option<&Field>) -> Option<String> + Send + Sync + 'static) -> Self {
        self.translation = Translation::new(translate);
        if let Some(Refused { problem, .. }) = &mut self.refused {
            problem.detail = self.translation.text(&problem.r#type, None).or(problem.detail.take());
        }
        self
    }

    /// A fresh key; but the one that was sent, where the first call of it is still under way: sent again, the form gets that call's answer.
    fn key(&self, method: &MethodSpec) -> String {
        let sent = self.refused.as_ref().filter(|refused| refused.of(method).is_some()).and_then(|refused| refused.key.clone());
        sent.unwrap_or_else(|| FormKey::new().to_string())
    }

    /// Why a form was refused, if the page is the answer to one.
    pub fn problem(&self) -> Option<&Problem> {
        Some(&self.refused.as_ref()?.problem)
    }

    /// The service's own error, if that is why the form was refused. Fields marked `#[internal]` hold their default.
    pub fn error<E: ApiError>(&self) -> Option<E> {
        let refused = self.refused.as_ref()?;
        let is_of_type =
            |kind: &str| kind.strip_prefix("/problems/").and_then(|rest| rest.split_once('/')).is_some_and(|(name, _)| name == E::NAME);
        let own = refused.own.as_deref().filter(|_| self.problem().is_some_and(|problem| is_of_type(&problem.r#type)))?;
        serde_json::from_slice(own).ok()
    }

    /// Which method's form was refused. None for one of an older page whose fields do not tell.
    pub fn method(&self) -> Option<&'static MethodSpec> {
        match self.refused.as_ref()?.forms.as_slice() {
            [(method, _)] => Some(method),
            _ => None,
        }
    }

    /// Returns the page where the caller may say who it is, if the form was refused for want of that: the page of [`Server::login`](crate::server::Server::login), with
    /// the way back. Open it beside this page (`target="_blank"`), which holds what was typed.
    pub fn login(&self) -> Option<&str> {
        self.refused.as_ref()?.login.as_deref()
    }

    /// What to tell whoever sent the form, where single fields do not tell it.
    pub fn message(&self) -> Option<&str> {
        let problem = self.problem()?;
        let told_by_fields =
            matches!(problem.r#type.as_str(), problem_type::INVALID | problem_type::MALFORMED) && !self.faults().is_empty();
        (!told_by_fields).then(|| problem.detail.as_deref().unwrap_or(&problem.title))
    }

    /// The faults of single fields of the form that was refused, in the order in which they were found.
    pub fn faults(&self) -> Vec<Fault> {
        let faults = self.method().map(|method| self.form(method).faults()).unwrap_or_default();
        faults.into_iter().filter(|fault| fault.field.is_some()).collect()
    }

    /// Path and query of the page as its browser has it: `/active?edit=7`. In the answer to a form the same, without the id of the form.
    pub fn page(&self) -> &str {
        &self.page
    }
}

impl Refused {
    /// Why, and with what in it, if it is this method's form that was refused.
    fn of(&self, method: &MethodSpec) -> Option<&Arc<Refusal>> {
        let is_it = |refused: &MethodSpec| refused.action.is_some() && refused.action == method.action;
        self.forms.iter().find(|(refused, _)| is_it(refused)).map(|(_, refusal)| refusal)
    }
}

impl<S: Sync> FromRequestParts<S> for FormState {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self {
            refused: parts.extensions.get().cloned(),
            page: page_url(&parts.uri, &parts.extensions),
            translation: Translation::default(),
        })
    }
}
