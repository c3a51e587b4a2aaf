//! The place of a page, as its browser has it: path and query without the id of a form.

use super::effects::redirect_target::is_local;
use crate::form::without_forms;
use axum::extract::OriginalUri;
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{Extensions, Uri};

/// Path and query of the page that a request is for, also below the prefix of a router that it is nested on. A path that a browser would take
/// for another host (`//elsewhere`) is `/`, since what leads back to the page must not lead there.
pub(in crate::server) fn page_url(uri: &Uri, extensions: &Extensions) -> String {
    let uri = extensions.get::<OriginalUri>().map_or(uri, |OriginalUri(uri)| uri);
    Some(own_path_and_query(uri)).filter(|page| is_local(page)).unwrap_or_else(|| "/".to_owned())
}

/// Takes the id of a form out of the target of a request, so that the page sees its own.
pub(in crate::server) fn forget_form(parts: &mut Parts) {
    parts.uri = without_form(&parts.uri);
    if let Some(OriginalUri(uri)) = parts.extensions.get_mut::<OriginalUri>() {
        *uri = without_form(uri);
    }
}

fn own_path_and_query(uri: &Uri) -> String {
    match uri.query().map(without_forms).filter(|query| !query.is_empty()) {
        Some(query) => format!("{}?{query}", uri.path()),
        None => uri.path().to_owned(),
    }
}

fn without_form(uri: &Uri) -> Uri {
    let mut parts = uri.clone().into_parts();
    // A part of what was a target is one.
    parts.path_and_query = PathAndQuery::try_from(own_path_and_query(uri)).ok();
    Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;

    fn page(target: &str, original: Option<&str>) -> (String, Uri) {
        let mut parts = Request::post(target).body(()).unwrap().into_parts().0;
        parts.extensions.extend(
            original
                .map(|original| {
                    let mut extensions = Extensions::new();
                    extensions.insert(OriginalUri(original.parse().unwrap()));
                    extensions
                })
                .unwrap_or_default(),
        );
        let url = page_url(&parts.uri, &parts.extensions);
        forget_form(&mut parts);
        assert_eq!(url, page_url(&parts.uri, &parts.extensions), "a page and the answer to its form are at one place");
        (url, parts.uri)
    }

    #[test]
    fn a_page_is_where_its_browser_is() {
        const ID: &str = "AAECAwQFBgcICQoLDA0ODw";
        for (target, url) in [("/a?x=1", "/a?x=1"), (&format!("/a?/{ID}"), "/a"), (&format!("/a?x=1&/{ID}"), "/a?x=1"), ("/", "/")] {
            assert_eq!(page(target, None), (url.to_owned(), url.parse().unwrap()), "{target}");
            let target = format!("http://app.example{target}");
            assert_eq!(page(&target, None), (url.to_owned(), format!("http://app.example{url}").parse().unwrap()));
        }
        let elsewhere = Request::post("//evil.example/a").body(()).unwrap().into_parts().0;
        assert_eq!(page_url(&elsewhere.uri, &elsewhere.extensions), "/");
        let nested = page(&format!("/a?x=1&/{ID}"), Some(&format!("/site/a?x=1&/{ID}")));
        assert_eq!(nested, ("/site/a?x=1".to_owned(), "/a?x=1".parse().unwrap()));
    }
}
