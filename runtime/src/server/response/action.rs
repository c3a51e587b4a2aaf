//! The response of an action, and of a form.

use super::download;
use super::prepared::ACTION;
use super::written::{Written, empty, respond};
use crate::form::next_of_query;
use crate::server::context::effects::redirect_target::local;
use crate::server::context::page_url::page_url;
use crate::spec::ActionId;
use axum::body::Body;
use http::request::Parts;
use http::{HeaderValue, Response, StatusCode, header};

/// The answer of an action: the value as JSON, a download as it is.
pub(in crate::server) fn action(value: Written) -> Response<Body> {
    match value {
        Written::Download(download) => download::plain(download),
        value => respond(value.into_json(), StatusCode::OK, &ACTION),
    }
}

/// The answer of a form: the page that it leads to, else the one that it was sent to, by GET (303, RFC 9110, section 15.4.4); of one that was sent to
/// the action itself, `/`.
pub(in crate::server) fn back(form: &Parts) -> Response<Body> {
    let has_page = !form.uri.path().starts_with(ActionId::PREFIX);
    let next = form.uri.query().filter(|_| has_page).and_then(next_of_query).and_then(|next| local(&next).ok());
    let page = next.or_else(|| has_page.then(|| local(&page_url(&form.uri, &form.extensions)).ok()).flatten());
    let mut response = empty(StatusCode::SEE_OTHER);
    response.headers_mut().insert(header::LOCATION, page.unwrap_or(HeaderValue::from_static("/")));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;

    #[test]
    fn a_form_is_sent_back_to_its_own_page_and_to_no_other_host() {
        const ID: &str = "AAECAwQFBgcICQoLDA0ODw";
        for (target, page) in [
            (format!("/active?x=1&/{ID}"), "/active?x=1"),
            (format!("/?/{ID}"), "/"),
            (format!("/active?x=1&/{ID}=%2Fthanks%3Fa%26b&y"), "/thanks?a&b"),
            (format!("/active?/{ID}=%2F%2Fevil.example"), "/active"),
            (format!("/active?/{ID}=https%3A%2F%2Fevil.example"), "/active"),
            (format!("/active?/{ID}=%2F..%2F%5Cevil.example%0D%0A"), "/active"),
            (format!("/_action/{ID}?/{ID}=/active"), "/"),
            (format!("/_action/{ID}"), "/"),
            (format!("/_action/{ID}?page=/active"), "/"),
            (format!("//evil.example/?/{ID}"), "/"),
            (format!("/%2Fevil.example?/{ID}"), "/"),
            (format!("/a/../b?/{ID}"), "/"),
            (format!("http://evil.example/active?/{ID}"), "/active"),
        ] {
            let form = Request::post(&target).header(header::REFERER, "http://app.example/b").body(()).unwrap().into_parts().0;
            assert_eq!(back(&form).headers()[header::LOCATION], page, "{target}");
        }
    }
}
