//! Every kind of refusal that the runtime has, as its sources say: so that a new one without a case in `leaks.txt` fails the test.
//!
//! In: the sources of the server, without their tests. Out: problem types, statuses, and the words that callers read.

use anyhow::Result;
use std::path::Path;

/// What stands before a text that callers read, and which of the texts that follow it is the one.
const SAYS: [(&str, usize); 8] = [
    (".detail(\"", 0),
    (".detail(format!(\"", 0),
    ("refusal(\"", 0),
    (" refuse(\"", 0),
    ("(refuse(\"", 0),
    ("unsupported_but(\"", 0),
    ("Fault::new(\"", 1),
    ("FormError::new(\"", 1),
];

/// What stands before the status of a refusal.
const STATUSES: [&str; 4] =
    ["Rejection::status(StatusCode::", "Rejection::of(StatusCode::", "Rejection::malformed(StatusCode::", "Self::of(StatusCode::"];

/// The words of every refusal, up to what is filled in, as JSON shows them.
pub(super) fn words(sources: &str) -> Vec<String> {
    let said = SAYS.iter().flat_map(|(before, place)| {
        sources.split(before).skip(1).filter_map(|rest| rest.split("\", \"").nth(*place)).filter_map(|rest| rest.split(['"', '{']).next())
    });
    said.filter(|text| text.len() > 3).map(str::to_owned).collect()
}

/// What the errors of a file say, up to what is filled in.
pub(super) fn faults(source: &str) -> Vec<String> {
    source.split("#[error(\"").skip(1).filter_map(|rest| rest.split(['"', '{']).next()).map(str::to_owned).collect()
}

/// The statuses of refusals: `NOT_FOUND`.
pub(super) fn statuses(sources: &str) -> Vec<String> {
    let named = STATUSES.iter().flat_map(|before| sources.split(before).skip(1));
    named.filter_map(|rest| rest.split(|c: char| c != '_' && !c.is_ascii_uppercase()).next()).map(str::to_owned).collect()
}

/// The problem types that Trifold itself sends.
pub(super) fn types(sources: &str) -> Vec<String> {
    let constants = sources.split("pub mod problem_type {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap_or_default();
    constants.split(": &str = \"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// The sources below a folder, each without its tests.
pub(super) fn sources(folder: &Path) -> Result<String> {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => all += &sources(&path)?,
            Some("rs") => {
                let source = std::fs::read_to_string(&path)?;
                all += source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            }
            _ => {}
        }
    }
    Ok(all)
}
