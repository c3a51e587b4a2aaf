//! The look of each page: faults that axe-core finds, in two widths, and pictures.

use super::example::Conduit;
use crate::browser::screenshot;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Asks axe-core for the faults of the page that is shown.
const AXE: &str = "
    const done = arguments[arguments.length - 1];
    axe.run().then(result => done(result.violations.map(it => [it.id, it.help, it.nodes.map(node => node.html.slice(0, 200))])), error => done(String(error)));";

/// axe-core, as `cargo xtask test` installs it.
fn axe() -> Result<String> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bundle");
    let path = std::env::var_os("BUNDLES").map_or(default, PathBuf::from).join("../npm/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&path).with_context(|| format!("{} is missing: run `cargo xtask test browser::`", path.display()))
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_no_fault() -> Result<()> {
    let (conduit, axe) = (Conduit::open().await?, axe()?);
    let (jake, anah) = (conduit.somebody("jake").await?, conduit.somebody("anah").await?);
    let slug = conduit.article(&anah, "Dragons", "Text *with* a [link](/)", &["dragons"]).await?;
    for number in 1..=11 {
        conduit.article(&jake, &format!("Number {number}"), "Text", &["numbers"]).await?;
    }
    conduit.post(&jake, &format!("/articles/{slug}/comments"), json!({ "comment": { "body": "Thank you" } })).await?;
    let article = format!("/article/{slug}");
    let pages = [
        ("/login", "form"),
        ("/", ".page-item"),
        (&*article, ".mod-options"),
        ("/profile/anah", ".article-preview"),
        ("/profile/jake/favorites", ".empty-feed-message"),
        ("/editor", "form"),
        ("/settings", "form"),
    ];
    for width in [375, 1280] {
        conduit.page().set_window_size(width, 900).await?;
        for (number, (path, shown)) in pages.into_iter().enumerate() {
            match number {
                0 => conduit.goto(path).await?,
                1 => conduit.open_as(&jake, path).await?,
                _ => conduit.goto(path).await?,
            }
            conduit.sees(shown).await?;
            if number == 0 {
                conduit.click("button[type=submit]").await?;
                conduit.sees(".error-messages").await?;
            }
            conduit.says("document.documentElement.scrollWidth <= innerWidth", json!(true)).await?;
            conduit.page().execute(&axe, vec![]).await?;
            let found = conduit.page().execute_async(AXE, vec![]).await?;
            ensure!(found == Value::Array(Vec::new()), "{path} at {width}: {found:#}");
            screenshot(conduit.page(), &format!("conduit-{number}-{width}.png")).await?;
        }
        conduit.page().execute("localStorage.clear()", vec![]).await?;
    }
    conduit.close().await
}
