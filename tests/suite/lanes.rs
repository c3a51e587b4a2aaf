//! One call, four lanes, one answer: the implementation itself, the action, the route by hand, and the generated REST client.
//!
//! Each lane has an application and a caller of its own and makes the same calls in the same order.

use crate::support::Running;
use anyhow::{Context, Result};
use reqwest::{Client, Method};
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;
use todos_api::{Change, Edit, Filter, NewTodo, Page, Rename, TodoError, Todos, TodosClient, TodosRestClient, TodosSpec};
use todos_server::{App, Config, Visitor};
use trifold::client::Http;
use trifold::server::InProcess;
use trifold::{ApiError, CallError, EventStream, LastEventId, MethodSpec};

/// A call of the example's API, as data.
#[derive(Debug, Clone)]
enum Call {
    List(Page),
    Find(u64),
    Create(NewTodo),
    Rename(u64, Rename),
    Delete(u64),
    Edit(u64, Edit),
    Toggle(u64, bool),
    ToggleAll(bool),
    ClearCompleted,
}

/// What came of a call: a value, or a status and what is known of the error.
type Answer = Result<Value, (u16, Value)>;

/// An application, a caller, and a way to make calls.
struct Lane {
    app: Arc<App>,
    visitor: Visitor,
    way: Way,
}

enum Way {
    Direct,
    Action(TodosClient<InProcess>),
    Route(Running),
    Proxy(TodosRestClient<Http>, #[expect(dead_code, reason = "it serves as long as it is held")] Running),
}

impl Lane {
    async fn all() -> Result<[Self; 4]> {
        Ok([Self::direct()?, Self::action()?, Self::route().await?, Self::proxy().await?])
    }

    fn direct() -> Result<Self> {
        let (app, visitor, _) = application()?;
        Ok(Self { app, visitor, way: Way::Direct })
    }

    fn action() -> Result<Self> {
        let (app, visitor, router) = application()?;
        let transport = InProcess::new(router).header("cookie", &visitor.cookie);
        Ok(Self { app, visitor, way: Way::Action(TodosClient::new(transport)) })
    }

    async fn route() -> Result<Self> {
        let (app, visitor, router) = application()?;
        Ok(Self { app, visitor, way: Way::Route(Running::start(router).await?) })
    }

    async fn proxy() -> Result<Self> {
        let (app, visitor, router) = application()?;
        let server = Running::start(router).await?;
        let http = Http::new(&server.base())?.bearer_token(&visitor.token);
        Ok(Self { app, visitor, way: Way::Proxy(TodosRestClient::with_transport(http), server) })
    }

    /// Makes the call. What has no route is called directly on the lanes of routes, so that the next call finds the same list.
    async fn run(&self, call: &Call) -> Result<Answer> {
        let answer = match &self.way {
            Way::Direct => None,
            Way::Action(client) => Some(action(client, call.clone()).await),
            Way::Route(server) => by_hand(server, &self.visitor, call).await?,
            Way::Proxy(client, _) => proxy(client, call.clone()).await,
        };
        Ok(match answer {
            Some(answer) => answer,
            None => direct(&self.app, &self.visitor, call.clone()).await,
        })
    }

    fn name(&self) -> &'static str {
        match self.way {
            Way::Direct => "direct",
            Way::Action(_) => "action",
            Way::Route(_) => "route",
            Way::Proxy(..) => "proxy",
        }
    }
}

fn application() -> Result<(Arc<App>, Visitor, axum::Router)> {
    // SQLite keeps an unlinked file until it is closed, and the folder goes with this binding.
    let folder = tempfile::tempdir()?;
    let config = Config { database: folder.path().join("todos.db"), assets: None, https: false };
    let app = Arc::new(App::open(&config.database)?);
    let visitor = app.visitor()?;
    Ok((app.clone(), visitor, todos_server::site_around(app, &config).into_router()))
}

async fn direct(app: &App, visitor: &Visitor, call: Call) -> Answer {
    let user = visitor.user.clone();
    match call {
        Call::List(page) => own(app.list(user, page).await),
        Call::Find(id) => own(app.find(user, id).await),
        Call::Create(new) => own(app.create(user, new).await),
        Call::Rename(id, change) => own(app.rename(user, id, change).await),
        Call::Delete(id) => own(app.delete(user, id).await),
        Call::Edit(id, change) => own(app.edit(user, id, change).await),
        Call::Toggle(id, done) => own(app.toggle(user, id, done).await),
        Call::ToggleAll(done) => own(app.toggle_all(user, done).await),
        Call::ClearCompleted => own(app.clear_completed(user).await),
    }
}

async fn action(client: &TodosClient<InProcess>, call: Call) -> Answer {
    match call {
        Call::List(page) => called(client.list(page).await),
        Call::Find(id) => called(client.find(id).await),
        Call::Create(new) => called(client.create(new).await),
        Call::Rename(id, change) => called(client.rename(id, change).await),
        Call::Delete(id) => called(client.delete(id).await),
        Call::Edit(id, change) => called(client.edit(id, change).await),
        Call::Toggle(id, done) => called(client.toggle(id, done).await),
        Call::ToggleAll(done) => called(client.toggle_all(done).await),
        Call::ClearCompleted => called(client.clear_completed().await),
    }
}

async fn proxy(client: &TodosRestClient<Http>, call: Call) -> Option<Answer> {
    Some(match call {
        Call::List(page) => called(client.list(page).await),
        Call::Find(id) => called(client.find(id).await),
        Call::Create(new) => called(client.create(new).await),
        Call::Rename(id, change) => called(client.rename(id, change).await),
        Call::Delete(id) => called(client.delete(id).await),
        _ => return None,
    })
}

/// The route as somebody who has only its document would call it.
async fn by_hand(server: &Running, visitor: &Visitor, call: &Call) -> Result<Option<Answer>> {
    let (method, path, body) = match call {
        Call::List(page) => (Method::GET, format!("?{}", query(page)), None),
        Call::Find(id) => (Method::GET, format!("/{id}"), None),
        Call::Create(new) => (Method::POST, String::new(), Some(json!(new))),
        Call::Rename(id, change) => (Method::PATCH, format!("/{id}"), Some(json!(change))),
        Call::Delete(id) => (Method::DELETE, format!("/{id}"), None),
        _ => return Ok(None),
    };
    let request = Client::new().request(method, server.url(&format!("/api/v2/todos{path}"))).bearer_auth(&visitor.token);
    let response = body.iter().fold(request, |request, body| request.json(body)).send().await?;
    let status = response.status();
    let text = response.text().await?;
    let value: Value = if text.is_empty() { Value::Null } else { serde_json::from_str(&text)? };
    Ok(Some(if status.is_success() { Ok(value) } else { Err((status.as_u16(), known(&value))) }))
}

fn query(page: &Page) -> String {
    let filter = json!(page.filter);
    let number = |name: &str, value: Option<u64>| value.map(|value| format!("&{name}={value}")).unwrap_or_default();
    format!("filter={}{}{}", filter.as_str().unwrap_or_default(), number("after", page.after), number("limit", page.limit.map(u64::from)))
}

/// What of a problem document every lane knows: the service's own members, or the first fault.
fn known(problem: &Value) -> Value {
    match (&problem["code"], &problem["errors"][0]) {
        (Value::String(code), _) => json!({ "code": code, "id": problem["id"] }),
        (_, fault) => fault["code"].clone(),
    }
}

fn own<T: Serialize>(outcome: Result<T, TodoError>) -> Answer {
    match outcome {
        Ok(value) => Ok(json!(value)),
        Err(error) => Err((TodoError::VARIANTS[error.variant()].status, known(&json!(error)))),
    }
}

fn called<T: Serialize + Debug>(outcome: Result<T, CallError<TodoError>>) -> Answer {
    match outcome {
        Ok(value) => Ok(json!(value)),
        Err(CallError::Api(error)) => own::<()>(Err(error)),
        Err(CallError::Invalid(errors)) => Err((422, json!(errors[0].code))),
        Err(other) => panic!("unexpected: {other:?}"),
    }
}

#[tokio::test]
async fn each_call_has_one_answer() -> Result<()> {
    let lanes = Lane::all().await?;
    let page = |filter| Page { filter, ..Page::default() };
    let title = |title: &str| Rename { title: title.to_owned() };
    let calls = [
        Call::List(Page::default()),
        Call::Create(NewTodo::titled("Milk & more")),
        Call::Create(NewTodo { title: "Dög".to_owned(), tags: vec!["pets".to_owned()], due: Some(7) }),
        Call::Find(1),
        Call::Find(99),
        Call::Rename(2, title("Cat")),
        Call::Rename(99, title("Nobody")),
        Call::Toggle(1, true),
        Call::List(page(Filter::Active)),
        Call::List(page(Filter::Completed)),
        Call::List(Page { after: Some(1), limit: Some(5), ..Page::default() }),
        Call::Edit(2, Edit { title: "Two cats".to_owned() }),
        Call::ToggleAll(true),
        Call::ToggleAll(false),
        Call::Toggle(2, true),
        Call::ClearCompleted,
        Call::Edit(1, Edit { title: "  ".to_owned() }),
        Call::Delete(1),
        Call::Create(NewTodo::titled("Last")),
        Call::Delete(3),
        Call::List(Page::default()),
    ];
    for call in &calls {
        let [direct, others @ ..] = &lanes;
        let expected = direct.run(call).await?;
        for lane in others {
            assert_eq!(lane.run(call).await?, expected, "{call:?} by {}", lane.name());
        }
    }
    Ok(())
}

#[tokio::test]
async fn faults_are_found_on_every_lane_that_has_bytes() -> Result<()> {
    let [_, others @ ..] = Lane::all().await?;
    for lane in &others {
        let answer = lane.run(&Call::Create(NewTodo { title: "x".repeat(201), tags: vec![], due: None })).await?;
        assert_eq!(answer, Err((422, json!("length"))), "{}", lane.name());
    }
    Ok(())
}

#[tokio::test]
async fn without_a_session_every_fold_is_closed() -> Result<()> {
    let (_, _, router) = application()?;
    let server = Running::start(router.clone()).await?;
    let action = TodosClient::new(InProcess::new(router));
    let rest = TodosRestClient::new(&server.base())?;
    let denied = |outcome| matches!(outcome, Err(CallError::Denied(problem)) if problem.status == 401);
    assert!(denied(action.list(Page::default()).await));
    assert!(denied(rest.list(Page::default()).await));
    let refused = reqwest::get(server.url("/api/v2/todos")).await?;
    assert_eq!(refused.headers()["www-authenticate"], "Bearer");
    assert_eq!(refused.headers()["content-type"], "application/problem+json");
    Ok(())
}

/// A stream of the todo example, on whichever lane.
enum Changes {
    Typed(EventStream<Change, TodoError>),
    ByHand(reqwest::Response, String),
}

impl Changes {
    async fn open(lane: &Lane) -> Result<Self> {
        Ok(match &lane.way {
            Way::Direct => Self::Typed(lane.app.changes(lane.visitor.user.clone(), LastEventId::default()).await?),
            Way::Action(client) => Self::Typed(client.changes().await?),
            Way::Proxy(client, _) => Self::Typed(client.changes().await?),
            Way::Route(server) => {
                let request = Client::new().get(server.url("/api/v2/changes")).bearer_auth(&lane.visitor.token);
                Self::ByHand(request.send().await?, String::new())
            }
        })
    }

    async fn next(&mut self) -> Result<Value> {
        match self {
            Self::Typed(stream) => Ok(json!(stream.next().await.context("it ended")??)),
            Self::ByHand(response, text) => loop {
                if let Some((frame, rest)) = text.split_once("\n\n") {
                    let data = frame.lines().find_map(|line| line.strip_prefix("data: ")).map(serde_json::from_str);
                    *text = rest.to_owned();
                    if let Some(data) = data {
                        return Ok(data?);
                    }
                } else {
                    text.push_str(std::str::from_utf8(&response.chunk().await?.context("it ended")?)?);
                }
            },
        }
    }
}

#[tokio::test]
async fn each_change_is_told_on_every_lane() -> Result<()> {
    let milk = json!({ "id": 1, "title": "Milk", "completed": false, "tags": [], "due": null, "has_image": false });
    let mut done = milk.clone();
    done["completed"] = true.into();
    let expected = [json!("begun"), json!({ "saved": milk }), json!({ "saved": done }), json!({ "removed": 1 })];
    for lane in &Lane::all().await? {
        let mut changes = Changes::open(lane).await?;
        let mut told = vec![changes.next().await?];
        for call in [Call::Create(NewTodo::titled("Milk")), Call::Toggle(1, true), Call::Delete(1)] {
            assert!(lane.run(&call).await?.is_ok(), "{call:?} by {}", lane.name());
            told.push(tokio::time::timeout(Duration::from_secs(20), changes.next()).await??);
        }
        assert_eq!(told, expected, "by {}", lane.name());
    }
    Ok(())
}

#[test]
fn every_method_is_in_a_lane() {
    let names: Vec<_> = TodosSpec::METHODS.iter().map(|method: &MethodSpec| method.name).collect();
    assert_eq!(
        names,
        ["list", "find", "changes", "create", "rename", "delete", "attach", "image", "edit", "toggle", "toggle_all", "clear_completed"]
    );
}
