//! What an API may look like that nobody here would have written: each form of it travels, on both folds, or is refused when the server is
//! built.

use crate::support::Running;
use anyhow::Result;
use axum::extract::FromRequestParts;
use axum::http::{StatusCode, request::Parts};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;
use trifold::server::{InProcess, Server};
use trifold::{ApiError, CallError, Page, model, service};

/// A generic type: each of its forms has a schema of its own.
#[model]
#[derive(Debug, Clone, PartialEq)]
struct Batch<T> {
    items: Vec<T>,
}

/// A parameter that only marks the type has no schema.
#[model]
#[derive(Debug, Clone, PartialEq)]
struct Id<T> {
    number: u64,
    #[serde(skip)]
    of: PhantomData<T>,
}

#[derive(Debug, Clone, PartialEq)]
struct Shelf;

/// An object without members is not nothing.
#[model]
#[derive(Debug, Clone, PartialEq)]
struct Receipt {}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Thing {
    id: Id<Shelf>,
    name: Arc<str>,
    sizes: BTreeMap<u32, u128>,
}

/// What version 1 knows of it.
#[model]
#[derive(Debug, Clone, PartialEq)]
struct OldThing {
    name: Arc<str>,
}

impl From<Thing> for OldThing {
    fn from(thing: Thing) -> Self {
        Self { name: thing.name }
    }
}

/// A map by numbers, which JSON writes as texts.
#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
enum ThingError {
    #[error("too few")]
    #[status(409)]
    TooFew {
        left: BTreeMap<u32, u64>,
        #[internal]
        shelf: String,
    },
}

#[service(versions = 1..=2)]
trait Things {
    type Guest;

    #[get("/things/{name}", until = 1, returns = OldThing)]
    #[get("/things/{name}", since = 2)]
    async fn find(&self, name: Arc<str>) -> Thing;

    /// A scalar may be in the query of a verb that has a body.
    #[post("/things", status = 201, location = find, until = 1, returns = OldThing)]
    #[post("/things", status = 201, location = find, since = 2)]
    async fn create(&self, #[query] dry_run: bool, #[query] tags: Vec<String>, thing: Thing) -> Thing;

    #[put("/things")]
    async fn replace(&self, things: Batch<Thing>) -> Batch<u8>;

    #[delete("/things")]
    async fn clear(&self) -> Receipt;

    #[post("/orders")]
    async fn order(&self) -> Result<(), ThingError>;

    #[post("/names")]
    async fn names(&self) -> Page<String>;

    #[post("/sizes")]
    async fn sizes(&self) -> Page<u128>;

    #[get("/secret")]
    async fn secret(&self, #[context] guest: Self::Guest) -> u8;
}

struct Store;

/// Refuses in words of its own.
struct Stranger;

impl FromRequestParts<Arc<Store>> for Stranger {
    type Rejection = (StatusCode, &'static str);

    async fn from_request_parts(_: &mut Parts, _: &Arc<Store>) -> Result<Self, Self::Rejection> {
        Err((StatusCode::FORBIDDEN, "not you"))
    }
}

impl Things for Store {
    type Guest = Stranger;

    async fn find(&self, name: Arc<str>) -> Thing {
        Thing { name, ..thing() }
    }

    async fn create(&self, dry_run: bool, tags: Vec<String>, thing: Thing) -> Thing {
        Thing { name: format!("{dry_run} {tags:?}").into(), ..thing }
    }

    async fn replace(&self, things: Batch<Thing>) -> Batch<u8> {
        Batch { items: vec![7; things.items.len()] }
    }

    async fn clear(&self) -> Receipt {
        Receipt {}
    }

    async fn order(&self) -> Result<(), ThingError> {
        Err(ThingError::TooFew { left: BTreeMap::from([(3, 4)]), shelf: "top".to_owned() })
    }

    async fn names(&self) -> Page<String> {
        Page::new(vec!["a".to_owned()])
    }

    async fn sizes(&self) -> Page<u128> {
        Page::new(vec![u128::MAX])
    }

    async fn secret(&self, _: Stranger) -> u8 {
        0
    }
}

fn thing() -> Thing {
    Thing { id: Id { number: 1, of: PhantomData }, name: "spoon".into(), sizes: BTreeMap::from([(3, u128::MAX)]) }
}

#[tokio::test]
async fn every_form_travels_on_both_folds() -> Result<()> {
    let router = Server::new().add_service(ThingsServer::new(Store)).into_router();
    let action = ThingsClient::new(InProcess::new(router.clone()));
    let server = Running::start(router).await?;
    let rest = ThingsRestClient::new(&server.base())?;
    macro_rules! both {
        ($method:ident($($argument:expr),*) => $expected:expr) => {
            assert_eq!(action.$method($($argument),*).await, Ok($expected));
            assert_eq!(rest.$method($($argument),*).await, Ok($expected));
        };
    }
    both!(find("fork".into()) => Thing { name: "fork".into(), ..thing() });
    both!(create(true, vec!["a b".to_owned(), "c".to_owned()], thing()) => Thing { name: r#"true ["a b", "c"]"#.into(), ..thing() });
    both!(create(false, vec![], thing()) => Thing { name: "false []".into(), ..thing() });
    both!(replace(Batch { items: vec![thing(), thing()] }) => Batch { items: vec![7, 7] });
    both!(clear() => Receipt {});
    both!(names() => Page::new(vec!["a".to_owned()]));
    both!(sizes() => Page::new(vec![u128::MAX]));
    let too_few = CallError::Api(ThingError::TooFew { left: BTreeMap::from([(3, 4)]), shelf: String::new() });
    assert_eq!(action.order().await, Err(too_few.clone()));
    assert_eq!(rest.order().await, Err(too_few));
    let denied = |problem: &trifold::Problem| problem.status == 403;
    assert!(matches!(action.secret().await, Err(CallError::Denied(problem)) if denied(&problem)));
    assert!(matches!(rest.secret().await, Err(CallError::Denied(problem)) if denied(&problem)));
    Ok(())
}

#[tokio::test]
async fn a_location_is_where_the_version_has_it() -> Result<()> {
    let server = Running::start(Server::new().add_service(ThingsServer::new(Store)).into_router()).await?;
    for version in ["v1", "v2"] {
        let target = server.url(&format!("/api/{version}/things?dry_run=true"));
        let created = reqwest::Client::new().post(target).json(&thing()).send().await?;
        assert_eq!(created.status(), 201);
        assert_eq!(created.headers()["location"], format!("/api/{version}/things/true%20%5B%5D").as_str());
    }
    Ok(())
}

#[test]
fn each_form_of_a_generic_type_has_its_schema() {
    let document = ThingsSpec::openapi(2);
    let schemas = &document["components"]["schemas"];
    for name in ["Batch_of_Thing", "Batch_of_uint8", "Page_of_string", "Page_of_uint128", "Id"] {
        assert!(schemas[name].is_object(), "{name}: {schemas}");
    }
    let parameters = document["paths"]["/api/v2/things"]["post"]["parameters"].clone();
    let at = |i: usize| (parameters[i]["name"].clone(), parameters[i]["in"].clone(), parameters[i]["required"].clone());
    assert_eq!(at(0), (json!("dry_run"), json!("query"), json!(true)));
    assert_eq!(at(1), (json!("tags"), json!("query"), json!(false)));
    let cleared = &document["paths"]["/api/v2/things"]["delete"]["responses"];
    assert!(cleared["200"].is_object() && cleared["204"] == Value::Null, "an object without members is a value: {cleared}");
}

mod refused {
    use super::{model, service};

    #[model]
    pub(super) struct Range {
        pub(super) from: u64,
    }

    #[service]
    pub(super) trait Twice {
        #[get("/ranges")]
        async fn within(&self, #[query] range: Range, from: u64) -> u64;
    }

    impl Twice for super::Store {
        async fn within(&self, range: Range, from: u64) -> u64 {
            range.from + from
        }
    }
}

#[test]
fn a_parameter_that_is_taken_twice_is_refused() {
    let refusal = |server: Server| server.try_into_router().map(drop).map_err(|error| error.to_string());
    let twice = refusal(Server::new().add_service(refused::TwiceServer::new(Store)));
    assert_eq!(twice, Err("`Twice.within` takes `from` twice from the query; rename one, or take it once".to_owned()));
}
