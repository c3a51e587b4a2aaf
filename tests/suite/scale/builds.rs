//! Two builds behind one proxy, restarted in turn, with pages of both.

use super::nodes::Nodes;
use super::restarts::{Callers, Counts, Outcome, restart_in_turn, twice_and_never};
use super::times;
use crate::builds::{blue, green, proxy};
use crate::redis::server::RedisServer;
use anyhow::{Result, ensure};
use reqwest::Client;
use serde_json::{Value, json};
use std::net::SocketAddr;
use trifold::MethodSpec;

const BUILDS: [Option<&str>; 4] = [Some("blue"), Some("blue"), Some("green"), Some("green")];

/// Outcomes of the calls of pages of each build.
struct Met {
    pages: [Counts; 2],
    twice: usize,
    never: usize,
}

/// A page of a build calls with one of two methods in turn: one that the other build does not know, and one that both do.
fn page(
    client: Client,
    front: SocketAddr,
    build: usize,
) -> impl Fn(usize) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send>> + Send + Clone {
    move |number| {
        let (name, id) = (["blue", "green"][build], 2 * number + build);
        let (method, arguments): (&MethodSpec, Value) = match (name, number % 2) {
            ("blue", 0) => (blue::DeskSpec::BOOK, json!([id, "A"])),
            ("blue", _) => (blue::DeskSpec::MARK, json!([{ "number": id }])),
            (_, 0) => (green::DeskSpec::BOOK, json!([id, true])),
            _ => (green::DeskSpec::MARK, json!([{ "number": id, "place": "A" }])),
        };
        let call = client.post(format!("http://{front}{}", method.action_path())).header("idempotency-key", format!("k{id}"));
        let (call, own) = (call.json(&arguments), (number % 2 == 0).then_some(name));
        Box::pin(async move {
            let Ok(answer) = call.send().await else { return Outcome::Refused };
            let (status, text) = (answer.status().as_u16(), answer.text().await.unwrap_or_default());
            let is_right = |build: &str| text == format!("\"{build}\"") && own.is_none_or(|own| own == build);
            match status {
                200 if is_right("blue") || is_right("green") => Outcome::Right,
                200 => Outcome::Wrong,
                409 if text.contains("stale-action") => Outcome::Stale,
                _ => Outcome::Refused,
            }
        })
    }
}

/// Restarts two servers of each build in turn, under pages of both.
async fn meet(rounds: usize, is_mapped: bool) -> Result<Met> {
    let redis = RedisServer::start()?;
    let start = Nodes::start_as(Some(&redis), &BUILDS, |folder, all| proxy(folder, [&all[..2], &all[2..]], is_mapped));
    let mut nodes = start.await?;
    let pages = [0, 1].map(|build| Callers::start(4, 100, page(nodes.client.clone(), nodes.nginx.front, build)));
    restart_in_turn(&mut nodes, rounds).await?;
    let [blue, green] = pages;
    let pages = [blue.end().await?, green.end().await?];
    let (twice, never) = twice_and_never(&nodes.executions()?, pages[0].made + pages[1].made);
    Ok(Met { pages, twice, never })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t5_a_page_meets_its_own_build_in_rolling_restarts() -> Result<()> {
    let rounds = times();
    for is_mapped in [true, false] {
        let Met { pages, twice, never } = meet(rounds, is_mapped).await?;
        let sum = |of: fn(&Counts) -> usize| pages.iter().map(of).sum::<usize>();
        let (made, refused_first, wrong, lost) =
            (sum(|page| page.made), sum(|page| page.refused_first), sum(|page| page.wrong), sum(|page| page.lost));
        println!(
            "T5  {} restarts of two builds {} the map, {made} calls: {} stale answers to old pages, {} to new ones; {refused_first} first answers refused, {wrong} wrong values, {lost} lost, {twice} twice, {never} never",
            4 * rounds,
            if is_mapped { "with" } else { "without" },
            pages[0].stale,
            pages[1].stale,
        );
        ensure!((wrong, lost, twice, never) == (0, 0, 0, 0), "{pages:?}");
        ensure!(pages.iter().all(|page| page.made > 20 * rounds && (page.stale == 0) == is_mapped), "{pages:?}");
    }
    Ok(())
}
