//! Steps one after another, until the first that fails, and a table of the time that each took, and of the CPU time.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The steps that were taken so far.
#[derive(Default)]
pub(crate) struct Steps {
    taken: Vec<Taken>,
}

/// A step that was taken.
struct Taken {
    name: &'static str,
    time: Duration,
    /// That of the programs that it ran, where the system counts it.
    cpu: Option<Duration>,
}

impl Steps {
    /// Takes a step under a heading, and keeps its time, also when it fails.
    pub(crate) fn take(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) -> Result<()> {
        println!("\n== {name}");
        let (start, before) = (Instant::now(), cpu());
        let done = step();
        let cpu = cpu().zip(before).map(|(now, before)| now.saturating_sub(before));
        self.taken.push(Taken { name, time: start.elapsed(), cpu });
        done.context(name)
    }

    /// Prints the table.
    pub(crate) fn print(&self) {
        println!();
        self.taken.iter().for_each(Taken::print);
        let cpu = self.taken.iter().map(|taken| taken.cpu).sum();
        Taken { name: "in all", time: self.taken.iter().map(|taken| taken.time).sum(), cpu }.print();
    }
}

impl Taken {
    fn print(&self) {
        let cpu = self.cpu.map(|cpu| format!("  {:>7.1} s of CPU", cpu.as_secs_f64())).unwrap_or_default();
        println!("{:<32} {:>7.1} s{cpu}", self.name, self.time.as_secs_f64());
    }
}

/// CPU time of this program, and of all that it ran and that have ended, with theirs: `utime`, `stime`, `cutime`, `cstime` of `proc_pid_stat(5)`, in
/// hundredths of a second. None where there is no such file.
fn cpu() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, behind_the_name) = stat.rsplit_once(')')?;
    let times = behind_the_name.split_whitespace().skip(11).take(4).map(|time| time.parse::<u64>().ok());
    times.sum::<Option<u64>>().map(|hundredths| Duration::from_millis(10 * hundredths))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::cpu;
    use std::process::Command;
    use std::time::Duration;

    #[test]
    fn what_a_program_took_is_counted_once_it_has_ended() {
        let before = cpu().unwrap();
        let program = "n=0; while [ $n -lt 200000 ]; do n=$((n+1)); done";
        assert!(Command::new("sh").args(["-c", program]).status().unwrap().success());
        assert!(cpu().unwrap() >= before + Duration::from_millis(10));
    }
}
