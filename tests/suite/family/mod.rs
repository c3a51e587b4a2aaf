//! The property over every construct: what one side writes the other reads back equal, on every way a value can go; the document takes
//! what travels and refuses what the server refuses; types that differ on the wire have other fingerprints.
//!
//! A type is defined below `types/`, and has a line below `cases/` with the places that can carry it. What fails today is in `known.rs`.
//! `FAMILY_ROUNDS=50` tries so many times the random values; `FAMILY_CASE=name` runs one case, and prints what it finds.

mod case;
mod cases;
mod dice;
mod document;
mod echo;
mod findings;
mod forms;
mod ids;
mod known;
mod mutants;
mod partner;
mod published;
mod sample;
mod server;
mod trips;
mod types;
mod way;

use crate::support::Running;
use anyhow::Result;
use axum::Router;
use case::Case;
use findings::Findings;
use way::Way;

/// What every case needs of its types and methods.
mod prelude {
    pub(super) use super::case::{Case, boxed};
    pub(super) use super::echo::Seen;
    pub(super) use super::trips::trips;
    pub(super) use super::types::*;
    pub(super) use trifold::{Wire, service};
}

#[tokio::test]
async fn the_property_holds_over_every_construct() -> Result<()> {
    let cases: Vec<Case> = cases::all().into_iter().filter(|case| wanted(case.name)).collect();
    let socket = Running::start(all_of(&cases)).await?;
    let client = reqwest::Client::new();
    let mut findings = Findings::default();
    for case in &cases {
        let ways = [Way::here(case.router.clone()), Way::socket(&client, &format!("{}/{}", socket.base(), case.name))?];
        examine(case, &ways, &mut findings).await?;
    }
    findings.hold_against(known::KNOWN, std::env::var_os("FAMILY_CASE").is_some());
    Ok(())
}

#[test]
fn the_documents_of_all_cases_agree() -> Result<()> {
    let documents = published::documents(&cases::all())?;
    for (name, document) in &documents {
        let paths = document["paths"].as_object().map_or(0, |paths| paths.len());
        assert!(paths > cases::all().len(), "{name} has {paths} paths");
    }
    Ok(())
}

/// A server of every case, for partners' tools: it says where it is, and serves until it is killed.
#[tokio::test]
#[ignore = "no test, a server: `cargo xtask partners` starts it"]
async fn serves_partners() -> Result<()> {
    let cases = cases::all();
    let router = published::router(published::documents(&cases)?, all_of(&cases));
    let server = Running::start(router).await?;
    // On a line of its own, whatever the test runner has begun.
    println!("\n{}", server.base());
    std::future::pending().await
}

/// Everything that is asked of a case.
async fn examine(case: &Case, ways: &[Way; 2], findings: &mut Findings) -> Result<()> {
    for (lane, run) in &case.lanes {
        let mut all = Vec::new();
        for way in ways {
            all.extend(run(way.clone(), case.seen.clone()).await);
        }
        findings.note(case.name, lane, trips::faults(lane, &all));
        let here = &all[..all.len() / 2];
        match *lane {
            "body" => {
                let document = document::Bodies::of(case)?;
                findings.note(case.name, "document", document.untaken(here));
                let [refusal, array] = mutants::disagreements(case, &document, here).await?;
                findings.note(case.name, "refusal", refusal);
                findings.note(case.name, "array", array);
            }
            "form" => findings.note(case.name, "form", forms::faults(case, here).await?),
            "query" | "spread" => findings.note(case.name, lane, document::undeclared(case, lane, here)),
            _ => {}
        }
    }
    Ok(())
}

/// Each case below its name.
fn all_of(cases: &[Case]) -> Router {
    cases.iter().fold(Router::new(), |router, case| router.nest(&format!("/{}", case.name), case.router.clone()))
}

fn wanted(name: &str) -> bool {
    std::env::var("FAMILY_CASE").map_or(true, |wanted| wanted == name)
}
