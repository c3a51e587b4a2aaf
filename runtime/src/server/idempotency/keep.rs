//! Answers on their way into the store.

use super::claimed_key::Claim;
use super::held::Hold;
use super::replay::REPLAYED;
use super::store::MAX_BODY;
use super::stored_answer::StoredAnswer;
use crate::server::problem::rejection::Rejection;
use crate::server::trace::metrics;
use crate::transport::FINGERPRINT_HEADER;
use axum::body::Body;
use http::{HeaderMap, Response, StatusCode};
use http_body::Body as _;
use http_body_util::BodyExt;
use std::fmt;
use std::pin::pin;

/// Headers of one exchange and not of the answer.
const OF_THE_EXCHANGE: [&str; 6] = ["connection", "content-length", "date", "transfer-encoding", FINGERPRINT_HEADER, REPLAYED];

/// Keeps an answer under the keys of its call and passes it on. The keys for which it is not final are given back: the call may be tried again.
pub(in crate::server) async fn keep(held: Hold, claims: Vec<Claim>, response: Response<Body>, is_final: bool) -> Response<Body> {
    let (kept, given_back): (Vec<_>, Vec<_>) = claims.into_iter().partition(|claim| is_final && claim.keeps(response.status()));
    for claim in given_back {
        held.spend(pin!(claim.release())).await;
    }
    if kept.is_empty() {
        return response;
    }
    let (parts, body) = response.into_parts();
    let (status, headers) = (parts.status.as_u16(), kept_headers(&parts.headers));
    if body.size_hint().exact().is_none_or(|size| size > MAX_BODY) {
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

async fn complete(held: &Hold, claims: Vec<Claim>, answer: &StoredAnswer) {
    for claim in claims {
        match held.spend(pin!(claim.complete(answer.clone()))).await {
            Some(Ok(())) => {}
            Some(Err(error)) => not_kept(&error),
            None => not_kept(&"it did not answer in time"),
        }
    }
}

fn not_kept(error: &dyn fmt::Display) {
    metrics::store_failed("keys");
    tracing::error!(%error, "an answer could not be kept under its idempotency key");
}

fn kept_headers(headers: &HeaderMap) -> Vec<(String, Vec<u8>)> {
    let kept = headers.iter().filter(|(name, _)| !OF_THE_EXCHANGE.contains(&name.as_str()));
    kept.map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec())).collect()
}
