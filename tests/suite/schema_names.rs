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

struct Nothing;

impl Named for Nothing {
    async fn older(&self, _: old::Todo) -> u8 {
        0
    }

    async fn newer(&self, _: Todo) -> u8 {
        0
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
    assert!(refused.contains("old::Todo` and `"), "{refused}");
    assert!(refused.contains("share the schema name `Todo`; rename one"), "{refused}");
}

#[test]
fn nested_ones_are_refused_too() {
    let refused = refusal(Server::new().add_service(WithinServer::new(Nothing)));
    assert!(refused.contains("old::Todo` share the schema name `Todo`; rename one"), "{refused}");
}

#[test]
fn a_name_that_ends_in_a_number_is_a_name() {
    let document = NumberedSpec::openapi(1);
    let schemas = &document["components"]["schemas"];
    assert!(schemas.get("Todo").is_some() && schemas.get("Todo2").is_some(), "{schemas}");
    assert_eq!(refusal(Server::new().add_service(NumberedServer::new(Nothing))), "");
}
