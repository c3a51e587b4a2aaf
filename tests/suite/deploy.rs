//! The example of a deployment: what of it can run here, does.

use crate::nginx::Nginx;
use crate::redis::server::RedisServer;
use crate::scale::times;
use crate::support::Running;
use anyhow::{Context, Result, ensure};
use reqwest::{Client, redirect};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use todos_api::{Change, NewTodo, Rename, TodosRestClient};
use todos_server::{App, Config, services, site_around};
use trifold::CallError;
use trifold::client::Http;
use trifold_redis::Redis;

/// The configuration of nginx that the example has.
const NGINX: &str = include_str!("../../examples/deploy/nginx.conf");

/// Two nodes of the todo example, with one database and one Redis.
struct Nodes {
    nodes: [Running; 2],
    token: String,
    _folder: TempDir,
}

impl Nodes {
    async fn start(redis: &RedisServer) -> Result<Self> {
        let folder = TempDir::new()?;
        let database = folder.path().join("todos.db");
        let app = || anyhow::Ok(Arc::new(App::open(&database)?.hearing(&redis.url(), "test:changed")?));
        let (one, two) = (app()?, app()?);
        let config = Config { database: database.clone(), assets: None, https: false };
        let node = async |app: Arc<App>| {
            let store = Redis::connect(&redis.url())?.prefix("test");
            Running::start(site_around(app, &config).shared_store(store).into_router()).await
        };
        Ok(Self { token: one.visitor()?.token, nodes: [node(one).await?, node(two).await?], _folder: folder })
    }

    fn client(&self, node: usize) -> Result<TodosRestClient<Http>> {
        Ok(TodosRestClient::with_transport(Http::new(&self.nodes[node].base())?.bearer_token(&self.token)))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_on_one_node_is_seen_on_the_other() -> Result<()> {
    let mut redis = RedisServer::start()?;
    let nodes = Nodes::start(&redis).await?;
    let (here, there) = (nodes.client(0)?, nodes.client(1)?);
    let mut changes = there.changes().await?;
    ensure!(changes.next().await.context("a stream")?? == Change::Begun);
    let mut delays = Vec::new();
    // A list has room for so many.
    let writes = (40 * times()).min(800);
    for n in 0..writes {
        if n == writes / 2 {
            // What is said while Redis is gone is in the database. A call with a key has to wait: it could be its second.
            let todo = here.create(NewTodo::titled("heard")).await?;
            ensure!(matches!(changes.next().await.context("a stream")??, Change::Saved(heard) if heard == todo));
            redis.kill()?;
            let refused = here.create(NewTodo::titled("refused")).await;
            ensure!(matches!(&refused, Err(CallError::Problem(problem)) if problem.status == 503), "{refused:?}");
            here.rename(todo.id, Rename { title: "unheard".to_owned() }).await?;
            redis.restart()?;
            let change = tokio::time::timeout(Duration::from_secs(20), changes.next()).await?.context("a change")??;
            ensure!(matches!(&change, Change::Saved(todo) if todo.title == "unheard"), "{change:?}");
        }
        let (title, since) = (format!("milk {n}"), Instant::now());
        here.create(NewTodo::titled(&title)).retries(3).await?;
        let change = tokio::time::timeout(Duration::from_secs(20), changes.next()).await?.context("a change")??;
        ensure!(matches!(&change, Change::Saved(todo) if todo.title == title), "{change:?} is not {title}");
        // The one just after is told once Redis is heard again.
        if n != writes / 2 {
            delays.push(since.elapsed());
        }
    }
    delays.sort();
    let [median, late] = [50, 99].map(|percent| delays[delays.len() * percent / 100]);
    println!("T11 a write on one node, seen on the other: p50 {median:.1?}, p99 {late:.1?}, none of {} missed", writes + 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nginx_of_the_example_passes_pages_actions_and_forms_on() -> Result<()> {
    let redis = RedisServer::start()?;
    let nodes = Nodes::start(&redis).await?;
    let [blue, green] = nodes.nodes.each_ref().map(Running::address);
    let scratch = Config { database: ":memory:".into(), assets: None, https: false };
    let manifest = services(Arc::new(App::open(&scratch.database)?), false).manifest();
    let nginx = Nginx::start_as(|folder: &Path, front| {
        std::fs::create_dir(folder.join("ids"))?;
        for name in ["blue", "green"] {
            std::fs::write(folder.join(format!("ids/{name}.map")), manifest.nginx_map(name))?;
        }
        let at = folder.display().to_string();
        let own = "daemon off; master_process off;";
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|kind| format!("{kind}_temp_path {at};")).concat();
        let configuration = NGINX
            .replace("worker_processes auto;", &format!("{own} pid {at}/pid; error_log {at}/errors;"))
            .replace("http {", &format!("http {{ access_log off; {temporary}"))
            .replace("blue:3000", &blue.to_string())
            .replace("green:3000", &green.to_string())
            .replace("/etc/nginx", &at)
            .replace("listen 8080;", &format!("listen {front};"));
        Ok(configuration)
    })
    .await?;
    let client = Client::builder().redirect(redirect::Policy::none()).build()?;
    for _ in 0..4 {
        let page = client.get(format!("http://{}/", nginx.front)).send().await?;
        ensure!(page.status() == 200, "{}", page.status());
    }
    let todos = TodosRestClient::with_transport(Http::new(&format!("http://{}", nginx.front))?.bearer_token(&nodes.token));
    for n in 0..4 {
        todos.create(NewTodo::titled(&format!("bread {n}"))).await?;
    }
    let mut changes = todos.changes().await?;
    ensure!(changes.next().await.context("a stream")?? == Change::Begun, "a stream passes as it comes");
    Ok(())
}
