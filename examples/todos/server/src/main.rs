//! `todos-server [--listen 127.0.0.1:3000] [--assets DIR | --web DIR] [--database FILE] [--https] [--react DIR] [--print-openapi]`

use anyhow::{Context, bail};
use std::path::PathBuf;
use std::sync::Arc;
use todos_api::TodosSpec;
use todos_server::{App, Config, react, site_around};
use tokio::net::TcpListener;
use trifold_bundle::Bundle;

/// What the command line asks for.
struct Arguments {
    listen: String,
    config: Config,
    /// The folder of the page's crate, in development: its bundle is made now, as far as its sources are newer.
    web: Option<PathBuf>,
    /// The folder of the page in React.
    react: Option<PathBuf>,
    print_openapi: bool,
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
    let Config { database, https, .. } = &arguments.config;
    let app = Arc::new(App::open(database).with_context(|| format!("cannot open {}", database.display()))?);
    let mut site = site_around(app.clone(), &arguments.config);
    if let Some(folder) = &arguments.react {
        site = site.pages(react(app, folder, *https)?);
    }
    let listener = TcpListener::bind(&arguments.listen).await.with_context(|| format!("cannot listen on {}", arguments.listen))?;
    println!("{}\n", site.manifest());
    println!("http://{}", listener.local_addr()?);
    Ok(site.serve(listener).await?)
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let config = Config { database: PathBuf::from("todos.db"), assets: None, https: false };
        let mut this = Self { listen: "127.0.0.1:3000".to_owned(), config, web: None, react: None, print_openapi: false };
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
                _ => bail!("unknown argument {word}; known: --listen, --assets, --web, --database, --https, --react, --print-openapi"),
            }
        }
        Ok(this)
    }
}
