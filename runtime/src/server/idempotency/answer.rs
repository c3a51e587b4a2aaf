//! Answers on their way into the store, and out of it.

use super::claim::Claim;
use super::held::Held;
use super::store::StoredAnswer;
use crate::error::problem_type;
use crate::server::problem::rejection::Rejection;
use crate::transport::FINGERPRINT_HEADER;
use axum::body::Body;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use http_body::Body as _;
use http_body_util::BodyExt;

/// The most bytes of an answer's body that are kept.
pub(super) const MOST_BODY: u64 = 256 * 1024;

/// Says that an answer is that of an earlier call.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// What belongs to one exchange and not to the answer.
const OF_THE_EXCHANGE: [&str; 6] = ["connection", "content-length", "date", "transfer-encoding", FINGERPRINT_HEADER, "idempotent-replayed"];

/// Keeps an answer under the keys of its call and passes it on. The keys for which it is not final are given back: the call may be tried again.
pub(in crate::server) async fn keep(held: Held, claims: Vec<Claim>, response: Response<Body>, is_final: bool) -> Response<Body> {
    let (kept, given_back): (Vec<_>, Vec<_>) = claims.into_iter().partition(|claim| is_final && claim.keeps(response.status()));
    for claim in given_back {
        claim.release(&held).await;
    }
    if kept.is_empty() {
        return response;
    }
    let (parts, body) = response.into_parts();
    let (status, headers) = (parts.status.as_u16(), kept_headers(&parts.headers));
    if body.size_hint().exact().is_none_or(|size| size > MOST_BODY) {
        complete(&held, kept, &StoredAnswer { status, headers, body: None }).await;
        return Response::from_parts(parts, body);
    }
    match body.collect().await {
        Ok(whole) => {
            let body = whole.to_bytes();
            complete(&held, kept, &StoredAnswer { status, headers, body: Some(body.to_vec()) }).await;
            Response::from_parts(parts, Body::from(body))
        }
        Err(error) => {
            tracing::error!(%error, "an answer broke off");
            Rejection::status(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }
    }
}

async fn complete(held: &Held, claims: Vec<Claim>, answer: &StoredAnswer) {
    for claim in claims {
        claim.complete(held, answer.clone()).await;
    }
}

fn kept_headers(headers: &HeaderMap) -> Vec<(String, Vec<u8>)> {
    let kept = headers.iter().filter(|(name, _)| !OF_THE_EXCHANGE.contains(&name.as_str()));
    kept.map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec())).collect()
}

/// The answer of an earlier call. It takes the place of the method, and so it comes as a refusal.
pub(super) fn replay(answer: StoredAnswer) -> Rejection {
    let Some(body) = answer.body else {
        return Rejection::of(StatusCode::CONFLICT, problem_type::KEY_USED, "Key used before")
            .detail("the call was carried out, and its answer was too large to keep");
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Rejection::answered(response)
}
