//! What a page knows of its forms.

use super::fields::Fields;
use super::layer::Here;
use crate::error::{ApiError, Problem, problem_type};
use crate::form::{Fault, Form, Refusal};
use crate::server::idempotency::FormKey;
use crate::spec::MethodSpec;
use axum::extract::FromRequestParts;
use http::request::Parts;
use std::convert::Infallible;
use std::sync::Arc;

/// What a page knows of its forms: the rules of their fields, and, where the page is the answer to a form that was refused, which one, why, and
/// what was typed. An extractor for the handlers of [`Server::pages`](super::super::Server::pages); it never fails.
///
/// ```ignore
/// async fn page(forms: FormState) -> Markup {
///     let form = forms.form(&TodosSpec::CREATE);
///     let title = form.field("new.title");
///     ..
/// }
/// ```
///
/// What was typed comes without fields marked `#[sensitive]` and without files. Of a form that was refused before its body was read (a
/// caller who is not known, a page that is out of date) nothing that was typed is known.
#[derive(Debug, Clone)]
pub struct FormState {
    refused: Option<Refused>,
    fields: Option<Arc<Fields>>,
    page: String,
}

/// A form that was refused.
#[derive(Debug, Clone)]
pub(super) struct Refused {
    /// Which; none for an id that is not known here.
    pub(super) method: Option<&'static MethodSpec>,
    pub(super) refusal: Arc<Refusal>,
    /// The service's own error as a JSON object.
    pub(super) own: Option<Arc<[u8]>>,
    /// The key of the form, where it is still good for nothing but that form's own answer.
    pub(super) key: Option<String>,
}

impl FormState {
    /// The form of a method, for a template: its fields with their rules, a key of its own (make one for each form of the page), and, if it
    /// is this form that was refused, what was typed.
    pub fn form(&self, method: &'static MethodSpec) -> Form {
        let form =
            Form::with(method, self.fields.as_ref().map(|fields| fields.of_method(method)).unwrap_or_default()).keyed(self.key(method));
        match &self.refused {
            Some(refused) if refused.is_of(method) => form.on_page(&*self.page).refused(refused.refusal.clone()),
            Some(_) => form.on_page(&*self.page),
            None => form,
        }
    }

    /// A fresh key; but the one that was sent, where the first call of it is still under way: sent again, the form gets that call's answer.
    fn key(&self, method: &MethodSpec) -> String {
        let sent = self.refused.as_ref().filter(|refused| refused.is_of(method)).and_then(|refused| refused.key.clone());
        sent.unwrap_or_else(|| FormKey::new().to_string())
    }

    /// Why a form was refused, if the page is the answer to one.
    pub fn problem(&self) -> Option<&Problem> {
        self.refused.as_ref()?.refusal.problem.as_ref()
    }

    /// The service's own error, if it is that for which the form was refused. Fields marked `#[internal]` hold their default.
    pub fn error<E: ApiError>(&self) -> Option<E> {
        let refused = self.refused.as_ref()?;
        let is_of_type =
            |kind: &str| kind.strip_prefix("/problems/").and_then(|rest| rest.split_once('/')).is_some_and(|(name, _)| name == E::NAME);
        let own = refused.own.as_deref().filter(|_| self.problem().is_some_and(|problem| is_of_type(&problem.r#type)))?;
        serde_json::from_slice(own).ok()
    }

    /// Which method's form was refused.
    pub fn method(&self) -> Option<&'static MethodSpec> {
        self.refused.as_ref()?.method
    }

    /// What to tell whoever sent the form, where single fields do not tell it.
    pub fn message(&self) -> Option<&str> {
        let problem = self.problem()?;
        let told_by_fields =
            matches!(problem.r#type.as_str(), problem_type::INVALID | problem_type::MALFORMED) && !self.faults().is_empty();
        (!told_by_fields).then(|| problem.detail.as_deref().unwrap_or(&problem.title))
    }

    /// What is wrong with single fields of the form that was refused, in the order in which it was found.
    pub fn faults(&self) -> Vec<Fault> {
        let faults = self.method().map(|method| self.form(method).faults()).unwrap_or_default();
        faults.into_iter().filter(|fault| fault.field.is_some()).collect()
    }

    /// Path and query of the page: `/active?edit=7`. In the answer to a form, that of the page that the form was on.
    pub fn page(&self) -> &str {
        &self.page
    }
}

impl Refused {
    fn is_of(&self, method: &MethodSpec) -> bool {
        self.method.is_some_and(|refused| refused.action.is_some() && refused.action == method.action)
    }
}

impl<S: Sync> FromRequestParts<S> for FormState {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let page = match parts.extensions.get::<Here>() {
            Some(Here(page)) => page.clone(),
            None => parts.uri.path_and_query().map_or("/", |page| page.as_str()).to_owned(),
        };
        Ok(Self { refused: parts.extensions.get().cloned(), fields: parts.extensions.get().cloned(), page })
    }
}
