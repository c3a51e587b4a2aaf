//! `todos-server [--listen 127.0.0.1:3000|systemd] [--assets DIR | --web DIR] [--database FILE] [--https] [--react DIR] [--print-openapi]`
//! `[--redis URL] [--prefix NAME] [--trusted-proxy NETWORK] [--nginx-map UPSTREAM]`: see `examples/deploy`

use anyhow::{Context, bail};
use listenfd::ListenFd;
use std::path::PathBuf;
use std::sync::Arc;
use todos_api::TodosSpec;
use todos_server::{App, Config, react, site, site_around};
use tokio::net::TcpListener;
use trifold_bundle::Bundle;
use trifold_redis::Redis;

/// What the command line asks for.
struct Arguments {
    listen: String,
    config: Config,
    /// The folder of the page's crate, in development: its bundle is made now, as far as its sources are newer.
    web: Option<PathBuf>,
    /// The folder of the page in React.
    react: Option<PathBuf>,
    print_openapi: bool,
    /// The Redis that several servers share, and the name of all that is theirs there.
    redis: Option<String>,
    prefix: String,
    proxy: Option<String>,
    /// The upstream whose map of ids is printed.
    nginx_map: Option<String>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).with_writer(std::io::stderr).init();
    let mut arguments = Arguments::read(std::env::args().skip(1))?;
    if arguments.print_openapi {
        println!("{}", serde_json::to_string_pretty(&TodosSpec::openapi(2))?);
        return Ok(());
    }
    if let Some(web) = &arguments.web {
        let bundle = Bundle::new(web).assets(web.join("assets")).profile("dev").build()?;
        arguments.config.assets = Some(bundle.root().to_owned());
    }
    if let Some(upstream) = &arguments.nginx_map {
        let nowhere = Config { database: ":memory:".into(), ..arguments.config };
        print!("{}", site(&nowhere)?.manifest().nginx_map(upstream));
        return Ok(());
    }
    let Config { database, https, .. } = &arguments.config;
    let mut app = App::open(database).with_context(|| format!("cannot open {}", database.display()))?;
    if let Some(redis) = &arguments.redis {
        app = app.hearing(redis, &format!("{}:changed", arguments.prefix))?;
    }
    let app = Arc::new(app);
    let mut site = site_around(app.clone(), &arguments.config);
    if let Some(redis) = &arguments.redis {
        site = site.shared_store(Redis::connect(redis)?.prefix(arguments.prefix));
    }
    if let Some(proxy) = &arguments.proxy {
        site = site.trusted_proxies([proxy.as_str()])?;
    }
    if let Some(folder) = &arguments.react {
        site = site.pages(react(app, folder, *https)?);
    }
    let listener = listen(&arguments.listen).await.with_context(|| format!("cannot listen on {}", arguments.listen))?;
    println!("{}\n", site.manifest());
    println!("http://{}", listener.local_addr()?);
    Ok(site.serve(listener).await?)
}

/// A listener of our own, or the one that systemd has passed: that outlives the server, so that no connection is refused while it restarts.
async fn listen(place: &str) -> anyhow::Result<TcpListener> {
    if place != "systemd" {
        return Ok(TcpListener::bind(place).await?);
    }
    let socket = ListenFd::from_env().take_tcp_listener(0)?.context("systemd has passed no socket")?;
    socket.set_nonblocking(true)?;
    Ok(TcpListener::from_std(socket)?)
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let config = Config { database: PathBuf::from("todos.db"), assets: None, https: false };
        let mut this = Self {
            listen: "127.0.0.1:3000".to_owned(),
            config,
            web: None,
            react: None,
            print_openapi: false,
            redis: None,
            prefix: "todos".to_owned(),
            proxy: None,
            nginx_map: None,
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} needs a value"));
            match word.as_str() {
                "--listen" => this.listen = value()?,
                "--assets" => this.config.assets = Some(value()?.into()),
                "--web" => this.web = Some(value()?.into()),
                "--database" => this.config.database = value()?.into(),
                "--https" => this.config.https = true,
                "--react" => this.react = Some(value()?.into()),
                "--print-openapi" => this.print_openapi = true,
                "--redis" => this.redis = Some(value()?),
                "--prefix" => this.prefix = value()?,
                "--trusted-proxy" => this.proxy = Some(value()?),
                "--nginx-map" => this.nginx_map = Some(value()?),
                _ => bail!("unknown argument {word}; the first lines of main.rs list those that are known"),
            }
        }
        Ok(this)
    }
}
