//! The pages: one app over the same types, that calls each method and uses each field of its answer. Only the client differs.

use crate::workspace::Workspace;
use anyhow::Result;
use std::fmt::Write;
use std::path::Path;

/// Client of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::bench) enum Client {
    /// By `fetch`, as one would write it: one function that knows no type.
    Manual,
    GlooNet,
    ServerFn,
    Trifold,
    /// Trifold's, and a store that shows a read and makes a write with an optimistic value.
    Store,
}

/// The crate of a page.
pub(super) fn name(client: Client, methods: usize) -> String {
    format!("page-{}-{methods}", client.name())
}

/// Writes a page, and the workspace that it is in.
pub(super) fn write(workspace: &Workspace, folder: &Path, client: Client, methods: usize) -> Result<()> {
    let page = folder.join(name(client, methods));
    std::fs::create_dir_all(page.join("src"))?;
    // The same versions as here; cargo adds what the pages have besides.
    std::fs::copy(workspace.source("Cargo.lock"), folder.join("Cargo.lock"))?;
    put(&folder.join("Cargo.toml"), WORKSPACE)?;
    put(&page.join("Cargo.toml"), &manifest(workspace, client, methods))?;
    put(&page.join("src/lib.rs"), &code(client, methods))
}

/// Writes a file, unless it is as it should be.
fn put(path: &Path, text: &str) -> Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|known| known == text) { Ok(()) } else { Ok(std::fs::write(path, text)?) }
}

const WORKSPACE: &str = r#"[workspace]
resolver = "3"
members = ["page-*"]

[profile.release]
opt-level = "z"
lto = "fat"
panic = "abort"
codegen-units = 1
strip = "none"
"#;

const WEB_SYS: &str = r#"js-sys = "0.3"
web-sys = { version = "0.3", features = ["Window", "Request", "RequestInit", "Response", "Headers"] }
"#;

fn manifest(workspace: &Workspace, client: Client, methods: usize) -> String {
    let path = |name: &str| workspace.source(name).display().to_string();
    let own = match client {
        Client::Manual => format!("serde_json = \"1\"\n{WEB_SYS}"),
        Client::GlooNet => "gloo-net = { version = \"0.7\", default-features = false, features = [\"http\", \"json\"] }\n".to_owned(),
        Client::ServerFn => "server_fn = { version = \"0.8\", features = [\"browser\"] }\nserver_fn_macro_default = \"0.8\"\n".to_owned(),
        Client::Trifold => format!(
            "trifold = {{ path = {:?} }}\ntrifold-client-wasm = {{ path = {:?} }}\nthiserror = \"2\"\n",
            path("runtime"),
            path("client-wasm")
        ),
        Client::Store => format!(
            "trifold = {{ path = {:?} }}\ntrifold-client-wasm = {{ path = {:?}, features = [\"store\"] }}\ntrifold-store = {{ path = {:?} }}\nthiserror = \"2\"\n",
            path("runtime"),
            path("client-wasm"),
            path("store")
        ),
    };
    format!(
        "[package]\nname = {:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[lib]\ncrate-type = [\"cdylib\"]\n\n\
         [dependencies]\nserde = {{ version = \"1\", features = [\"derive\"] }}\nwasm-bindgen = \"0.2\"\nwasm-bindgen-futures = \"0.4\"\n{own}",
        name(client, methods)
    )
}

impl Client {
    pub(in crate::bench) const ALL: [Self; 5] = [Self::Manual, Self::GlooNet, Self::ServerFn, Self::Trifold, Self::Store];

    pub(in crate::bench) fn name(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::GlooNet => "gloo-net",
            Self::ServerFn => "server_fn",
            Self::Trifold => "trifold",
            Self::Store => "trifold-store",
        }
    }

    /// The code that all its calls share.
    fn shared(self) -> &'static str {
        match self {
            Self::Manual => include_str!("manual.rs.txt"),
            Self::GlooNet => include_str!("gloo_net.rs.txt"),
            Self::ServerFn => include_str!("server_fn.rs.txt"),
            Self::Trifold => "",
            Self::Store => include_str!("store.rs.txt"),
        }
    }
}

/// The kinds of fields, each with a value made of `k`.
const KINDS: [(&str, &str); 7] = [
    ("String", "\"x\".repeat(k as usize)"),
    ("Vec<String>", "vec![\"y\".to_string(); k as usize]"),
    ("Option<u64>", "Some(k as u64)"),
    ("u8", "k as u8"),
    ("bool", "k > 3"),
    ("u32", "k"),
    ("Vec<u64>", "vec![k as u64; 3]"),
];

/// A method: no two have types with the same fields, so that no compiler makes one of two.
struct Method {
    name: String,
    argument: (&'static str, String),
    result: String,
    types: String,
    /// An expression of the argument.
    make: String,
    /// An expression of the result.
    used: String,
}

impl Method {
    fn create() -> Self {
        Self {
            name: "create_todo".to_owned(),
            argument: ("todo", "NewTodo".to_owned()),
            result: "Todo".to_owned(),
            types: "DERIVE\npub struct NewTodo { pub title: String, pub tags: Vec<String>, pub due: Option<u64>, pub priority: u8 }\n\
                    DERIVE\npub struct Todo { pub id: u64, pub title: String, pub tags: Vec<String>, pub due: Option<u64>, pub priority: u8, pub done: bool }\n"
                .to_owned(),
            make: "NewTodo { title: \"x\".repeat(k as usize), tags: vec![\"y\".to_string(); k as usize], due: Some(k as u64), priority: k as u8 }".to_owned(),
            used: "r.title.len() + r.tags.len() + r.id as usize + r.priority as usize + r.done as usize + r.due.is_some() as usize".to_owned(),
        }
    }

    fn get() -> Self {
        Self {
            name: "get_todo".to_owned(),
            argument: ("id", "u64".to_owned()),
            result: "Todo".to_owned(),
            types: String::new(),
            make: "k as u64".to_owned(),
            used: "r.title.len() + r.tags.len() + r.id as usize".to_owned(),
        }
    }

    fn further(i: usize) -> Self {
        let fields = |count: usize, from: usize| -> Vec<_> {
            (0..count).map(|j| (format!("f{i}_{}", (b'a' + j as u8) as char), KINDS[(i + j + from) % KINDS.len()])).collect()
        };
        let (taken, given) = (fields(3 + i % 3, 0), fields(4 + i % 3, 2));
        let members = |fields: &[(String, (&str, &str))]| {
            fields.iter().map(|(name, (kind, _))| format!("pub {name}: {kind}")).collect::<Vec<_>>().join(", ")
        };
        let values: Vec<_> = taken.iter().map(|(name, (_, value))| format!("{name}: {value}")).collect();
        let used: Vec<_> = given
            .iter()
            .map(|(name, (kind, _))| match *kind {
                "String" | "Vec<String>" | "Vec<u64>" => format!("r.{name}.len()"),
                "Option<u64>" => format!("r.{name}.unwrap_or(1) as usize"),
                _ => format!("r.{name} as usize"),
            })
            .collect();
        Self {
            name: format!("method_{i}"),
            argument: ("input", format!("Req{i}")),
            result: format!("Res{i}"),
            types: format!("DERIVE\npub struct Req{i} {{ {} }}\nDERIVE\npub struct Res{i} {{ {} }}\n", members(&taken), members(&given)),
            make: format!("Req{i} {{ {} }}", values.join(", ")),
            used: used.join(" + "),
        }
    }

    /// The function by which the page calls it; of Trifold, its line in the trait.
    fn code(&self, client: Client) -> String {
        let Self { name, argument: (argument, ty), result, .. } = self;
        let is_get = name == "get_todo";
        let signature = format!("pub async fn {name}({argument}: {ty}) -> Result<{result}, TodoError>");
        let body = match (client, is_get) {
            (Client::Manual, true) => "call(\"GET\", &format!(\"/todos/{id}\"), None).await".to_owned(),
            (Client::Manual, false) => {
                format!("let body = serde_json::to_string(&{argument}).map_err(bad)?; call(\"POST\", \"/{name}\", Some(body)).await")
            }
            (Client::GlooNet, true) => "read(Request::get(&format!(\"/todos/{id}\")).send().await.map_err(bad)?).await".to_owned(),
            (Client::GlooNet, false) => {
                format!("read(Request::post(\"/{name}\").json(&{argument}).map_err(bad)?.send().await.map_err(bad)?).await")
            }
            (Client::ServerFn, _) => {
                let input = if is_get { "GetUrl" } else { "Json" };
                return format!(
                    "#[server(prefix = \"/api\", endpoint = \"{name}\", input = {input}, output = Json)]\n{signature} {{ unreachable!() }}\n"
                );
            }
            (Client::Trifold | Client::Store, _) => {
                let verb = if is_get { "#[get(\"/todos/{id}\")]".to_owned() } else { format!("#[post(\"/{name}\")]") };
                return format!("    {verb}\n    async fn {name}(&self, {argument}: {ty}) -> Result<{result}, TodoError>;\n");
            }
        };
        format!("{signature} {{ {body} }}\n")
    }
}

fn code(client: Client, count: usize) -> String {
    let methods: Vec<_> = [Method::create(), Method::get()].into_iter().chain((2..count).map(Method::further)).collect();
    let derive = match client {
        Client::Trifold | Client::Store => "#[trifold::model]\n#[derive(Debug, Clone)]",
        _ => "#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]",
    };
    let types: String = methods.iter().map(|method| method.types.replace("DERIVE", derive)).collect();
    let calls: String = methods.iter().map(|method| method.code(client)).collect();
    let (error, calls, on) = match client {
        Client::Trifold | Client::Store => (
            include_str!("trifold.rs.txt"),
            format!("#[trifold::service(version = 1)]\npub trait Todos {{\n{calls}}}\n"),
            "TodosClient::new(trifold_client_wasm::Fetch::same_origin()).",
        ),
        _ => (include_str!("error.rs.txt"), calls, ""),
    };
    let mut arms = String::new();
    for (place, Method { name, make, used, .. }) in methods.iter().enumerate() {
        let _ = writeln!(arms, "        {place} => match {on}{name}({make}).await {{ Ok(r) => {used}, Err(error) => fail(error) }},");
    }
    let shared = client.shared();
    format!(
        "use wasm_bindgen::prelude::*;\n{types}{error}{shared}{calls}\n/// Calls a method with data made of `k`, and uses each field of the answer.\n\
         #[wasm_bindgen]\npub async fn run(which: u32, k: u32) -> u32 {{\n    let sum: usize = match which {{\n{arms}        _ => 0,\n    }};\n    sum as u32\n}}\n"
    )
}
