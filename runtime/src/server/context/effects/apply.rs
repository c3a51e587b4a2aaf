//! Effects on their way out.

use super::handle::{Effects, Pending};
use crate::server::context::fold::Fold;
use crate::server::header::private::keep_private;
use crate::server::problem::rejection::Rejection;
use crate::spec::MethodSpec;
use crate::transport::{INVALIDATE_HEADER, REDIRECT_HEADER, write_invalidated};
use axum::body::Body;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};

/// Lists that grow: the members that Trifold writes hold besides.
const ADDED: [HeaderName; 2] = [header::VARY, header::LINK];

/// Effects of a call whose method has ended. Without `Effects` among its contexts there is nothing, and nothing is paid.
pub(in crate::server) struct Applied(Option<Box<Pending>>);

impl Applied {
    /// Takes the effects of a call out of its request.
    pub(in crate::server) fn of(extensions: &Extensions) -> Self {
        Self(extensions.get::<Effects>().map(|effects| Box::new(std::mem::take(&mut *effects.lock()))))
    }

    /// The status of a route's success: the one that the method chose, else the first that is declared.
    ///
    /// # Errors
    /// 500 for one that is not declared: the document would not know it.
    pub(in crate::server) fn status(&self, method: &MethodSpec) -> Result<Option<StatusCode>, Rejection> {
        let Some(route) = method.route else { return Ok(None) };
        let chosen = self.0.as_ref().and_then(|pending| pending.status);
        match chosen {
            Some(chosen) if route.status.iter().chain(route.further_statuses).all(|status| *status != chosen.as_u16()) => {
                let (service, method, status) = (method.service.name, method.name, chosen.as_u16());
                let log = |instance: &str| {
                    tracing::error!(
                        instance,
                        service,
                        method,
                        status,
                        "a method chose a status that its route does not declare; write `status = [..]` with it"
                    );
                };
                Err(Rejection::status(StatusCode::INTERNAL_SERVER_ERROR).traced(log))
            }
            Some(chosen) => Ok(Some(chosen)),
            None => Ok(route.status.and_then(|status| StatusCode::from_u16(status).ok())),
        }
    }

    pub(in crate::server) fn is_nothing(&self) -> bool {
        self.0.is_none()
    }

    /// Adds their headers to an answer, as the fold shows them; to an error all but the redirect, which a route does not know either.
    pub(in crate::server) fn onto(self, fold: Fold, answer: Result<Response<Body>, Rejection>) -> Result<Response<Body>, Rejection> {
        let Some(pending) = self.0 else { return answer };
        match answer {
            Ok(mut answer) => {
                pending.onto_answer(fold, answer.headers_mut());
                Ok(answer)
            }
            Err(mut rejection) => {
                pending.onto(fold, rejection.headers_mut());
                Err(rejection)
            }
        }
    }
}

impl Pending {
    fn onto_answer(mut self, fold: Fold, headers: &mut HeaderMap) {
        let name = match fold {
            Fold::Action => Some(HeaderName::from_static(REDIRECT_HEADER)),
            Fold::Form => Some(header::LOCATION),
            Fold::Rest { .. } => None,
        };
        if let (Some(name), Some(target)) = (name, self.redirect.take()) {
            headers.insert(name, target);
        }
        self.onto(fold, headers);
    }

    fn onto(self, fold: Fold, headers: &mut HeaderMap) {
        let replaces = matches!(fold, Fold::Rest { .. });
        for name in
            self.headers.keys().filter(|name| replaces || ADDED.contains(name) || !headers.contains_key(*name)).cloned().collect::<Vec<_>>()
        {
            if !ADDED.contains(&name) {
                headers.remove(&name);
            }
            for value in self.headers.get_all(&name) {
                headers.append(name.clone(), value.clone());
            }
        }
        // Whoever has effects has a context: the answer is one caller's.
        keep_private(headers);
        for (_, cookie) in self.cookies {
            headers.append(header::SET_COOKIE, cookie);
        }
        if !self.invalidated.is_empty()
            && let Ok(reads) = HeaderValue::from_str(&write_invalidated(&self.invalidated))
        {
            headers.insert(INVALIDATE_HEADER, reads);
        }
    }
}
