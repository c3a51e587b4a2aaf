//! Two types of one name in the OpenAPI document: refused when the server is built, however deep they are.

use trifold::server::Server;
use trifold::{model, service};

mod old {
    #[trifold::model]
    pub(crate) struct Todo {
        pub(crate) title: String,
    }

    #[trifold::model]
    pub(crate) struct List {
        pub(crate) todos: Vec<Todo>,
    }
}

#[model]
struct Todo {
    title: String,
    done: bool,
}

/// Types that describe themselves.
mod foreign {
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
    pub(crate) struct Todo {
        pub(crate) number: u8,
    }

    #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
    pub(crate) struct Other {
        pub(crate) number: u8,
    }
}

/// A name of its own, which ends in a number.
#[model]
struct Todo2 {
    todo: Todo,
}

/// No route names a type of one name with another.
#[model]
struct Both {
    new: Vec<Todo>,
    old: old::List,
}

#[service]
trait Named {
    #[post("/old")]
    async fn older(&self, #[body] todo: old::Todo) -> u8;

    #[post("/new")]
    async fn newer(&self, #[body] todo: Todo) -> u8;
}

#[model]
struct WithTodo {
    own: Todo,
    foreign: foreign::Todo,
}

#[model]
struct WithOther {
    own: Todo,
    foreign: foreign::Other,
}

#[service]
trait Mixed {
    #[post("/mixed")]
    async fn mixed(&self, #[body] value: WithTodo) -> u8;
}

#[service]
trait Unmixed {
    #[post("/unmixed")]
    async fn unmixed(&self, #[body] value: WithOther) -> u8;
}

#[service]
trait Within {
    #[get("/both")]
    async fn both(&self) -> Both;
}

#[service]
trait Numbered {
    #[get("/numbered")]
    async fn numbered(&self) -> Vec<Todo2>;
}

impl From<Todo> for old::Todo {
    fn from(todo: Todo) -> Self {
        Self { title: todo.title }
    }
}

#[service(versions = 1..=2)]
trait Later {
    #[get("/find", until = 1, returns = old::Todo)]
    #[get("/find", since = 2)]
    async fn find(&self) -> Todo;

    #[get("/first")]
    async fn first(&self) -> Todo;

    #[get("/last")]
    async fn last(&self) -> Vec<Todo>;
}

/// Requests may leave out what answers always have.
#[model]
struct Draft {
    title: Option<String>,
}

/// The name that requests have for the other.
#[model]
struct DraftInput {
    number: u8,
}

#[service]
trait Taken {
    #[post("/drafts")]
    async fn draft(&self, #[body] draft: Draft) -> Draft;

    #[post("/inputs")]
    async fn input(&self, #[body] input: DraftInput) -> u8;
}

struct Nothing;

impl Later for Nothing {
    async fn find(&self) -> Todo {
        Todo { title: String::new(), done: true }
    }

    async fn first(&self) -> Todo {
        self.find().await
    }

    async fn last(&self) -> Vec<Todo> {
        Vec::new()
    }
}

impl Taken for Nothing {
    async fn draft(&self, draft: Draft) -> Draft {
        draft
    }

    async fn input(&self, input: DraftInput) -> u8 {
        input.number
    }
}

impl Named for Nothing {
    async fn older(&self, _: old::Todo) -> u8 {
        0
    }

    async fn newer(&self, _: Todo) -> u8 {
        0
    }
}

impl Mixed for Nothing {
    async fn mixed(&self, value: WithTodo) -> u8 {
        value.foreign.number
    }
}

impl Unmixed for Nothing {
    async fn unmixed(&self, value: WithOther) -> u8 {
        value.foreign.number
    }
}

impl Within for Nothing {
    async fn both(&self) -> Both {
        Both { new: Vec::new(), old: old::List { todos: Vec::new() } }
    }
}

impl Numbered for Nothing {
    async fn numbered(&self) -> Vec<Todo2> {
        Vec::new()
    }
}

fn refusal(server: Server) -> String {
    server.try_into_router().err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn two_types_of_one_schema_name_are_refused() {
    let refused = refusal(Server::new().add_service(NamedServer::new(Nothing)));
    assert!(refused.contains("two types share the schema name `Todo`: `"), "{refused}");
    for user in ["schema_names::old::Todo` (`Named.older` of version 1)", "schema_names::Todo` (`Named.newer` of version 1)"] {
        assert!(refused.contains(user), "{refused}");
    }
    assert!(refused.ends_with("); rename one for the document: #[schemars(rename = \"..\")]"), "one version has no other: {refused}");
}

#[test]
fn nested_ones_are_refused_too() {
    let refused = refusal(Server::new().add_service(WithinServer::new(Nothing)));
    assert!(refused.contains("two types share the schema name `Todo`: ") && refused.contains("old::Todo` (`Within.both`"), "{refused}");
}

#[test]
fn a_type_that_describes_itself_has_a_name_of_its_own_too() {
    let refused = refusal(Server::new().add_service(MixedServer::new(Nothing)));
    assert!(refused.starts_with("two types share the schema name `Todo`; rename one for the document"), "{refused}");
    assert_eq!(refusal(Server::new().add_service(UnmixedServer::new(Nothing))), "");
}

/// The route that forgot its `returns` is told with the one that did not.
#[test]
fn a_forgotten_type_of_an_older_version_is_told_first() {
    let refused = refusal(Server::new().add_service(LaterServer::new(Nothing)));
    for user in [
        "schema_names::old::Todo` (`Later.find` of version 1)",
        "schema_names::Todo` (`Later.first` of version 1, `Later.last` of version 1)",
    ] {
        assert!(refused.contains(user), "{refused}");
    }
    assert!(refused.contains("; if a route lacks its type of that version, write `returns = ..` on it; else rename one"), "{refused}");
}

#[test]
fn the_name_of_another_form_is_nobody_elses() {
    let refused = refusal(Server::new().add_service(TakenServer::new(Nothing)));
    assert!(refused.contains("requests send another form of `Draft` than answers have, under the schema name `DraftInput`"), "{refused}");
}

#[test]
fn a_name_that_ends_in_a_number_is_a_name() {
    let document = NumberedSpec::openapi(1);
    let schemas = &document["components"]["schemas"];
    assert!(schemas.get("Todo").is_some() && schemas.get("Todo2").is_some(), "{schemas}");
    assert_eq!(refusal(Server::new().add_service(NumberedServer::new(Nothing))), "");
}

/// An error that is a part of an answer too.
#[derive(Debug, Clone, thiserror::Error, trifold::ApiError)]
enum BenchError {
    #[error("full")]
    #[status(409)]
    Full,
}

/// The name under which documents have a variant of `BenchError`.
#[model]
struct BenchErrorFull {
    seats: u8,
}

#[model]
struct Report {
    last: Option<BenchError>,
    full: BenchErrorFull,
}

#[service(version = 1)]
trait Reports {
    #[get("/report")]
    async fn report(&self) -> Result<Report, BenchError>;
}

impl Reports for Nothing {
    async fn report(&self) -> Result<Report, BenchError> {
        Err(BenchError::Full)
    }
}

#[test]
fn an_error_within_an_answer_keeps_the_names_of_its_variants() {
    let refused = refusal(Server::new().add_service(ReportsServer::new(Nothing)));
    assert!(refused.contains("`BenchErrorFull`"), "{refused}");
}

#[model]
#[serde(rename = "a list/of things")]
struct Oddly {
    number: u8,
}

/// Rust takes more letters than OpenAPI.
#[model]
struct Größe {
    number: u8,
}

#[service]
trait Odd {
    #[get("/odd")]
    async fn odd(&self) -> Vec<Oddly>;
}

#[service]
trait Foreign {
    #[post("/size")]
    async fn size(&self, #[body] size: Größe) -> u8;
}

impl Odd for Nothing {
    async fn odd(&self) -> Vec<Oddly> {
        Vec::new()
    }
}

impl Foreign for Nothing {
    async fn size(&self, size: Größe) -> u8 {
        size.number
    }
}

#[test]
fn a_name_that_no_document_may_have_is_refused() {
    let odd = refusal(Server::new().add_service(OddServer::new(Nothing)));
    let foreign = refusal(Server::new().add_service(ForeignServer::new(Nothing)));
    for (refused, name) in [(odd, "a list/of things"), (foreign, "Größe")] {
        let told = format!("`{name}` is no name for a schema: OpenAPI takes letters and digits of ASCII");
        assert!(refused.contains(&told) && refused.contains("rename the type for the document"), "{refused}");
    }
}
