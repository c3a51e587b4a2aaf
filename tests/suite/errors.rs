//! What a caller learns of an error, and what it does not.

use crate::fixture::{Library, Room, ShelfClient, ShelfError, ShelfRestClient, shelf};
use crate::support::Running;
use anyhow::Result;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use trifold::server::{InProcess, Server};
use trifold::{ApiError, CallError, service};

async fn fail(server: &Running, how: &str) -> Result<(u16, Value)> {
    let response = reqwest::Client::new().post(server.url("/api/v1/shelf/fail")).json(how).send().await?;
    Ok((response.status().as_u16(), response.json().await?))
}

#[tokio::test]
async fn the_services_own_error_is_a_problem() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let missing: Value = reqwest::get(server.url("/api/v1/shelf/west/books/8")).await?.json().await?;
    let expected = json!({
        "type": "/problems/ShelfError/missing", "title": "Missing", "status": 404, "detail": "no book 8 in the West room",
        "code": "missing", "id": 8, "room": "west",
    });
    assert_eq!(missing, expected);
    assert_eq!(fail(&server, "full").await?.1["code"], "full");
    assert_eq!(fail(&server, "x9").await?.1["0"], "x9");
    Ok(())
}

#[tokio::test]
async fn internal_fields_and_panics_stay_here() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    for how in ["broken", "panic"] {
        let (status, problem) = fail(&server, how).await?;
        assert_eq!(status, 500);
        assert!(!problem.to_string().contains("4711"), "{problem}");
        assert!(problem["instance"].as_str().is_some_and(|instance| instance.starts_with("urn:")), "{problem}");
    }
    assert_eq!(fail(&server, "full").await?.0, 409, "the server is alive");
    Ok(())
}

#[tokio::test]
async fn clients_get_the_error_back() -> Result<()> {
    let (library, router) = shelf();
    let server = Running::start(router.clone()).await?;
    let action = ShelfClient::new(InProcess::new(router));
    let rest = ShelfRestClient::new(&server.base())?;
    let missing = CallError::Api(ShelfError::Missing { id: 8, room: Room::West });
    assert_eq!(action.find(Room::West, 8).await, Err(missing.clone()));
    assert_eq!(rest.find(Room::West, 8).await, Err(missing));
    assert_eq!(rest.fail("x9".to_owned()).await, Err(CallError::Api(ShelfError::Mark("x9".to_owned()))));
    let broken = CallError::Api(ShelfError::Broken(String::new()));
    assert_eq!(action.fail("broken".to_owned()).await, Err(broken.clone()));
    assert_eq!(rest.fail("broken".to_owned()).await, Err(broken));
    assert!(matches!(action.fail("panic".to_owned()).await, Err(CallError::Problem(problem)) if problem.status == 500));
    assert!(matches!(action.shake(1, true).await, Err(CallError::Denied(problem)) if problem.status == 401));
    assert_eq!(rest.size().await, Ok(3));
    check_before_sending(&library, &rest).await;
    Ok(())
}

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
enum Wide {
    #[error("{0}")]
    #[status(409)]
    Alone(u128),
    #[error("{low}")]
    #[status(409)]
    Named { low: i128, ratio: f64, list: Vec<(i128, f32)> },
}

#[service(version = 1)]
trait Faults {
    /// Fails.
    #[post("/faults")]
    async fn fail(&self, alone: bool) -> Result<(), Wide>;
}

struct Faulty;

fn wide(alone: bool) -> Wide {
    let named = || Wide::Named { low: i128::MIN, ratio: 31.245_270_191_439_438, list: vec![(i128::MAX, 1e-45), (-(1 << 100), f32::MAX)] };
    if alone { Wide::Alone(u128::MAX) } else { named() }
}

impl Faults for Faulty {
    async fn fail(&self, alone: bool) -> Result<(), Wide> {
        Err(wide(alone))
    }
}

/// Numbers that readers of JSON round or refuse arrive as they were, in an error too.
#[tokio::test]
async fn wide_numbers_of_an_error_reach_the_client() -> Result<()> {
    let router = Server::new().add_service(FaultsServer::new(Faulty)).into_router();
    let server = Running::start(router.clone()).await?;
    let (rest, action) = (FaultsRestClient::new(&server.base())?, FaultsClient::new(InProcess::new(router)));
    for alone in [true, false] {
        let expected = Err(CallError::Api(wide(alone)));
        assert_eq!(rest.fail(alone).await, expected);
        assert_eq!(action.fail(alone).await, expected);
    }
    Ok(())
}

/// A value that rules refuse is refused on the client's side: the server sees no call.
async fn check_before_sending(library: &Arc<Library>, rest: &ShelfRestClient) {
    let before = library.calls.load(Ordering::SeqCst);
    let search = crate::fixture::Search { text: None, tag: vec![], limit: Some(101) };
    let Err(CallError::Invalid(errors)) = rest.search(search).await else { panic!("the rule was not checked") };
    assert_eq!((errors[0].parameter.as_deref(), errors[0].code.as_str()), (Some("limit"), "range"));
    assert_eq!(library.calls.load(Ordering::SeqCst), before);
}
