//! Prose, as far as a program can judge it, of what came after a named commit: the titles of commits, and the first words of doc comments.
//!
//! In: what git says. Out: faults; nothing where there is no history to ask.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::Result;
use xtask_start::process;

use super::fault::{Fault, Rule};
use crate::workspace::Workspace;

/// The last commit that these rules do not bind.
const SINCE: &str = "a4afbf5aebb7b78a016b2e03e06ee53988546b99";

/// The most characters of a title.
const MAX_TITLE: usize = 72;

/// Clauses with which no doc comment opens, since a noun or a verb says it sooner.
const CLAUSES: [&str; 10] = ["How", "What", "Whatever", "When", "Where", "Whether", "Which", "Who", "Whoever", "Why"];

/// Names each fault since the named commit.
pub(super) fn check(workspace: &Workspace) -> Result<Vec<Fault>> {
    let git = |words: &[&str]| process::output(workspace.program("git").args(words));
    let is_known = workspace.program("git").args(["cat-file", "-e", SINCE]).stderr(std::process::Stdio::null()).status();
    if !is_known.is_ok_and(|status| status.success()) {
        println!("no history since {SINCE}: the prose of commits and comments is not looked at");
        return Ok(Vec::new());
    }
    let titles = git(&["log", "--no-merges", "--format=%h %s", &format!("{SINCE}..HEAD")])?;
    let added = git(&["diff", "--unified=0", "--find-renames=40%", "-l4000", SINCE, "--", "*.rs"])?;
    let untracked = git(&["ls-files", "--others", "--exclude-standard", "--", "*.rs"])?;
    let mut faults: Vec<_> = titles_of(&titles).collect();
    for (file, lines) in lines_of(&added) {
        let text = std::fs::read_to_string(workspace.source(&file))?;
        faults.extend(openings(&file, &text).into_iter().filter(|fault| lines.contains(&fault.line)));
    }
    for file in untracked.lines() {
        faults.extend(openings(file, &std::fs::read_to_string(workspace.source(file))?));
    }
    Ok(faults)
}

/// Titles that are too long. A line is a commit and its title.
fn titles_of(log: &str) -> impl Iterator<Item = Fault> {
    let titles = log.lines().filter_map(|line| line.split_once(' '));
    titles.filter(|(_, title)| title.chars().count() > MAX_TITLE).map(|(commit, title)| {
        let message = format!("a title of {} characters, and {MAX_TITLE} are the most: {title}", title.chars().count());
        Fault::new(Rule::Title, commit, 1, message)
    })
}

/// The lines that a diff adds, by file.
fn lines_of(diff: &str) -> BTreeMap<String, BTreeSet<usize>> {
    let mut lines = BTreeMap::<_, BTreeSet<_>>::new();
    let mut file = None;
    for text in diff.lines() {
        if let Some(path) = text.strip_prefix("+++ ") {
            file = path.strip_prefix("b/").map(str::to_owned);
        } else if let Some((file, hunk)) = file.as_ref().zip(text.strip_prefix("@@ ")) {
            lines.entry(file.clone()).or_default().extend(range(hunk));
        }
    }
    lines
}

/// `-1,2 +3,4 @@`: 3 to 6
fn range(hunk: &str) -> Range<usize> {
    let added = hunk.split(' ').find_map(|part| part.strip_prefix('+')).unwrap_or_default();
    let (first, count) = added.split_once(',').unwrap_or((added, "1"));
    let (first, count) = (first.parse().unwrap_or(0), count.parse().unwrap_or(0));
    first..first + count
}

/// Doc comments of a file that open with a clause, at their beginning or below a heading.
fn openings(file: &str, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (mut before, mut is_headed) = (None, false);
    for (line, text) in text.lines().enumerate() {
        let mark = ["///", "//!"].into_iter().find(|mark| text.trim_start().starts_with(mark));
        let comment = mark.map_or("", |mark| text.trim_start().trim_start_matches(mark).trim());
        if let Some(word) = clause(comment).filter(|_| is_headed || mark != before) {
            let message = format!("a doc comment opens with a noun phrase or a verb, and not with `{word}`");
            faults.push(Fault::new(Rule::Opening, file, line + 1, message));
        }
        before = mark;
        is_headed = comment.starts_with("# ");
    }
    faults
}

/// The clause with which a comment opens.
fn clause(comment: &str) -> Option<&'static str> {
    let first = comment.split_whitespace().next()?;
    CLAUSES.into_iter().find(|clause| *clause == first)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::lines;
    use super::*;

    #[test]
    fn a_long_title_is_a_fault() {
        let log = format!("abc1234 {}\ndef5678 {}", "x".repeat(72), "x".repeat(73));
        assert_eq!(lines(&titles_of(&log).collect::<Vec<_>>()), [("def5678".to_owned(), 1)]);
    }

    #[test]
    fn a_new_comment_that_opens_with_a_clause_is_a_fault() {
        let text = "//! What it is.\n\n/// Whether it is so.\nfn a() {}\n/// A thing,\n/// Where it goes on.\nfn b() {}\n    /// How long it is.\n///\n/// # Errors\n/// Whatever fails.\n";
        assert_eq!(lines(&openings("a.rs", text)), [1, 3, 8, 11].map(|line| ("a.rs".to_owned(), line)));
    }

    #[test]
    fn a_diff_tells_which_lines_are_new() {
        let diff = "--- a/a.rs\n+++ b/a.rs\n@@ -7,0 +8,2 @@ fn a()\n+x\n+y\n@@ -9 +11 @@\n-x\n+y\n@@ -13,2 +14,0 @@\n-x\n+++ /dev/null\n@@ -1 +0,0 @@\n";
        assert_eq!(lines_of(diff), BTreeMap::from([("a.rs".to_owned(), BTreeSet::from([8, 9, 11]))]));
    }
}
