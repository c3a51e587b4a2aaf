//! The headers that every answer has.
//!
//! In: an answer as it was made, and the fold that it goes to. Out: the same, safe to send. It comes last, so that neither a method nor a
//! context can forget or undo it.

use crate::server::response::prepared::{NO_STORE, NOSNIFF, SAME_ORIGIN};
use http::{HeaderMap, HeaderName, HeaderValue, Response};

/// Finishes an answer. An action's is kept by no cache, and read by no other site; so is no error of a route kept.
pub(in crate::server) fn finish<B>(response: &mut Response<B>, is_action: bool) {
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    let headers = response.headers_mut();
    set(headers, NOSNIFF);
    if is_action {
        set(headers, NO_STORE);
        set(headers, SAME_ORIGIN);
        remove_cors(headers);
    } else if is_error {
        let (name, value) = NO_STORE;
        headers.entry(name).or_insert(value);
    }
}

fn set(headers: &mut HeaderMap, (name, value): (HeaderName, HeaderValue)) {
    headers.insert(name, value);
}

/// What a context or an effect may have said to let other sites read the answer.
fn remove_cors(headers: &mut HeaderMap) {
    let is_cors = |name: &&HeaderName| name.as_str().starts_with("access-control-");
    for name in headers.keys().filter(is_cors).cloned().collect::<Vec<_>>() {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(status: u16, is_action: bool, own: &[(&'static str, &'static str)]) -> Vec<String> {
        let mut response = Response::builder().status(status);
        for (name, value) in own {
            response = response.header(*name, *value);
        }
        let mut response = response.body(()).unwrap();
        finish(&mut response, is_action);
        let mut lines: Vec<_> = response.headers().iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
        lines.sort();
        lines
    }

    #[test]
    fn an_action_is_kept_by_nobody_and_read_by_no_other_site() {
        let own = [("cache-control", "public"), ("access-control-allow-origin", "*"), ("access-control-allow-credentials", "true")];
        for status in [200, 303, 403, 500] {
            assert_eq!(
                finished(status, true, &own),
                ["cache-control: no-store", "cross-origin-resource-policy: same-origin", "x-content-type-options: nosniff"]
            );
        }
    }

    #[test]
    fn of_a_route_errors_are_kept_by_nobody() {
        assert_eq!(finished(200, false, &[]), ["x-content-type-options: nosniff"]);
        assert_eq!(finished(404, false, &[]), ["cache-control: no-store", "x-content-type-options: nosniff"]);
        let own = [("cache-control", "private, max-age=60")];
        assert_eq!(finished(401, false, &own), ["cache-control: private, max-age=60", "x-content-type-options: nosniff"]);
    }
}
