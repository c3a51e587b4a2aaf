//! Pages of a list over a socket: cursors, and links to follow.

use crate::support::Running;
use anyhow::{Context, Result};
use reqwest::Response;
use serde_json::{Value, json};
use trifold::server::Server;
use trifold::{Cursor, Page, model, service};

#[model]
#[derive(Debug, Clone, Default)]
struct Paging {
    cursor: Option<Cursor<u64>>,
    #[garde(range(min = 1, max = 10))]
    limit: Option<u64>,
    #[serde(default)]
    tag: Vec<String>,
}

/// The numbers from 0 to 6.
#[service(version = 1)]
trait Numbers {
    #[get("/numbers")]
    async fn list(&self, #[query] paging: Paging) -> Page<u64>;

    #[post("/searches")]
    async fn search(&self, #[body] paging: Paging) -> Page<u64>;
}

struct Seven;

impl Numbers for Seven {
    async fn list(&self, paging: Paging) -> Page<u64> {
        let start = paging.cursor.and_then(|cursor| cursor.key()).map_or(0, |start| start.min(7));
        let limit = paging.limit.unwrap_or(3);
        let end = (start + limit).min(7);
        let page = Page::new((start..end).collect());
        let page = if end < 7 { page.next(&end) } else { page };
        if start > 0 { page.prev(&start.saturating_sub(limit)) } else { page }
    }

    async fn search(&self, paging: Paging) -> Page<u64> {
        self.list(paging).await
    }
}

async fn start() -> Result<Running> {
    Running::start(Server::new().add_service(NumbersServer::new(Seven)).into_router()).await
}

/// The target of a link relation.
fn link(response: &Response, rel: &str) -> Option<String> {
    let links = response.headers().get("link")?.to_str().ok()?;
    let link = links.split(", ").find(|link| link.ends_with(&format!("; rel=\"{rel}\"")))?;
    Some(link.split_once('>')?.0.trim_start_matches('<').to_owned())
}

#[tokio::test]
async fn links_lead_through_the_list_and_back() -> Result<()> {
    let server = start().await?;
    let first = reqwest::get(server.url("/api/v1/numbers?tag=a%26b&limit=3&tag=c")).await?;
    assert_eq!((link(&first, "prev"), link(&first, "first")), (None, None));
    let next = link(&first, "next").context("there is more")?;
    assert!(next.starts_with("/api/v1/numbers?tag=a%26b&limit=3&tag=c&cursor="), "{next}");
    assert_eq!(first.json::<Value>().await?["items"], json!([0, 1, 2]));

    let second = reqwest::get(server.url(&next)).await?;
    let (next, prev, start) = (link(&second, "next"), link(&second, "prev"), link(&second, "first"));
    assert_eq!(start.as_deref(), Some("/api/v1/numbers?tag=a%26b&limit=3&tag=c"));
    assert_eq!(second.json::<Value>().await?["items"], json!([3, 4, 5]));
    let last = reqwest::get(server.url(&next.context("there is more")?)).await?;
    assert_eq!(link(&last, "next"), None);
    assert_eq!(last.json::<Value>().await?["items"], json!([6]));
    assert_eq!(reqwest::get(server.url(&prev.context("there is a page before")?)).await?.json::<Value>().await?["items"], json!([0, 1, 2]));
    Ok(())
}

#[tokio::test]
async fn the_typed_client_follows_cursors() -> Result<()> {
    let server = start().await?;
    let client = NumbersRestClient::new(&server.base())?;
    let (mut paging, mut all) = (Paging { limit: Some(2), ..Paging::default() }, Vec::new());
    for _ in 0..4 {
        let page = client.list(paging.clone()).await?;
        all.extend(page.items);
        paging.cursor = page.next.map(Cursor::from);
    }
    assert_eq!((all, paging.cursor), ((0..7).collect(), None));
    Ok(())
}

/// To follow a link is to `GET` it.
#[tokio::test]
async fn a_search_by_post_has_no_links() -> Result<()> {
    let server = start().await?;
    let answer = reqwest::Client::new().post(server.url("/api/v1/searches")).json(&json!({ "tag": [] })).send().await?;
    assert_eq!((answer.status().as_u16(), answer.headers().get("link")), (200, None));
    assert!(answer.json::<Value>().await?["next"].is_string());
    Ok(())
}

#[tokio::test]
async fn a_cursor_that_was_made_up_is_refused() -> Result<()> {
    let server = start().await?;
    for cursor in ["x", "IngiIA", "%ff", &"A".repeat(4000)] {
        let refused = reqwest::get(server.url(&format!("/api/v1/numbers?limit=2&cursor={cursor}"))).await?;
        assert_eq!(refused.status(), 400, "{cursor}");
        assert_eq!(refused.json::<Value>().await?["errors"][0]["parameter"], "cursor");
    }
    Ok(())
}

#[service]
trait Lost {
    #[get("/lost")]
    async fn list(&self, after: Option<Cursor<u64>>) -> Page<u64>;
}

struct Nowhere;

impl Lost for Nowhere {
    async fn list(&self, _: Option<Cursor<u64>>) -> Page<u64> {
        Page::new(vec![1]).next(&1)
    }
}

/// The links would carry a parameter that the route does not read, and lead to the first page for ever.
#[test]
fn a_list_whose_links_lead_nowhere_is_refused_when_the_server_is_built() {
    let refused = Server::new().add_service(LostServer::new(Nowhere)).try_into_router().expect_err("it starts").to_string();
    assert!(refused.starts_with("`Lost.list` gives a `Page`, whose links carry the query parameter `cursor`"), "{refused}");
}
