//! Pages around forms: a refused form is answered with the page that it was on.
//!
//! In: the app's pages, and requests of forms that were refused. Out: the same page once more, rendered in process, with a [`FormState`]
//! that says why. Nothing is executed a second time, and no cookie is set: the page is the answer.
//!
//! `submission` is what a form's request leaves for its answer, `typed` what was typed, `unread` a body that was refused unread, `guess` the
//! forms that an older page may have sent, `whence` the page that it was on, `render` the page in process, `state` what the page sees.

mod guess;
mod layer;
mod render;
mod state;
mod submission;
mod typed;
mod unread;
mod whence;

pub use state::FormState;
pub(super) use submission::{Rendering, Shown, Submission};
pub(super) use typed::Typed;
pub(super) use whence::page_of;

use super::builder::Server;
use super::describe::service::Contract;
use super::effects::{InvalidEffect, local};
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

impl Server {
    /// Adds the app's pages: they are served beside the actions and routes, and know their forms by [`FormState`].
    ///
    /// A form that is refused is answered with the page that it was on, rendered once more in process, with the status of the problem. The
    /// page is found by the `Referer`, so a `Referrer-Policy` must let the browser name it to its own origin (`same-origin` does).
    /// Layers around the whole router do not see that second request, but what they put into the extensions of the first is there.
    ///
    /// Routers that are added one after the other are merged, as [`Router::merge`] does it.
    pub fn pages(mut self, router: Router) -> Self {
        let pages = &mut self.config_mut().pages;
        pages.router = Some(match pages.router.take() {
            Some(before) => before.merge(router),
            None => router,
        });
        self
    }

    /// Names the page where callers say who they are. A form that a `#[context]` refuses with 401 is led there (303) with
    /// `?next={page}`, the page that it was on. Unless somebody wrote something into it: then its page is the answer, with what was written
    /// and with [`FormState::login`]; or, where that page itself leads away, a small page that keeps it to be sent again.
    ///
    /// The page has its form send `next` along, and the method that logs in ends with `effects.redirect(&next)`, which refuses every
    /// target but a page of this origin.
    ///
    /// # Errors
    /// A target that [`Effects::redirect`](super::Effects::redirect) would refuse, or one with a query.
    pub fn login(mut self, page: &str) -> Result<Self, InvalidEffect> {
        local(page)?;
        if page.contains(['?', '#']) {
            return Err(InvalidEffect::TARGET);
        }
        self.config_mut().pages.login = Some(page.to_owned());
        Ok(self)
    }
}

impl Pages {
    /// The pages, with the methods of these services.
    pub(super) fn build(self, contracts: impl IntoIterator<Item = Contract>) -> Arc<Site> {
        let Self { router, login } = self;
        let router = router.map(|router| router.layer(layer::every_page()));
        let methods = contracts.into_iter().flat_map(|contract| contract.methods).filter(|method| method.action.is_some()).collect();
        Arc::new(Site { router, login, methods })
    }
}
