//! The pages of an application, as options of a server and as they are served.

use crate::server::context::effects::invalid::InvalidEffect;
use crate::server::context::effects::redirect_target::local;
use crate::server::describe::service::Contract;
use crate::spec::MethodSpec;
use axum::Router;
use std::sync::Arc;

/// Pages that a server was given.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Pages {
    router: Option<Router>,
    login: Option<String>,
}

/// The pages of a server that serves.
#[derive(Debug, Default)]
pub(in crate::server) struct PageRouter {
    /// The pages.
    pub(in crate::server) router: Option<Router>,
    /// Page on which an unknown caller may say who it is.
    pub(super) login: Option<String>,
    /// Every method that a form may be for.
    pub(super) methods: Vec<&'static MethodSpec>,
}

impl Pages {
    /// Adds pages to those that are there.
    pub(in crate::server) fn add(&mut self, router: Router) {
        self.router = Some(match self.router.take() {
            Some(before) => before.merge(router),
            None => router,
        });
    }

    /// Sets the page where callers say who they are.
    ///
    /// # Errors
    /// If `page` is no path of this origin, or has a query.
    pub(in crate::server) fn set_login(&mut self, page: &str) -> Result<(), InvalidEffect> {
        local(page)?;
        if page.contains(['?', '#']) {
            return Err(InvalidEffect::TARGET);
        }
        self.login = Some(page.to_owned());
        Ok(())
    }

    /// The pages, with the methods of these services.
    pub(in crate::server) fn build(self, contracts: impl IntoIterator<Item = Contract>) -> Arc<PageRouter> {
        let Self { router, login } = self;
        let methods = contracts.into_iter().flat_map(|contract| contract.methods).filter(|method| method.action.is_some()).collect();
        Arc::new(PageRouter { router, login, methods })
    }
}
