//! A server while a partner's tools call it, an example's or one of the tests': on a port of the system's choice, with a database of its own.
//! It is stopped when this is dropped, however the step ended.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask_start::process;

use crate::workspace::Workspace;

/// The server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Todos,
    Realworld,
    Bookings,
    /// The recipes, each below its name: for its documents alone, since its paths begin with that name and the documents' do not.
    Recipes,
    /// `tests/partners/constructs`: each attribute of a service.
    Constructs,
    /// `tests/suite/family`: each type, from each place that can carry it.
    Family,
}

/// A running server.
pub(crate) struct Example {
    which: Which,
    child: Child,
    /// `http://127.0.0.1:40123`
    url: String,
}

impl Which {
    /// All of them.
    pub(crate) const EACH: [Self; 6] = [Self::Todos, Self::Realworld, Self::Bookings, Self::Recipes, Self::Constructs, Self::Family];

    /// The name of its folder, and of the files that are made of it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Todos => "todos",
            Self::Realworld => "realworld",
            Self::Bookings => "bookings",
            Self::Recipes => "recipes",
            Self::Constructs => "constructs",
            Self::Family => "family",
        }
    }

    fn command(self, workspace: &Workspace, database: PathBuf) -> Result<Command> {
        Ok(match self {
            Self::Todos => {
                let mut command = workspace.executable("todos-server");
                command.args(["--listen", "127.0.0.1:0", "--database"]).arg(database);
                command
            }
            Self::Realworld => {
                let mut command = workspace.executable("realworld");
                command.env("HOST", "127.0.0.1").env("PORT", "0").env("BUNDLE", "").env("DATABASE_URL", "sqlite::memory:");
                command
            }
            Self::Bookings => {
                let mut command = workspace.executable("examples/constructs");
                command.arg("bookings");
                command
            }
            Self::Constructs => workspace.executable("examples/constructs"),
            Self::Recipes => serving(workspace.test_binary("recipes", &["--lib"])?, "documents::serves_partners"),
            Self::Family => serving(workspace.test_binary("suite", &["--test", "suite"])?, "family::serves_partners"),
        })
    }
}

/// A test that is a server.
fn serving(mut tests: Command, name: &str) -> Command {
    tests.args(["--exact", name, "--ignored", "--nocapture"]);
    tests
}

impl Example {
    /// Starts the server, which must be built. What it logs goes to `target/partners/{name}.log`.
    pub(crate) fn start(workspace: &Workspace, which: Which) -> Result<Self> {
        let folder = folder(workspace)?;
        let database = folder.join("todos.db");
        for file in ["todos.db", "todos.db-shm", "todos.db-wal"] {
            fs::remove_file(folder.join(file)).ok();
        }
        let log = File::create(folder.join(format!("{}.log", which.name())))?;
        let mut command = which.command(workspace, database)?;
        let child = command.env("NO_COLOR", "1").stdout(Stdio::piped()).stderr(log).spawn();
        let mut example = Self { which, child: child.with_context(|| format!("{} does not start", which.name()))?, url: String::new() };
        example.url = example.announced()?;
        Ok(example)
    }

    /// What the server prints once it listens: its address, perhaps with a path.
    fn announced(&mut self) -> Result<String> {
        let output = self.child.stdout.take().context("the server has no output")?;
        let url = process::announced(output).map(|line| line.trim_end_matches("/api").to_owned());
        url.with_context(|| format!("{} ends before it listens: see target/partners/{0}.log", self.which.name()))
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// What is at a path.
    pub(crate) fn get(&self, path: &str) -> Result<String> {
        let url = self.url(path);
        let answer = ureq::get(&url).call().and_then(|mut answer| answer.body_mut().read_to_string());
        answer.with_context(|| format!("cannot read {url}"))
    }

    /// The places of its API, one for each version.
    pub(crate) fn bases(&self) -> Result<Vec<String>> {
        let known: &[&str] = match self.which {
            Which::Todos => &["/api/v1", "/api/v2"],
            Which::Realworld => &["/api"],
            Which::Bookings => &["/api/v1"],
            Which::Constructs => &["/api/v1", "/api/v2", "/open"],
            Which::Family => &[""],
            Which::Recipes => return Ok(self.get("/bases")?.lines().map(str::to_owned).collect()),
        };
        Ok(known.iter().map(|base| (*base).to_owned()).collect())
    }

    /// The token of somebody new.
    pub(crate) fn token(&self) -> Result<String> {
        match self.which {
            Which::Todos => self.todos_token(),
            Which::Realworld => self.realworld_token(),
            Which::Bookings => self.guest(),
            Which::Constructs | Which::Family | Which::Recipes => Ok("partner".to_owned()),
        }
    }

    /// As the page shows it to its visitor, in the line for a shell.
    fn todos_token(&self) -> Result<String> {
        let page = self.get("/")?;
        let (_, after) = page.split_once("Bearer ").context("the page shows no token")?;
        Ok(after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect())
    }

    /// As the action sets it in a cookie, which the page calls.
    fn guest(&self) -> Result<String> {
        let action = self.url(&self.get("/enter")?);
        let answer = ureq::post(action).header("sec-fetch-site", "same-origin").send_json(json!([])).context("nobody can enter")?;
        let cookie = answer.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
        let (_, value) = cookie.split(';').next().unwrap_or_default().split_once('=').context("entering sets no cookie")?;
        Ok(value.to_owned())
    }

    /// As signing up gives it.
    fn realworld_token(&self) -> Result<String> {
        let user = json!({ "user": { "username": "partner", "email": "partner@example.com", "password": "a long password" } });
        let answer = ureq::post(self.url("/api/users")).send_json(user).and_then(|mut answer| answer.body_mut().read_json::<Value>());
        let answer = answer.context("nobody can sign up")?;
        Ok(answer["user"]["token"].as_str().context("signing up gives no token")?.to_owned())
    }
}

impl Drop for Example {
    fn drop(&mut self) {
        self.child.kill().and_then(|()| self.child.wait()).map(drop).unwrap_or_else(|error| eprintln!("a server is not stopped: {error}"));
    }
}

/// Where everything is written.
pub(crate) fn folder(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.built("partners");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}
