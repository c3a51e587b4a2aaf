//! Calls of the client in TypeScript over a socket: what goes, what comes, and two builds that differ.

use super::{node, rows};
use crate::streams::answers::Answers;
use crate::support::Running;
use crate::{skew, streams};
use anyhow::Result;

#[tokio::test]
async fn each_row_comes_as_it_went() -> Result<()> {
    let running = Running::start(rows::server().into_router()).await?;
    node::run("rows.mjs", &rows::server(), &running).await
}

#[tokio::test]
async fn each_call_ends_as_it_does_in_rust() -> Result<()> {
    let running = Running::start(rows::server().into_router()).await?;
    node::run("calls.mjs", &rows::server(), &running).await
}

#[tokio::test]
async fn a_stream_goes_on_where_it_broke_off() -> Result<()> {
    let (server, _) = streams::server();
    let running = Running::start(server.clone().into_router()).await?;
    node::run("streams.mjs", &server, &running).await
}

#[tokio::test]
async fn an_answer_that_is_no_stream_ends_it_unless_it_tells_of_the_moment() -> Result<()> {
    let (server, _) = streams::server();
    let running = Running::start(Answers::default().before(server.clone().into_router())).await?;
    node::run("answers.mjs", &server, &running).await
}

#[tokio::test]
async fn a_package_of_another_build_is_stale_and_never_wrong() -> Result<()> {
    let [old, new] = skew::builds();
    let server = Running::start(new.clone().into_router()).await?;
    node::run("skew-old.mjs", &old, &server).await?;
    let server = Running::start(old.clone().into_router()).await?;
    node::run("skew-new.mjs", &new, &server).await
}
