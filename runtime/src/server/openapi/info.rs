//! The words of an application in its documents beside what its traits say: of the API as a whole, and of single operations.
//!
//! Source: OpenAPI 3.1, sections 4.8.2 (Info), 4.8.5 (Server), 4.8.22 (Tag).

use crate::spec::MethodSpec;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Words of a document that no trait has: for [`Server::info`](crate::server::Server::info).
///
/// ```
/// # use trifold::{service, server::{Info, Server}};
/// # #[service(versions = 1..=2)]
/// # trait Todos {
/// #     #[get("/todos")]
/// #     async fn list(&self) -> Vec<String>;
/// #
/// #     #[get("/heartbeat")]
/// #     async fn heartbeat(&self);
/// # }
/// let server = Server::new()
///     .info(
///         Info::new("Todos")
///             .description("Lists of what is to be done.")
///             .contact("The API team", "api@todo.example")
///             .license("MIT", "https://opensource.org/license/mit")
///             .server("https://api.todo.example", "Production")
///             .tag("lists", "Whole lists.")
///             .tagged(TodosSpec::LIST, ["lists"])
///             .leave_out(TodosSpec::HEARTBEAT),
///     )
///     .info(Info::new("Todos, as they were").of_version(1));
/// ```
#[derive(Debug, Clone)]
pub struct Info {
    version: Option<u32>,
    /// The Info Object.
    own: Map<String, Value>,
    servers: Vec<Value>,
    tags: BTreeMap<String, String>,
    operations: BTreeMap<Key, Change>,
}

/// A method: its service and its name.
type Key = (&'static str, &'static str);

/// Presentation of an operation.
#[derive(Debug, Clone, Default)]
struct Change {
    is_left_out: bool,
    tags: Vec<String>,
    words: Option<[String; 2]>,
}

fn key(method: &MethodSpec) -> Key {
    (method.service.name, method.name)
}

impl Info {
    /// A title for every document, unless there are other words of its version.
    pub fn new(title: impl Into<String>) -> Self {
        let own = Map::from_iter([("title".to_owned(), title.into().into())]);
        Self { version: None, own, servers: Vec::new(), tags: BTreeMap::new(), operations: BTreeMap::new() }
    }

    /// Says it in the documents of this version alone.
    pub fn of_version(mut self, version: u32) -> Self {
        self.version = Some(version);
        self
    }

    /// The purpose of the API, in Markdown.
    pub fn description(self, text: impl Into<String>) -> Self {
        self.with("description", text.into())
    }

    /// The page with the terms under which the API may be used.
    pub fn terms_of_service(self, url: impl Into<String>) -> Self {
        self.with("termsOfService", url.into())
    }

    /// The people who answer questions, and their address: a page's, or of mail.
    pub fn contact(self, name: &str, address: &str) -> Self {
        let kind = if address.contains('@') && !address.contains("://") { "email" } else { "url" };
        self.with("contact", json!({ "name": name, kind: address }))
    }

    /// The licence of the API, and the page with its text.
    pub fn license(self, name: &str, url: &str) -> Self {
        self.with("license", json!({ "name": name, "url": url }))
    }

    /// Adds a server where the paths are: its URL without the paths' own beginning, and what it is for. Without one there is `/`, the server
    /// that gave the document.
    pub fn server(mut self, url: &str, description: &str) -> Self {
        self.servers.push(json!({ "url": url, "description": description }));
        self
    }

    /// Describes a tag of operations. A service's name is one, with the doc comment of its trait.
    pub fn tag(mut self, name: impl Into<String>, description: impl Into<String>) -> Self {
        self.tags.insert(name.into(), description.into());
        self
    }

    /// Puts an operation under these tags instead of its service's.
    pub fn tagged<T: Into<String>>(mut self, method: &MethodSpec, tags: impl IntoIterator<Item = T>) -> Self {
        self.change(method).tags = tags.into_iter().map(Into::into).collect();
        self
    }

    /// Describes an operation otherwise than the method's doc comment does: in a line, and at length.
    pub fn describe(mut self, method: &MethodSpec, summary: impl Into<String>, description: impl Into<String>) -> Self {
        self.change(method).words = Some([summary.into(), description.into()]);
        self
    }

    /// Leaves an operation out of the document. Its route is served all the same, and is no part of the published contract.
    pub fn leave_out(mut self, method: &MethodSpec) -> Self {
        self.change(method).is_left_out = true;
        self
    }

    fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.own.insert(member.to_owned(), value.into());
        self
    }

    fn change(&mut self, method: &MethodSpec) -> &mut Change {
        self.operations.entry(key(method)).or_default()
    }

    /// Says if a document has the operation of a method.
    pub(super) fn shows(&self, method: &MethodSpec) -> bool {
        self.operations.get(&key(method)).is_none_or(|change| !change.is_left_out)
    }

    /// Shows an operation as it is said here.
    pub(super) fn onto(&self, method: &MethodSpec, operation: &mut Map<String, Value>) {
        let Some(change) = self.operations.get(&key(method)) else { return };
        if !change.tags.is_empty() {
            operation.insert("tags".to_owned(), change.tags.clone().into());
        }
        if let Some([summary, description]) = &change.words {
            operation.insert("summary".to_owned(), summary.clone().into());
            operation.insert("description".to_owned(), description.clone().into());
        }
    }

    /// The head of a document: what is said here stands before what the services say.
    pub(super) fn onto_head(&self, head: &mut Map<String, Value>) {
        if let Some(Value::Object(info)) = head.get_mut("info") {
            info.extend(self.own.clone());
        }
        if !self.servers.is_empty() {
            head.insert("servers".to_owned(), self.servers.clone().into());
        }
        if let Some(Value::Array(tags)) = head.get_mut("tags") {
            let is_own = |tag: &Value| tag["name"].as_str().is_some_and(|name| self.tags.contains_key(name));
            tags.retain(|tag| !is_own(tag));
            tags.extend(self.tags.iter().map(|(name, description)| json!({ "name": name, "description": description })));
        }
    }
}

/// The words about each version.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Infos(BTreeMap<Option<u32>, Info>);

impl Infos {
    /// Says it, in the place of what was said of that version before.
    pub(in crate::server) fn add(&mut self, info: Info) {
        self.0.insert(info.version, info);
    }

    /// The words about a version.
    pub(in crate::server) fn of(&self, version: Option<u32>) -> Option<&Info> {
        self.0.get(&version).or_else(|| self.0.get(&None))
    }

    /// A version that is spoken of, and is none of these.
    pub(in crate::server) fn unknown(&self, versions: &[Option<u32>]) -> Option<u32> {
        self.0.keys().find(|version| version.is_some() && !versions.contains(version)).copied().flatten()
    }
}
