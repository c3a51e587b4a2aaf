//! The page that a request came from.
//!
//! In: a request's target and headers. Out: path and query of a page of the same host, or nothing. A request cannot name another host's
//! page by any of them.

use crate::server::context::effects::redirect_target::local;
use crate::server::guard::host;
use crate::spec::ActionId;
use http::request::Parts;
use http::{HeaderMap, Uri, header};

/// The page of a form: what its action's URL says (`?page=`), else what the `Referer` says.
///
/// A page that is the answer to a form has the action's address. So a form on it is asked for the page that the address names.
pub(in crate::server) fn page_of(form: &Parts) -> Option<String> {
    let host = host::of(form.version, &form.uri, &form.headers).ok().flatten();
    named(form.uri.query()).or_else(|| referring_page(host, &form.headers))
}

/// Path and query of the `Referer`, if it is a page of this host. Never another host's: `//evil` would be one.
fn referring_page(host: Option<&str>, headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let (_, rest) = referer.split_once("://")?;
    let (named_host, page) = rest.split_at(rest.find('/')?);
    let page = page.split('#').next().unwrap_or(page);
    if !host.is_some_and(|host| named_host.eq_ignore_ascii_case(host)) {
        None
    } else if page.starts_with(ActionId::PREFIX) {
        named(page.split_once('?').map(|(_, query)| query))
    } else {
        is_page(page).then(|| page.to_owned())
    }
}

/// `page` of a query.
fn named(query: Option<&str>) -> Option<String> {
    let (_, page) = form_urlencoded::parse(query?.as_bytes()).find(|(name, _)| name == crate::form::PAGE)?;
    is_page(&page).then(|| page.into_owned())
}

fn is_page(page: &str) -> bool {
    local(page).is_ok() && !page.starts_with(ActionId::PREFIX) && page.parse::<Uri>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;

    fn page(target: &'static str, referer: Option<&'static str>) -> Option<String> {
        let request = Request::post(target).header(header::HOST, "app.example");
        let request = referer.into_iter().fold(request, |request, referer| request.header(header::REFERER, referer));
        page_of(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn a_form_names_its_page() {
        let cases = [
            (Some("http://app.example/active?x=1"), Some("/active?x=1")),
            (Some("https://APP.example/#top"), Some("/")),
            (Some("http://app.example/_action/x?page=/active%3Fx%3D1"), Some("/active?x=1")),
            (Some("http://app.example/_action/x"), None),
            (Some("http://evil.example/active"), None),
            (Some("http://app.example//evil.example"), None),
            (Some("http://app.example/\\evil.example"), None),
            (Some("http://app.example/_action/x?page=//evil.example"), None),
            (Some("http://app.example"), None),
            (Some("nonsense"), None),
            (None, None),
        ];
        for (referer, expected) in cases {
            assert_eq!(page("/_action/x", referer).as_deref(), expected, "{referer:?}");
        }
    }

    #[test]
    fn the_url_of_the_form_comes_first() {
        assert_eq!(page("/_action/x?page=/a", Some("http://app.example/b")).as_deref(), Some("/a"));
        for refused in ["/_action/x?page=//evil", "/_action/x?page=https://evil", "/_action/x?page=/_action/y", "/_action/x?page="] {
            assert_eq!(page(refused, Some("http://app.example/b")).as_deref(), Some("/b"), "{refused}");
        }
    }
}
