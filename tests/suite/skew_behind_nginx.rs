//! Two builds behind one nginx: each call goes to a build that knows its action.

use crate::builds::{blue, green, proxy};
use crate::nginx::Nginx;
use crate::support::{Running, from_page, to_page};
use anyhow::Result;
use reqwest::{Client, redirect};
use std::collections::HashSet;
use std::net::SocketAddr;
use std::slice::from_ref;
use trifold::client::Http;
use trifold::error::Never;
use trifold::{CallError, MethodSpec};

/// Both builds and their proxy.
async fn start(is_mapped: bool) -> Result<([Running; 2], Nginx)> {
    let nodes = [Running::start(blue::server().into_router()).await?, Running::start(green::server().into_router()).await?];
    let [blue, green] = nodes.each_ref().map(Running::address);
    let nginx = Nginx::start_to(|folder| proxy(folder, [from_ref(&blue), from_ref(&green)], is_mapped)).await?;
    Ok((nodes, nginx))
}

/// The way of a page to the proxy.
fn page(front: SocketAddr) -> Result<Http> {
    Ok(Http::new(&format!("http://{front}"))?.header("sec-fetch-site", "same-origin"))
}

/// The answers to twelve calls, each once.
async fn answers(call: impl AsyncFn() -> Result<String, CallError<Never>>) -> HashSet<String> {
    let mut answers = HashSet::new();
    for _ in 0..12 {
        answers.insert(call().await.unwrap_or_else(|error| format!("{error:?}")));
    }
    answers
}

fn told(answers: &[&str]) -> HashSet<String> {
    answers.iter().map(|&text| text.to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_call_goes_to_a_build_that_knows_its_action() -> Result<()> {
    let (_nodes, nginx) = start(true).await?;
    let (old, new) = (blue::DeskClient::new(page(nginx.front)?), green::DeskClient::new(page(nginx.front)?));
    assert_eq!(answers(async || old.book(7, "A".to_owned()).await).await, told(&["blue"]));
    assert_eq!(answers(async || new.book(7, true).await).await, told(&["green"]));
    assert_eq!(answers(async || old.free().await).await, told(&["blue", "green"]), "what both know, both answer");
    assert_eq!(answers(async || new.free().await).await, told(&["blue", "green"]));
    assert_eq!(answers(async || old.mark(blue::Note { number: 7 }).await).await, told(&["blue", "green"]), "with one field less");
    assert_eq!(answers(async || new.mark(green::Note { number: 7, place: Some("A".to_owned()) }).await).await, told(&["blue", "green"]));
    let client = Client::builder().redirect(redirect::Policy::none()).build()?;
    let forms: [(&'static MethodSpec, &str); 2] = [(blue::DeskSpec::BOOK, "name=A"), (green::DeskSpec::BOOK, "is_quiet=true")];
    for (method, field) in forms.iter().cycle().take(12) {
        let form = client.post(format!("http://{}{}", nginx.front, to_page("/desk", method)));
        let form = form.header("content-type", "application/x-www-form-urlencoded").body(format!("seat=7&{field}"));
        assert_eq!(from_page(form).send().await?.status(), 303, "a form too");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_map_a_tab_meets_the_other_build() -> Result<()> {
    let (_nodes, nginx) = start(false).await?;
    let old = blue::DeskClient::new(page(nginx.front)?);
    assert_eq!(answers(async || old.book(7, "A".to_owned()).await).await, told(&["blue", "Stale"]));
    Ok(())
}

#[test]
fn a_map_names_each_id_once_and_says_where_it_goes() {
    let map = blue::server().manifest().nginx_map("blue");
    let ids = blue::DeskSpec::METHODS.iter().filter_map(|method| method.action);
    let expected: HashSet<_> = ids.map(|id| format!("{} blue;", id.tag().as_str())).collect();
    let lines: Vec<_> = map.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    assert_eq!((lines.len(), lines.into_iter().collect::<HashSet<_>>()), (3, expected));
}
