//! A headless Chromium, driven through chromedriver, and both stopped when dropped.

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A browser window of its own.
pub(crate) struct Browser {
    pub(crate) page: Client,
    driver_url: String,
    _driver: Driver,
    _profile: tempfile::TempDir,
}

/// A chromedriver, and the browser that it started: a process group of their own.
struct Driver(Child);

impl Driver {
    fn start() -> Result<Self> {
        let driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .context("chromedriver cannot be started; install the packages chromium and chromium-driver")?;
        Ok(Self(driver))
    }
}

impl Drop for Driver {
    /// Ends the browser too, which a chromedriver that is killed would leave behind when a test fails.
    fn drop(&mut self) {
        if let Some(group) = self.0.id() {
            let killed = std::process::Command::new("kill").args(["-KILL", "--", &format!("-{group}")]).status();
            drop(killed);
        }
    }
}

/// Whether pages may run scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    On,
    Off,
}

impl Browser {
    /// Opens a window.
    pub(crate) async fn open(script: Script) -> Result<Self> {
        let mut driver = Driver::start()?;
        let port = port(&mut driver.0).await?;
        let profile = tempfile::tempdir()?;
        let driver_url = format!("http://127.0.0.1:{port}");
        let page = ClientBuilder::new(HttpConnector::new()).capabilities(capabilities(script, &profile)).connect(&driver_url).await?;
        page.set_window_size(900, 900).await?;
        Ok(Self { page, driver_url, _driver: driver, _profile: profile })
    }

    /// Takes the network from the browser, or gives it back.
    pub(crate) async fn set_offline(&self, offline: bool) -> Result<()> {
        let session = self.page.session_id().await?.context("a session")?;
        let conditions = json!({ "network_conditions": { "offline": offline, "latency": 0, "throughput": 0 } });
        let url = format!("{}/session/{session}/chromium/network_conditions", self.driver_url);
        reqwest::Client::new().post(url).json(&conditions).send().await?.error_for_status()?;
        Ok(())
    }

    /// Closes the window. Dropping does so too, but leaves the browser to notice by itself.
    pub(crate) async fn close(self) -> Result<()> {
        Ok(self.page.clone().close().await?)
    }
}

/// What chromedriver says when it listens: `ChromeDriver was started successfully on port 40000.`
async fn port(driver: &mut Child) -> Result<u16> {
    let mut lines = BufReader::new(driver.stdout.take().context("no output")?).lines();
    let search = async {
        while let Some(line) = lines.next_line().await? {
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                return Ok(port.trim_end_matches('.').parse()?);
            }
        }
        bail!("chromedriver ended without a port")
    };
    let port = tokio::time::timeout(Duration::from_secs(20), search).await??;
    // Its later output is read and dropped, so that it never waits for a reader.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok(port)
}

fn capabilities(script: Script, profile: &tempfile::TempDir) -> Map<String, Value> {
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        &format!("--user-data-dir={}", profile.path().display()),
    ];
    let blocked = 2;
    let preferences = match script {
        Script::On => json!({}),
        Script::Off => json!({ "profile.managed_default_content_settings.javascript": blocked }),
    };
    let options = json!({ "args": arguments, "prefs": preferences });
    Map::from_iter([("browserName".to_owned(), json!("chrome")), ("goog:chromeOptions".to_owned(), options)])
}
