//! A server in a process of its own, so that it can be told to stop, and its memory can be measured: this very binary, told to be one.

use crate::builds::{blue, green};
use crate::webhooks::SECRET;
use anyhow::{Context, Result, bail};
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use futures_util::{StreamExt, stream};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::net::TcpListener;
use tokio::process::{Child, ChildStdout, Command};
use trifold::error::Never;
use trifold::server::webhooks::{StandardWebhook, StandardWebhooks};
use trifold::server::{FormState, Server};
use trifold::{EventStream, LastEventId, model, service};
use trifold_redis::Redis;

/// The variable that makes a run of this binary the server: the address at which it is to listen.
const ROLE: &str = "TRIFOLD_TEST_SERVER";

/// The variable that names the file in which the server notes what it carries out.
const NOTES: &str = "TRIFOLD_TEST_NOTES";

/// The variable that names the Redis that the server shares with others.
const REDIS: &str = "TRIFOLD_TEST_REDIS";

/// The variable that names the build that the server is, of those in [`crate::builds`].
const BUILD: &str = "TRIFOLD_TEST_BUILD";

/// A type that is as deep as its JSON.
#[model]
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub(crate) children: Vec<Tree>,
}

/// What the server can do.
#[service(version = 1, path = "/probe")]
pub(crate) trait Probe {
    /// Says the same.
    #[post("/echo")]
    async fn echo(&self, text: String) -> String;

    /// Notes a number.
    #[idempotent]
    #[post("/note")]
    async fn note(&self, number: u64) -> u64;

    /// Counts the children.
    #[post("/tree")]
    async fn tree(&self, tree: Tree) -> usize;

    /// Says `napping` on its output, and rests.
    #[post("/nap")]
    async fn nap(&self, milliseconds: u64) -> u64;

    /// Naps, for three seconds at the most.
    #[idempotent]
    #[limit(deadline = "3s")]
    #[post("/brief_nap")]
    async fn brief_nap(&self, milliseconds: u64) -> u64;

    /// Says yes, ten times a minute.
    #[rate_limit("10/min")]
    #[get("/rated")]
    async fn rated(&self) -> bool;

    /// Says yes, as often as anybody asks.
    #[rate_limit("1000000/h")]
    #[get("/rated_often")]
    async fn rated_often(&self) -> bool;

    /// Gives one number, and is silent then.
    #[get("/silence")]
    async fn silence(&self) -> EventStream<u64, Never>;

    /// Gives the numbers from one on, fifty a second.
    #[get("/numbers")]
    async fn numbers(&self, #[context] after: LastEventId) -> EventStream<u64, Never>;

    /// Notes a number, rests, and notes its double.
    #[idempotent]
    #[post("/slow")]
    async fn slow(&self, number: u64) -> u64;

    /// Notes the number of a delivery.
    #[no_action]
    #[post("/delivered")]
    async fn delivered(&self, #[context] delivery: StandardWebhook, number: u64) -> u64;
}

/// The file in which a server notes what it carries out, if there is one.
#[derive(Default)]
pub(crate) struct Notes(Option<File>);

impl Notes {
    /// The file that the environment names.
    fn open() -> Result<Self> {
        Ok(Self(std::env::var_os(NOTES).map(|path| OpenOptions::new().append(true).open(path)).transpose()?))
    }

    /// Notes a number, in a line of its own.
    pub(crate) fn write(&self, number: u64) {
        if let Some(mut notes) = self.0.as_ref() {
            notes.write_all(format!("{number}\n").as_bytes()).expect("a line is written");
        }
    }
}

struct Prober {
    notes: Notes,
    webhooks: StandardWebhooks,
}

impl AsRef<StandardWebhooks> for Prober {
    fn as_ref(&self) -> &StandardWebhooks {
        &self.webhooks
    }
}

impl Probe for Prober {
    async fn echo(&self, text: String) -> String {
        text
    }

    async fn note(&self, number: u64) -> u64 {
        self.notes.write(number);
        number
    }

    async fn tree(&self, tree: Tree) -> usize {
        tree.children.len()
    }

    async fn nap(&self, milliseconds: u64) -> u64 {
        println!("napping");
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        milliseconds
    }

    async fn brief_nap(&self, milliseconds: u64) -> u64 {
        self.nap(milliseconds).await
    }

    async fn rated(&self) -> bool {
        true
    }

    async fn rated_often(&self) -> bool {
        true
    }

    async fn silence(&self) -> EventStream<u64, Never> {
        EventStream::new(stream::once(std::future::ready(Ok(1))).chain(stream::pending()))
    }

    async fn numbers(&self, after: LastEventId) -> EventStream<u64, Never> {
        let first = after.id().map_or(1, |last: u64| last + 1);
        EventStream::with_ids(stream::iter(first..).then(async |number| {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok((number.into(), number))
        }))
    }

    async fn slow(&self, number: u64) -> u64 {
        self.notes.write(number);
        tokio::time::sleep(Duration::from_millis(200)).await;
        self.notes.write(2 * number);
        number
    }

    async fn delivered(&self, _: StandardWebhook, number: u64) -> u64 {
        self.note(number).await
    }
}

/// The server, in its own process; in the run of all tests it does nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a server for other tests, which start it"]
async fn serves() -> Result<()> {
    let Ok(address) = std::env::var(ROLE) else { return Ok(()) };
    let second = Duration::from_secs(1);
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let server = Server::new()
        .add_service(ProbeServer::new(Prober { notes: Notes::open()?, webhooks: StandardWebhooks::new([SECRET])? }))
        .allow_non_browser()
        .pages(Router::new().route("/", get(async |forms: FormState| Html(format!("{:?}", forms.form(ProbeSpec::TREE).faults())))))
        .health("/healthz")
        .readiness("/readyz")
        .live_streams_of_a_caller(1000)
        .body_deadline(2 * second);
    let server = match std::env::var(REDIS) {
        Ok(redis) => server.shared_store(Redis::connect(&redis)?.prefix("test")),
        Err(_) => server,
    };
    let server = match std::env::var(BUILD).as_deref() {
        Ok("green") => server.add_service(green::DeskServer::new(green::App(Notes::open()?))),
        Ok(_) => server.add_service(blue::DeskServer::new(blue::App(Notes::open()?))),
        Err(_) => server,
    };
    // A signal that came before it is served would end the process.
    println!("listening {address}");
    server.serve(listener).header_deadline(2 * second).stall_deadline(2 * second).connections(600).await?;
    Ok(())
}

/// Settings of a server besides its address.
#[derive(Default, Clone, Copy)]
pub(crate) struct Told<'a> {
    /// The file in which it notes what it carries out.
    pub(crate) notes: Option<&'a Path>,
    /// The Redis that it shares with others.
    pub(crate) redis: Option<&'a str>,
    /// The build that it is, of those in [`crate::builds`].
    pub(crate) build: Option<&'a str>,
}

/// A running server process; it is killed when dropped.
pub(crate) struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    address: SocketAddr,
}

impl Process {
    /// Starts one, and waits until it listens.
    pub(crate) async fn start() -> Result<Self> {
        Self::start_at((Ipv4Addr::LOCALHOST, 0).into(), None).await
    }

    /// Starts one at an address, which notes in a file what it carries out.
    pub(crate) async fn start_at(address: SocketAddr, notes: Option<&Path>) -> Result<Self> {
        Self::start_with(address, Told { notes, ..Told::default() }).await
    }

    /// Starts one at an address, which is told more.
    pub(crate) async fn start_with(address: SocketAddr, told: Told<'_>) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["process::serves", "--exact", "--ignored", "--nocapture"]).env(ROLE, address.to_string());
        told.notes.map(|notes| command.env(NOTES, notes));
        told.redis.map(|redis| command.env(REDIS, redis));
        told.build.map(|build| command.env(BUILD, build));
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("the process has no output")?).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some((_, address)) = line.split_once("listening ") {
                return Ok(Self { child, lines, address: address.parse()? });
            }
        }
        bail!("the process ended before it listened")
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Waits until so many calls are napping.
    pub(crate) async fn await_naps(&mut self, calls: usize) -> Result<()> {
        for _ in 0..calls {
            while !self.lines.next_line().await?.context("the process ended before the naps began")?.contains("napping") {}
        }
        Ok(())
    }

    /// Sends SIGTERM.
    pub(crate) async fn terminate(&self) -> Result<()> {
        let id = self.child.id().context("the process has ended")?.to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().await?;
        anyhow::ensure!(told.success(), "SIGTERM could not be sent");
        Ok(())
    }

    /// Kills it.
    pub(crate) async fn kill(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Waits until it ends.
    pub(crate) async fn end(mut self) -> Result<ExitStatus> {
        // Whoever writes to a pipe that nobody reads would wait forever.
        while self.lines.next_line().await?.is_some() {}
        Ok(self.child.wait().await?)
    }

    /// The most memory that it has had at one time, in KiB.
    pub(crate) fn peak_memory(&self) -> Result<u64> {
        self.memory("VmHWM:")
    }

    /// The memory that it has now, in KiB.
    pub(crate) fn memory_now(&self) -> Result<u64> {
        self.memory("VmRSS:")
    }

    fn memory(&self, which: &str) -> Result<u64> {
        let id = self.child.id().context("the process has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix(which)).context("the system does not tell")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}
