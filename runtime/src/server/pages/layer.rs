//! What each page of a server is given, before anything of its own runs.

use axum::extract::Request;
use http::Extensions;
use std::future::{Ready, ready};

/// Where a page is, as a request extension.
#[derive(Debug, Clone)]
pub(super) struct Here(pub(super) String);

/// The extensions of a form's own request, for the page that is its answer.
#[derive(Debug, Clone)]
pub(super) struct Carried(pub(super) Extensions);

/// Gives a request to a page what it may need to know of forms.
pub(super) fn every_page() -> axum::middleware::MapRequestLayer<impl Fn(Request) -> Ready<Request> + Clone, (), (Request,)> {
    axum::middleware::map_request(move |mut request: Request| {
        let here = request.uri().path_and_query().map_or("/", |page| page.as_str()).to_owned();
        let extensions = request.extensions_mut();
        if let Some(Carried(mut all)) = extensions.remove::<Carried>() {
            // The router's own (which page, which captures) come last, and count.
            all.extend(std::mem::take(extensions));
            *extensions = all;
        }
        extensions.insert(Here(here));
        ready(request)
    })
}
