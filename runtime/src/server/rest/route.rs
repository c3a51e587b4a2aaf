//! The response of a route.

use super::asked::Asked;
use super::{cache, condition, download, links, location};
use crate::condition::ETag;
use crate::server::answer::{Written, empty, respond};
use crate::server::reject::Rejection;
use axum::body::Body;
use http::{Response, StatusCode, header};

/// The answer of a route: a download as it is, else the value as JSON; 204 without a body for `()`, unless the route names another status.
pub(in crate::server) fn answer(value: Written, asked: Asked<'_>) -> Result<Response<Body>, Rejection> {
    let (body, is_empty) = match value {
        Written::Download(download) => return download::answer(download, asked),
        Written::Nothing => (b"null".to_vec(), true),
        Written::Json(json) => (json, false),
    };
    let status = asked.status().unwrap_or(if is_empty { StatusCode::NO_CONTENT } else { StatusCode::OK });
    let location = location::of(asked, &body);
    let links = links::of(asked, &body);
    let tag = asked.tag().or_else(|| asked.keeps_tags(status).then(|| ETag::of_bytes(&body)));
    let mut response = if is_empty { empty(status) } else { respond(body, status) };
    for (name, value) in [(header::LOCATION, location), (header::LINK, links)] {
        if let Some(value) = value {
            response.headers_mut().insert(name, value);
        }
    }
    cache::mark(&mut response, asked);
    condition::judge(response, tag, None, asked)
}
