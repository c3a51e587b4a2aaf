//! `todos-server [--listen 127.0.0.1:3000] [--assets DIR] [--database FILE] [--https] [--print-openapi]`

use anyhow::{Context, bail};
use std::path::PathBuf;
use todos_api::TodosSpec;
use todos_server::{Config, site};
use tokio::net::TcpListener;

/// What the command line asks for.
struct Arguments {
    listen: String,
    config: Config,
    print_openapi: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).with_writer(std::io::stderr).init();
    let arguments = Arguments::read(std::env::args().skip(1))?;
    if arguments.print_openapi {
        println!("{}", serde_json::to_string_pretty(&TodosSpec::openapi(2))?);
        return Ok(());
    }
    let site = site(&arguments.config)?;
    let listener = TcpListener::bind(&arguments.listen).await.with_context(|| format!("cannot listen on {}", arguments.listen))?;
    println!("{}\n", site.manifest());
    println!("http://{}", listener.local_addr()?);
    Ok(site.serve(listener).await?)
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let config = Config { database: PathBuf::from("todos.db"), assets: None, https: false };
        let mut this = Self { listen: "127.0.0.1:3000".to_owned(), config, print_openapi: false };
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} needs a value"));
            match word.as_str() {
                "--listen" => this.listen = value()?,
                "--assets" => this.config.assets = Some(value()?.into()),
                "--database" => this.config.database = value()?.into(),
                "--https" => this.config.https = true,
                "--print-openapi" => this.print_openapi = true,
                _ => bail!("unknown argument {word}; known: --listen, --assets, --database, --https, --print-openapi"),
            }
        }
        Ok(this)
    }
}
