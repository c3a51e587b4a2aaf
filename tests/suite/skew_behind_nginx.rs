//! Two builds behind one nginx: each call goes to a build that knows its action.

use crate::nginx::{Nginx, Proxy, upstream};
use crate::support::{Running, from_page, to_page};
use anyhow::Result;
use axum::Router;
use axum::routing::get;
use reqwest::{Client, redirect};
use std::collections::HashSet;
use std::net::SocketAddr;
use std::path::Path;
use trifold::client::Http;
use trifold::error::Never;
use trifold::server::{Manifest, Server};
use trifold::{CallError, MethodSpec};

/// A build whose answers say which it is.
macro_rules! build {
    ($name:literal, $($argument:ident: $type:ty),*) => {
        use trifold::service;

        #[service(name = "Desk")]
        pub(super) trait Desk {
            async fn book(&self, $($argument: $type),*) -> String;
            async fn free(&self) -> String;
        }

        pub(super) struct App;

        impl Desk for App {
            async fn book(&self, $(_: $type),*) -> String {
                $name.to_owned()
            }

            async fn free(&self) -> String {
                $name.to_owned()
            }
        }

        pub(super) fn client(front: super::SocketAddr) -> super::Result<DeskClient<super::Http>> {
            Ok(DeskClient::new(super::Http::new(&format!("http://{front}"))?.header("sec-fetch-site", "same-origin")))
        }

        pub(super) fn server() -> super::Server {
            super::Server::new().add_service(DeskServer::new(App)).pages(super::Router::new().route("/desk", super::get(async || $name)))
        }
    };
}

mod blue {
    build!("blue", seat: u32, name: String);
}

mod green {
    build!("green", seat: u32, is_quiet: bool);
}

/// The proxy of the guide: the ids of each build in a file, and to whom a request goes by them.
fn proxy(folder: &Path, [blue, green]: [SocketAddr; 2], is_mapped: bool) -> Proxy {
    let (folder, servers) = (folder.display(), [("blue", vec![blue]), ("green", vec![green]), ("all", vec![blue, green])]);
    let servers: String = servers.iter().map(|(name, servers)| upstream(name, servers)).collect();
    let maps = format!(
        "map $request_uri $trifold_id {{
        \"~^/_action/(?<action>[A-Za-z0-9_-]+)$\" $action;
        \"~[?&]/(?<form>[A-Za-z0-9_-]{{22}})(=|&|$)\" $form;
    }}
    map $trifold_id $trifold_blue {{ include {folder}/blue.map; }}
    map $trifold_id $trifold_green {{ include {folder}/green.map; }}
    map \"$trifold_blue,$trifold_green\" $trifold_build {{ default all; \"blue,\" blue; \",green\" green; }}"
    );
    Proxy { above: servers + &maps, to: if is_mapped { "$trifold_build" } else { "all" }.to_owned(), more: String::new() }
}

/// Both builds and their proxy.
async fn start(is_mapped: bool) -> Result<([Running; 2], Nginx)> {
    let maps: [Manifest; 2] = [blue::server().manifest(), green::server().manifest()];
    let nodes = [Running::start(blue::server().into_router()).await?, Running::start(green::server().into_router()).await?];
    let addresses = nodes.each_ref().map(Running::address);
    let nginx = Nginx::start_to(|folder| {
        for (name, manifest) in ["blue", "green"].iter().zip(&maps) {
            std::fs::write(folder.join(format!("{name}.map")), manifest.nginx_map(name))?;
        }
        Ok(proxy(folder, addresses, is_mapped))
    });
    Ok((nodes, nginx.await?))
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
    let (old, new) = (blue::client(nginx.front)?, green::client(nginx.front)?);
    assert_eq!(answers(async || old.book(7, "A".to_owned()).await).await, told(&["blue"]));
    assert_eq!(answers(async || new.book(7, true).await).await, told(&["green"]));
    assert_eq!(answers(async || old.free().await).await, told(&["blue", "green"]), "what both know, both answer");
    assert_eq!(answers(async || new.free().await).await, told(&["blue", "green"]));
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
    let old = blue::client(nginx.front)?;
    assert_eq!(answers(async || old.book(7, "A".to_owned()).await).await, told(&["blue", "Stale"]));
    Ok(())
}

#[test]
fn a_map_names_each_id_once_and_says_where_it_goes() {
    let map = blue::server().manifest().nginx_map("blue");
    let ids = blue::DeskSpec::METHODS.iter().filter_map(|method| method.action);
    let expected: HashSet<_> = ids.map(|id| format!("{} blue;", id.tag().as_str())).collect();
    let lines: Vec<_> = map.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    assert_eq!((lines.len(), lines.into_iter().collect::<HashSet<_>>()), (2, expected));
}
