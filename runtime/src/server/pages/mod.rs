//! Pages around forms: a refused form is answered with the page that it was on.
//!
//! In: the app's pages, and requests of forms that were refused. Out: the same page once more, rendered in process, with a [`FormState`]
//! that says why. Nothing is executed a second time, and no cookie is set: the page is the answer.
//!
//! `submission` is what a form's request leaves for its answer, `guess` the
//! forms that an older page may have sent, `render` the page in process, `state` what the page sees.

mod guess;
mod layer;
mod render;
mod state;
mod submission;

pub use state::FormState;
pub(super) use submission::{Rendering, Shown, Submission};

use super::context::effects::invalid::InvalidEffect;
use super::context::effects::redirect_target::local;
use super::describe::service::Contract;
use crate::spec::MethodSpec;
use axum::Router;
use std::sync::Arc;

/// What a server was told of its pages.
#[derive(Debug, Clone, Default)]
pub(super) struct Pages {
    router: Option<Router>,
    login: Option<String>,
}

/// The pages of a server that serves.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// The pages, each with what a form may need to know.
    pub(super) router: Option<Router>,
    /// Where a caller who is not known may say who it is.
    login: Option<String>,
    /// Every method that a form may be for.
    methods: Vec<&'static MethodSpec>,
}

impl Pages {
    /// Adds pages to those that are there.
    pub(super) fn add(&mut self, router: Router) {
        self.router = Some(match self.router.take() {
            Some(before) => before.merge(router),
            None => router,
        });
    }

    /// Sets the page where callers say who they are.
    ///
    /// # Errors
    /// If `page` is no path of this origin, or has a query.
    pub(super) fn set_login(&mut self, page: &str) -> Result<(), InvalidEffect> {
        local(page)?;
        if page.contains(['?', '#']) {
            return Err(InvalidEffect::TARGET);
        }
        self.login = Some(page.to_owned());
        Ok(())
    }

    /// The pages, with the methods of these services.
    pub(super) fn build(self, contracts: impl IntoIterator<Item = Contract>) -> Arc<Site> {
        let Self { router, login } = self;
        let router = router.map(|router| router.layer(layer::every_page()));
        let methods = contracts.into_iter().flat_map(|contract| contract.methods).filter(|method| method.action.is_some()).collect();
        Arc::new(Site { router, login, methods })
    }
}
