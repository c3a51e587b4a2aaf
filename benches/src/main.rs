//! Calls a service many times, so that somebody can count what a call costs: `trifold-benches <subject> <call> <times>`.
//!
//! In: who answers (`folded` by Trifold; `bare` and `checked` by hand; `nobody`, to know what the asking costs), and which call. Out: nothing;
//! `cargo xtask bench speed` runs this under valgrind. Requests are made in memory and answers read to their end; there is no socket.

mod api;
mod by_hand;
mod folded;
mod requests;

use anyhow::{Context, Result, bail, ensure};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use http_body_util::BodyExt;
use requests::Ask;
use std::hint::black_box;
use tower::Service;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [subject, call, times] = words.as_slice() else { bail!("write `trifold-benches <subject> <call> <times>`") };
    let ask = requests::of(subject, call).context("there is no such call")?;
    let router = match subject.as_str() {
        "folded" => Some(folded::router()),
        "bare" => Some(by_hand::bare()),
        "checked" => Some(by_hand::checked()),
        "nobody" => None,
        _ => bail!("there is no such subject"),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(call_often(router, ask, times.parse()?))
}

async fn call_often(router: Option<Router>, ask: Ask, times: u32) -> Result<()> {
    let Some(mut router) = router else {
        (0..times).for_each(|_| drop(black_box(ask())));
        return Ok(());
    };
    let (parts, body) = answer(&mut router, ask()).await.into_parts();
    ensure!(parts.status.is_success(), "{}: {:?}", parts.status, body.collect().await?.to_bytes());
    for _ in 0..times {
        let response = answer(&mut router, black_box(ask())).await;
        black_box(response.into_body().collect().await?.to_bytes());
    }
    Ok(())
}

async fn answer(router: &mut Router, request: Request<Body>) -> Response<Body> {
    let Ok(response) = router.call(request).await;
    response
}
