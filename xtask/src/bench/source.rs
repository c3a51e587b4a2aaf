//! The two crates: one contract, written once as a trait and once as handlers.

use crate::workspace::Workspace;
use anyhow::Result;
use std::fmt::Write;
use std::path::Path;

/// An edit as people make them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edit {
    /// A line of one method becomes another of the same length: nothing moves.
    SameLength,
    /// A line above all types becomes longer: all that is below moves by some bytes.
    LongerAbove,
    /// There is a line more above all types.
    LineAbove,
    /// A line below everything becomes longer.
    Below,
}

/// The lines that edits change.
const WITHIN: &str = "let offset = ";
const ABOVE: &str = "let above = ";
const BELOW: &str = "let below = ";

impl Edit {
    pub(super) const ALL: [Self; 4] = [Self::SameLength, Self::LongerAbove, Self::LineAbove, Self::Below];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::SameLength => "an edit that moves nothing",
            Self::LongerAbove => "a longer line above",
            Self::LineAbove => "a line more above",
            Self::Below => "a longer line below",
        }
    }

    /// The code after the edit, which is another in each round.
    pub(super) fn of(self, code: &str, round: usize) -> Option<String> {
        let (line, value) = match self {
            Self::SameLength => (WITHIN, (round + 1).to_string()),
            Self::LongerAbove => (ABOVE, format!("0 + {}", "1 + ".repeat(round + 1) + "0")),
            Self::LineAbove => (ABOVE, "\n".repeat(round + 1) + "0"),
            Self::Below => (BELOW, format!("0 + {}", "1 + ".repeat(round + 1) + "0")),
        };
        let start = code.find(line)? + line.len();
        let end = start + code[start..].find(';')?;
        Some(format!("{}{value}{}", &code[..start], &code[end..]))
    }
}

/// Writes both crates of so many calls, and their workspace. Each call has a type for what it takes and, but for one, a type for what it gives.
/// The programs build a server for each word behind their names; ours, with these features, writes its documents for the word `documents`.
pub(super) fn write(workspace: &Workspace, folder: &Path, calls: usize, features: &[&str]) -> Result<()> {
    let runtime = workspace.source("runtime");
    file(&folder.join("Cargo.toml"), "[workspace]\nmembers = [\"folded\", \"by_hand\"]\nresolver = \"3\"\n")?;
    let trifold = format!("trifold = {{ path = {:?}, features = {features:?} }}\n", runtime.display().to_string());
    let axum = "axum = { version = \"0.8\", default-features = false, features = [\"json\"] }\nserde = { version = \"1\", features = [\"derive\"] }\n";
    file(&folder.join("folded/Cargo.toml"), &manifest("folded", &(trifold + "thiserror = \"2\"\n")))?;
    file(&folder.join("by_hand/Cargo.toml"), &manifest("by_hand", &(axum.to_owned() + "thiserror = \"2\"\n")))?;
    // The same versions as here: a lock of its own would measure other crates.
    std::fs::copy(workspace.source("Cargo.lock"), folder.join("Cargo.lock"))?;
    file(&folder.join("folded/src/main.rs"), &folded(calls))?;
    file(&folder.join("by_hand/src/main.rs"), &by_hand(calls))
}

fn file(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(path, text)?)
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}")
}

/// Two structs for each call; the last call gives back what it takes. No two of either kind have fields of the same types.
fn types(above: &str, calls: usize) -> String {
    let mut types = String::new();
    for call in 0..calls {
        let Kinds { number, list, option } = Kinds::of(call);
        let _ = write!(
            types,
            "{above}\npub struct Take{call} {{ pub name: String, pub count{call}: {number}, pub tags: Vec<{list}>, pub note: Option<{option}> }}\n"
        );
        if call + 1 < calls {
            let _ = write!(
                types,
                "{above}\npub struct Give{call} {{ pub id{call}: {number}, pub name: String, pub tags: Vec<{list}>, pub ratio: Option<{option}> }}\n"
            );
        }
    }
    types
}

/// The types of a call's fields.
struct Kinds {
    number: &'static str,
    list: &'static str,
    option: &'static str,
}

impl Kinds {
    /// 128 calls have them different.
    fn of(call: usize) -> Self {
        let one_of = |kinds: &[&'static str], by: usize| kinds[call / by % kinds.len()];
        Self {
            number: one_of(&["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64"], 1),
            list: one_of(&["String", "u32", "bool", "f64"], 8),
            option: one_of(&["f64", "String", "u16", "char"], 32),
        }
    }
}

fn given(call: usize, calls: usize) -> String {
    if call + 1 < calls { format!("Give{call}") } else { format!("Take{call}") }
}

/// What a call does, in both crates the same.
fn body(call: usize, calls: usize) -> String {
    let give = if call + 1 < calls {
        format!("Give{call} {{ id{call}: take.count{call} + offset, name: take.name, tags: take.tags, ratio: None }}")
    } else {
        "take".to_owned()
    };
    let offset = if call + 1 < calls { "let offset = 0;" } else { "" };
    format!("{offset} if take.name.is_empty() {{ return Err(Failure::Empty {{ call: {call} }}); }} Ok({give})")
}

/// The code below everything.
fn below() -> String {
    format!("pub fn below() -> u32 {{ {BELOW}0; below + above() }}\n")
}

const FAILURE: &str = "#[error(\"call {call} wants a name\")]";

fn folded(calls: usize) -> String {
    let mut code = format!("use trifold::{{ApiError, model, service}};\nfn above() -> u32 {{ {ABOVE}0; above }}\n");
    code += &types("#[model]", calls);
    let _ = write!(
        code,
        "#[derive(Debug, thiserror::Error, ApiError)]\npub enum Failure {{ {FAILURE} #[status(422)] Empty {{ call: u32 }} }}\n"
    );
    code += "#[service(version = 1)]\npub trait Calls {\n";
    for call in 0..calls {
        let _ = writeln!(
            code,
            "    /// Call {call}.\n    #[post(\"/call{call}\")]\n    async fn call{call}(&self, take: Take{call}) -> Result<{}, Failure>;",
            given(call, calls)
        );
    }
    code += "}\npub struct App;\nimpl Calls for App {\n";
    for call in 0..calls {
        let _ = writeln!(
            code,
            "    async fn call{call}(&self, take: Take{call}) -> Result<{}, Failure> {{ {} }}",
            given(call, calls),
            body(call, calls)
        );
    }
    code += "}\nfn main() {\n    for word in std::env::args().skip(1) {\n        match word.as_str() {\n";
    code += "            \"documents\" => drop(trifold::server::Server::new().add_service(CallsServer::new(App)).documents()),\n";
    code += "            _ => drop(CallsServer::new(App).into_router()),\n        }\n    }\n}\n";
    code + &below()
}

fn by_hand(calls: usize) -> String {
    let mut code = format!(
        "{}fn above() -> u32 {{ {ABOVE}0; above }}\n",
        "use axum::{Json, Router, extract::State, http::StatusCode, response::{IntoResponse, Response}, routing::post};\nuse std::sync::Arc;\n"
    );
    code += &types("#[derive(serde::Serialize, serde::Deserialize)]", calls);
    let _ = write!(
        code,
        "#[derive(Debug, thiserror::Error)]\npub enum Failure {{ {FAILURE} Empty {{ call: u32 }} }}\n\
         impl IntoResponse for Failure {{ fn into_response(self) -> Response {{ (StatusCode::UNPROCESSABLE_ENTITY, self.to_string()).into_response() }} }}\n\
         pub struct App;\n"
    );
    for call in 0..calls {
        let give = given(call, calls);
        let _ = writeln!(
            code,
            "/// Call {call}.\npub async fn call{call}(State(_): State<Arc<App>>, Json(take): Json<Take{call}>) -> Result<Json<{give}>, Failure> {{ {} }}",
            body(call, calls).replace("Ok(", "Ok(Json(") + ")"
        );
    }
    code += "pub fn router(app: Arc<App>) -> Router {\n    Router::new()\n";
    for call in 0..calls {
        let _ = writeln!(code, "        .route(\"/api/v1/call{call}\", post(call{call}))");
    }
    code + &format!(
        "        .with_state(app)\n}}\nfn main() {{ std::env::args().skip(1).for_each(|_| drop(router(Arc::new(App)))); }}\n{}",
        below()
    )
}
