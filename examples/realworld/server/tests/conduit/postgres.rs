//! The same cases on PostgreSQL, where its binaries are: a cluster of our own in a temporary folder, on a socket in that folder.

use crate::support::Api;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

#[tokio::test]
async fn every_case_holds_on_postgresql() -> Result<()> {
    let Some(binaries) = binaries() else {
        println!("no PostgreSQL on this machine: not tested on it");
        return Ok(());
    };
    let cluster = Cluster::start(&binaries)?;
    crate::every_case(&Api::on(&cluster.url()).await?).await?;
    // Tables that are there already stay as they are.
    Api::on(&cluster.url()).await?.somebody().await?;
    crate::exactly_once::one_effect_a_key(&cluster.url()).await
}

/// The folder of `initdb`: the newest version in Debian's place, or where `PATH` leads.
fn binaries() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<_> = std::env::split_paths(&path).chain(debian).filter(|folder| folder.join("initdb").is_file()).collect();
    folders.sort();
    folders.pop()
}

/// A running cluster, stopped and removed when dropped.
struct Cluster {
    binaries: PathBuf,
    folder: TempDir,
}

impl Cluster {
    fn start(binaries: &Path) -> Result<Self> {
        let this = Self { binaries: binaries.to_owned(), folder: tempfile::tempdir()? };
        this.give_away()?;
        this.run("initdb", &["--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8"])?;
        let options = format!("-c listen_addresses='' -c fsync=off -k {}", this.folder.path().display());
        this.run("pg_ctl", &["-w", "-o", &options, "-l", &this.data().with_extension("log").to_string_lossy(), "start"])?;
        Ok(this)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn url(&self) -> String {
        let socket = self.folder.path().to_string_lossy().replace('/', "%2F");
        format!("postgres://postgres@{socket}/postgres")
    }

    /// PostgreSQL refuses to be run by root, whose tests run it as the user `postgres`.
    fn give_away(&self) -> Result<()> {
        if is_root()? {
            let status = Command::new("chown").arg("postgres").arg(self.folder.path()).status()?;
            ensure!(status.success(), "chown failed");
        }
        Ok(())
    }

    fn run(&self, program: &str, words: &[&str]) -> Result<()> {
        let program = self.binaries.join(program);
        let mut command = if is_root()? {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(&program);
            command
        } else {
            Command::new(&program)
        };
        let command = command.arg("-D").arg(self.data()).args(words).current_dir(self.folder.path());
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        let status = status.with_context(|| format!("cannot start {}", program.display()))?;
        ensure!(status.success(), "{} ended with {status}", program.display());
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let stopped = self.run("pg_ctl", &["-m", "immediate", "stop"]);
        drop(stopped);
    }
}

fn is_root() -> Result<bool> {
    let output = Command::new("id").arg("-u").output()?;
    Ok(output.stdout.trim_ascii() == b"0")
}
