//! What was typed into a form, kept until its answer is known.
//!
//! In: a body, where it is read, or where it is left unread. Out: the fields that a page may give back. It lies in the request, so that it
//! is still there when the method ran out of time or panicked.

use super::form::is_name;
use super::late_read;
use super::submitted_form::SubmittedForm;
use crate::form::{KEY, steps};
use crate::server::idempotency::held::Hold;
use crate::spec::MethodSpec;
use axum::body::Body;
use bytes::Bytes;
use http::HeaderMap;
use http::request::Parts;
use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The most fields that are given back.
const MAX_FIELDS: usize = 1000;

/// A place for what was typed: a request extension of forms that are answered with pages.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Submitted(Arc<Retained>);

#[derive(Debug, Default)]
struct Retained {
    sent: OnceLock<SubmittedForm>,
    /// The body of a form that was refused before anybody read it, and what the call has among which it may be waited for.
    unread: Mutex<Option<(Body, Hold)>>,
}

impl Submitted {
    /// The place that a request has for what was typed, if it has one.
    pub(in crate::server) fn of(parts: &Parts, keep: impl FnOnce(&Self)) {
        if let Some(typed) = parts.extensions.get() {
            keep(typed);
        }
    }

    /// Keeps the body of a form.
    pub(in crate::server) fn keep(&self, body: &Bytes) {
        let _ = self.0.sent.set(SubmittedForm::Encoded(body.clone()));
    }

    /// Keeps the text fields of a multipart form.
    pub(in crate::server) fn keep_fields(&self, fields: Vec<(String, String)>) {
        let _ = self.0.sent.set(SubmittedForm::Fields(fields));
    }

    /// Leaves a body here that nobody has read.
    pub(in crate::server) fn leave(&self, body: Body, held: Hold) {
        *self.0.unread.lock().unwrap_or_else(PoisonError::into_inner) = Some((body, held));
    }

    /// Reads what was left, as far as a page may show it. Whatever is wrong with it, or where too many are waited for, nothing was typed then.
    pub(in crate::server) async fn read(&self, headers: &HeaderMap) {
        let left = self.0.unread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some((body, held)) = left else { return };
        if let Ok(Some(sent)) = held.wait(pin!(async { Ok(late_read::read(headers, body).await) })).await {
            let _ = self.0.sent.set(sent);
        }
    }

    /// Whether the form can be sent once more as it is known here: a file is not.
    pub(in crate::server) fn is_whole(&self) -> bool {
        matches!(self.0.sent.get(), Some(SubmittedForm::Encoded(_)))
    }

    /// Every field, as it was sent.
    pub(in crate::server) fn sent(&self) -> Vec<(String, String)> {
        match self.0.sent.get() {
            Some(SubmittedForm::Encoded(body)) => {
                form_urlencoded::parse(body).take(MAX_FIELDS).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
            }
            Some(SubmittedForm::Fields(fields)) => fields.iter().take(MAX_FIELDS).cloned().collect(),
            None => Vec::new(),
        }
    }

    /// The form's one-time key, if it has one.
    pub(in crate::server) fn key(&self) -> Option<String> {
        self.sent().into_iter().rfind(|(name, _)| name == KEY).map(|(_, key)| key)
    }

    /// The fields by their full names, without secrets and without what is no argument.
    pub(in crate::server) fn fields(&self, method: &MethodSpec) -> Vec<(String, String)> {
        let mut next = HashMap::new();
        let named = self.sent().into_iter().filter_map(|(name, value)| Some((full_name(method, &name, &mut next)?, value)));
        named.filter(|(name, _)| may_be_shown(method, name)).collect()
    }
}

/// The name with the argument in front and with each `[]` counted; none for what is no argument.
pub(in crate::server) fn full_name(method: &MethodSpec, name: &str, next: &mut HashMap<String, usize>) -> Option<String> {
    let is_param = |name: &str| method.param(steps(name)[0]).is_some();
    let mut fields = method.params.iter().filter(|param| !param.is_file());
    let name = match (fields.next(), fields.next()) {
        // A name that no form may have is as deep as its sender likes, and is not looked up in a type.
        _ if name == KEY || !is_name(name) => return None,
        _ if is_param(name) => name.to_owned(),
        (Some(only), None) => format!("{}.{name}", only.name),
        _ => return None,
    };
    let Some((list, rest)) = name.split_once("[]") else { return Some(name) };
    let place = next.entry(list.to_owned()).or_default();
    *place += 1;
    Some(format!("{list}[{}]{rest}", *place - 1))
}

/// Whether a field is no secret.
fn may_be_shown(method: &MethodSpec, name: &str) -> bool {
    !method.is_sensitive(&steps(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Param, Place, ServiceSpec};
    use crate::wire::Shape;

    const SERVICE: ServiceSpec = ServiceSpec::named("Forms");
    const ANY: Shape = Shape::unit();
    const CREATE: MethodSpec = SERVICE.method("create", "").takes(&[Param::new("new", Place::Action, ANY)]).fails(ANY);
    const TOGGLE: MethodSpec =
        SERVICE.method("toggle", "").takes(&[Param::new("id", Place::Action, ANY), Param::new("done", Place::Action, ANY)]).fails(ANY);

    fn fields(method: &MethodSpec, body: &'static str) -> Vec<String> {
        let typed = Submitted::default();
        typed.keep(&Bytes::from_static(body.as_bytes()));
        typed.fields(method).into_iter().map(|(name, value)| format!("{name}={value}")).collect()
    }

    #[test]
    fn names_are_full_and_lists_are_counted() {
        assert_eq!(
            fields(&CREATE, "title=a+b&tags[]=x&tags[]=y&new.due=7"),
            ["new.title=a b", "new.tags[0]=x", "new.tags[1]=y", "new.due=7"]
        );
        assert_eq!(fields(&TOGGLE, "id=7&done=on&other=1"), ["id=7", "done=on"]);
    }

    #[test]
    fn nothing_that_was_sent_breaks_it() {
        for body in ["", "=", "[]=1", "]=1&[=1", "%ff=%ff", "a[][][]=1", ".=1"] {
            fields(&CREATE, body);
            fields(&TOGGLE, body);
        }
    }

    #[test]
    fn the_first_that_is_kept_stays() {
        let typed = Submitted::default();
        typed.keep_fields(vec![("id".to_owned(), "1".to_owned())]);
        typed.keep(&Bytes::from_static(b"id=2"));
        assert_eq!(typed.fields(&TOGGLE), [("id".to_owned(), "1".to_owned())]);
    }
}
