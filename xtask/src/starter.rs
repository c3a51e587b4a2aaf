//! A project of one's own, as a stranger makes it with `cargo xtask new`: its tests, its page, and its documents.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use xtask_start::{process, project};

use crate::partners;
use crate::workspace::Workspace;

/// Makes a project, runs its tests, serves it, and looks at its page, at a file of its bundle, and with partners' tools at its documents.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let folder = workspace.built("starter");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    project::new(&workspace.source(""), &folder)?;
    process::run(cargo(workspace, &folder).args(["test", "--workspace", "--quiet"]))?;
    let mut server = Server::start(workspace, &folder)?;
    let page = server.get("/")?;
    let start =
        page.split('"').find(|text| text.starts_with("/assets/") && text.ends_with(".js")).context("the page names no script")?.to_owned();
    ensure!(page.contains("Log in"), "the page shows no login");
    server.get(&start)?;
    ensure!(curl_lines(&folder, &server.url)?.contains(r#""text":"Milk""#), "the note that the README adds is not in the list");
    remove_by_the_page(&server.url)?;
    partners::project(workspace, "starter", "/api/v1", |path| server.get(path))
}

/// Runs the lines with `curl` of the project's README, as one copies them, and returns what the last answers.
fn curl_lines(folder: &Path, url: &str) -> Result<String> {
    let readme = fs::read_to_string(folder.join("README.md"))?;
    let lines: Vec<_> = readme.lines().filter(|line| line.contains("curl ")).collect();
    ensure!(lines.len() == 3, "the README has other lines with curl than a login, a note, and the list");
    let script = lines.join("\n").replace("http://127.0.0.1:3000", url).replace("curl ", "curl --silent --fail-with-body ");
    let answers = process::output(process::program("sh", folder).args(["-euc", &script]))?;
    Ok(answers.rsplit_once("}[").context("the list does not follow the note")?.1.to_owned())
}

/// Signs in, and presses the button that removes the note, as a browser without scripts does: what is sent is what stands in the page.
fn remove_by_the_page(url: &str) -> Result<()> {
    let agent: ureq::Agent = ureq::Agent::config_builder().max_redirects(0).build().into();
    let send = |page: &str, button: &str, typed: &[(&str, &str)], cookie: &str| {
        let form = page.split("<form ").find(|form| form.contains(&format!("<button>{button}</button>")));
        let form = form.and_then(|form| form.split("</form>").next()).with_context(|| format!("no form has a button `{button}`"))?;
        let mut sent: Vec<_> = form.split("<input ").skip(1).map(|input| (attribute(input, "name"), attribute(input, "value"))).collect();
        sent.iter_mut().for_each(|(name, value)| *value = typed.iter().find(|(known, _)| known == name).map_or(*value, |(_, typed)| typed));
        let request = agent.post(format!("{url}/{}", attribute(form, "action"))).header("origin", url).header("accept", "text/html");
        let answer = request.header("cookie", cookie).send_form(sent).with_context(|| format!("`{button}` is refused"))?;
        ensure!(answer.status() == 303, "`{button}` is answered with {}", answer.status());
        let cookie =
            answer.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok()?.split(';').next()).unwrap_or(cookie).to_owned();
        let page = agent.get(url).header("cookie", &cookie).call()?.body_mut().read_to_string()?;
        anyhow::Ok((page, cookie))
    };
    let page = agent.get(url).call()?.body_mut().read_to_string()?;
    let (page, cookie) = send(&page, "Log in", &[("login.name", "Ann"), ("login.password", "correct horse")], "")?;
    ensure!(page.contains("Milk"), "the page does not show the note:\n{page}");
    let (page, _) = send(&page, "Remove", &[], &cookie)?;
    ensure!(!page.contains("Milk"), "the button removes nothing:\n{page}");
    Ok(())
}

/// The value of an attribute; empty where it is not there.
fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    tag.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

/// Cargo in the project, with what is compiled for this workspace.
fn cargo(workspace: &Workspace, folder: &Path) -> Command {
    let mut cargo = process::program("cargo", folder);
    cargo.env("CARGO_TARGET_DIR", workspace.built("")).env_remove("TRIFOLD_CONTRACT");
    cargo
}

/// A server of the project that runs, and stops with this value.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(workspace: &Workspace, folder: &Path) -> Result<Self> {
        let mut command = cargo(workspace, folder);
        command.args(["run", "--quiet"]).env("ADDRESS", "127.0.0.1:0").env("DATABASE", ":memory:").stdout(Stdio::piped());
        let mut child = command.spawn().context("cargo does not start")?;
        let output = child.stdout.take().context("it has an output")?;
        let mut server = Self { child, url: String::new() };
        match process::announced(output) {
            Some(url) => server.url = url,
            None => bail!("the server ended ({})", server.child.wait()?),
        }
        Ok(server)
    }

    fn get(&mut self, path: &str) -> Result<String> {
        let mut answer = ureq::get(format!("{}{path}", self.url)).call().with_context(|| format!("{path} is not there"))?;
        Ok(answer.body_mut().read_to_string()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // `cargo run` is in the place of the program that it started (unix).
        drop(self.child.kill().and_then(|()| self.child.wait()));
    }
}
