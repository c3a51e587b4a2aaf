//! Links to what comes before and after one page of a list (RFC 8288).

use super::route_request::{RouteRequest, value};
use crate::server::context::nest_prefix;
use crate::server::describe::paging::{CURSOR, has_links};
use http::{HeaderValue, Uri};
use serde::Deserialize;

/// What a page says of others.
#[derive(Debug, Default, Deserialize)]
struct Cursors {
    next: Option<String>,
    prev: Option<String>,
}

/// `Link` for a [`Page`](crate::Page), from the request's own target.
pub(super) fn of(request: RouteRequest<'_>, body: &[u8]) -> Option<HeaderValue> {
    if !has_links(request.method) {
        return None;
    }
    let Cursors { next, prev } = serde_json::from_slice(body).ok()?;
    let uri = &request.parts.uri;
    let prefix = nest_prefix::prefix(&request.parts.extensions);
    let first = query(uri).any(|(name, _)| name == CURSOR).then(|| target(uri, None));
    let to = |cursor: Option<String>| cursor.map(|cursor| target(uri, Some(&cursor)));
    let links = [("next", to(next)), ("prev", to(prev)), ("first", first)];
    let links: Vec<_> = links.into_iter().filter_map(|(rel, target)| Some(format!("<{prefix}{}>; rel=\"{rel}\"", target?))).collect();
    if links.is_empty() { None } else { value(&links.join(", ")) }
}

/// The same target with another cursor, as a relative reference: the server does not know under which name it is reached.
fn target(uri: &Uri, cursor: Option<&str>) -> String {
    let mut written = form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(query(uri).filter(|(name, _)| name != CURSOR));
    written.extend_pairs(cursor.map(|cursor| (CURSOR, cursor)));
    match written.finish() {
        query if query.is_empty() => uri.path().to_owned(),
        query => format!("{}?{query}", uri.path()),
    }
}

fn query(uri: &Uri) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_keeps_all_but_the_cursor() {
        let uri = Uri::from_static("/api/v1/todos?tag=a%26b&cursor=old&tag=c&limit=2");
        assert_eq!(target(&uri, Some("new")), "/api/v1/todos?tag=a%26b&tag=c&limit=2&cursor=new");
        assert_eq!(target(&uri, None), "/api/v1/todos?tag=a%26b&tag=c&limit=2");
        assert_eq!(target(&Uri::from_static("/todos?cursor=x"), None), "/todos");
    }
}
