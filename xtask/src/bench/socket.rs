//! The cost of a request for the whole server, sockets and all: the server runs under callgrind, and one connection asks it, one request at a time.

use super::callgrind;
use super::contender::Contender;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;
use xtask_start::process;

/// Number of requests; and once more three times as many.
const TIMES: u64 = 200;

/// The instructions of one request.
pub(super) fn cost(workspace: &Workspace, contender: &Contender, call: &str) -> Result<f64> {
    let request = contender.request(workspace, call)?;
    let [once, thrice] = [TIMES, 3 * TIMES].map(|times| serve(workspace, contender, &request, times));
    Ok((thrice? - once?) / (2 * TIMES) as f64)
}

fn serve(workspace: &Workspace, contender: &Contender, request: &str, times: u64) -> Result<f64> {
    let profile = workspace.built("bench/callgrind.served");
    std::fs::create_dir_all(workspace.built("bench"))?;
    let mut command = callgrind::command(workspace, &profile, &contender.program(workspace), &["serve"]);
    let mut server = command.stdout(Stdio::piped()).spawn().context("valgrind does not start")?;
    let asked = ask(&mut server, request, times);
    // SIGINT, so that callgrind writes what it has counted.
    process::run(workspace.program("kill").args(["-INT", &server.id().to_string()]))?;
    server.wait()?;
    asked?;
    Ok(callgrind::read(&profile)?.instructions)
}

fn ask(server: &mut Child, request: &str, times: u64) -> Result<()> {
    let mut address = String::new();
    BufReader::new(server.stdout.as_mut().context("the server prints nothing")?).read_line(&mut address)?;
    let mut stream = TcpStream::connect(address.trim())?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    for _ in 0..times {
        stream.write_all(request.as_bytes())?;
        let answer = read(&mut stream)?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    Ok(())
}

/// One answer, whose head says how long its body is.
fn read(stream: &mut TcpStream) -> Result<String> {
    let (mut answer, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let length = stream.read(&mut piece)?;
        ensure!(length > 0, "the server has closed the connection");
        answer.extend_from_slice(&piece[..length]);
        let text = String::from_utf8_lossy(&answer);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok());
        if body.len() >= length.context("an answer does not say how long it is")? {
            return Ok(text.into_owned());
        }
    }
}
