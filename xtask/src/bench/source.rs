//! The two crates: one contract, written once as a trait and once as handlers.

use crate::workspace::Workspace;
use anyhow::Result;
use std::fmt::Write;
use std::path::Path;

/// How many calls there are. Each has a type for what it takes and, but for one, a type for what it gives.
const CALLS: usize = 100;

/// The line that an edit changes.
pub(super) const EDITED: &str = "let offset = 0;";

/// Writes both crates and their workspace.
pub(super) fn write(workspace: &Workspace, folder: &Path) -> Result<()> {
    let runtime = workspace.source("runtime");
    file(&folder.join("Cargo.toml"), "[workspace]\nmembers = [\"folded\", \"by_hand\"]\nresolver = \"3\"\n")?;
    let trifold = format!("trifold = {{ path = {:?}, features = [\"server\", \"client\"] }}\n", runtime.display().to_string());
    let axum = "axum = { version = \"0.8\", default-features = false, features = [\"json\"] }\nserde = { version = \"1\", features = [\"derive\"] }\n";
    file(&folder.join("folded/Cargo.toml"), &manifest("folded", &(trifold + "thiserror = \"2\"\n")))?;
    file(&folder.join("by_hand/Cargo.toml"), &manifest("by_hand", &(axum.to_owned() + "thiserror = \"2\"\n")))?;
    // The same versions as here: a lock of its own would measure other crates.
    std::fs::copy(workspace.source("Cargo.lock"), folder.join("Cargo.lock"))?;
    file(&folder.join("folded/src/main.rs"), &folded())?;
    file(&folder.join("by_hand/src/main.rs"), &by_hand())
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
fn types(above: &str) -> String {
    let mut types = String::new();
    for call in 0..CALLS {
        let Kinds { number, list, option } = Kinds::of(call);
        let _ = write!(
            types,
            "{above}\npub struct Take{call} {{ pub name: String, pub count{call}: {number}, pub tags: Vec<{list}>, pub note: Option<{option}> }}\n"
        );
        if call + 1 < CALLS {
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

fn given(call: usize) -> String {
    if call + 1 < CALLS { format!("Give{call}") } else { format!("Take{call}") }
}

/// What a call does, in both crates the same.
fn body(call: usize) -> String {
    let give = if call + 1 < CALLS {
        format!("Give{call} {{ id{call}: take.count{call} + offset, name: take.name, tags: take.tags, ratio: None }}")
    } else {
        "take".to_owned()
    };
    let offset = if call + 1 < CALLS { "let offset = 0;" } else { "" };
    format!("{offset} if take.name.is_empty() {{ return Err(Failure::Empty {{ call: {call} }}); }} Ok({give})")
}

const FAILURE: &str = "#[error(\"call {call} wants a name\")]";

fn folded() -> String {
    let mut code = String::from("use trifold::{ApiError, model, service};\n");
    code += &types("#[model]");
    let _ = write!(
        code,
        "#[derive(Debug, thiserror::Error, ApiError)]\npub enum Failure {{ {FAILURE} #[status(422)] Empty {{ call: u32 }} }}\n"
    );
    code += "#[service(version = 1)]\npub trait Calls {\n";
    for call in 0..CALLS {
        let _ = writeln!(
            code,
            "    /// Call {call}.\n    #[post(\"/call{call}\")]\n    async fn call{call}(&self, take: Take{call}) -> Result<{}, Failure>;",
            given(call)
        );
    }
    code += "}\npub struct App;\nimpl Calls for App {\n";
    for call in 0..CALLS {
        let _ = writeln!(code, "    async fn call{call}(&self, take: Take{call}) -> Result<{}, Failure> {{ {} }}", given(call), body(call));
    }
    code + "}\nfn main() { let _ = CallsServer::new(App).into_router(); }\n"
}

fn by_hand() -> String {
    let mut code = String::from(
        "use axum::{Json, Router, extract::State, http::StatusCode, response::{IntoResponse, Response}, routing::post};\nuse std::sync::Arc;\n",
    );
    code += &types("#[derive(serde::Serialize, serde::Deserialize)]");
    let _ = write!(
        code,
        "#[derive(Debug, thiserror::Error)]\npub enum Failure {{ {FAILURE} Empty {{ call: u32 }} }}\n\
         impl IntoResponse for Failure {{ fn into_response(self) -> Response {{ (StatusCode::UNPROCESSABLE_ENTITY, self.to_string()).into_response() }} }}\n\
         pub struct App;\n"
    );
    for call in 0..CALLS {
        let give = given(call);
        let _ = writeln!(
            code,
            "/// Call {call}.\npub async fn call{call}(State(_): State<Arc<App>>, Json(take): Json<Take{call}>) -> Result<Json<{give}>, Failure> {{ {} }}",
            body(call).replace("Ok(", "Ok(Json(") + ")"
        );
    }
    code += "pub fn router(app: Arc<App>) -> Router {\n    Router::new()\n";
    for call in 0..CALLS {
        let _ = writeln!(code, "        .route(\"/api/v1/call{call}\", post(call{call}))");
    }
    code + "        .with_state(app)\n}\nfn main() { let _ = router(Arc::new(App)); }\n"
}
