//! What a method does besides answering, as each fold shows it.

use crate::support::{Running, from_page};
use anyhow::Result;
use reqwest::{Client, Response};
use std::sync::{Arc, Mutex};
use trifold::server::{Cookie, Effects, InProcess, Server};
use trifold::transport::{Effects as Heard, arguments_hash};
use trifold::{ApiError, MethodSpec, Transport, service};

const FORM: &str = "application/x-www-form-urlencoded";

#[derive(Debug, PartialEq, thiserror::Error, ApiError)]
enum DoorError {
    #[error("no")]
    #[status(403)]
    Closed,
    #[error("{why}")]
    #[status(422)]
    Effect { why: String },
}

#[trifold::model]
#[derive(Debug)]
struct Room {
    id: u8,
}

/// A door.
#[service(version = 1)]
trait Door {
    type Effects;

    /// Opens.
    #[post("/open")]
    async fn open(&self, #[context] effects: Self::Effects, next: String) -> Result<u8, DoorError>;

    /// Builds a room, and says where it is.
    #[post("/rooms", status = 201, location = room)]
    async fn build(&self, #[context] effects: Self::Effects, next: String) -> Result<Room, DoorError>;

    /// Shows a room.
    #[get("/rooms/{id}")]
    async fn room(&self, id: u8) -> Room;

    /// Does all that it can, and fails.
    #[post("/close")]
    async fn close(&self, #[context] effects: Self::Effects) -> Result<u8, DoorError>;

    /// Two contexts add to one answer, and the method does nothing.
    async fn pass(&self, #[context] first: Self::Effects, #[context] second: Self::Effects) -> Result<u8, DoorError>;

    /// All doors.
    #[read]
    async fn doors(&self) -> u8;

    /// One door.
    #[read]
    async fn door(&self, number: u8, color: String) -> u8;

    /// A door for no page.
    #[no_action]
    #[get("/hidden")]
    async fn hidden(&self) -> u8;

    /// Paints doors.
    async fn paint(&self, #[context] effects: Self::Effects, doors: u8) -> u8;
}

struct House;

fn all(effects: &Effects, next: &str) -> Result<(), trifold::server::InvalidEffect> {
    effects.set_cookie(("seen", "1"))?;
    effects.set_cookie(Cookie::build(("seen", "2")).http_only(false).build())?;
    effects.remove_cookie("old")?;
    effects.header("x-door", "red")?;
    effects.invalidate_all(DoorSpec::DOORS);
    effects.invalidate(DoorSpec::DOORS, ());
    effects.invalidate(DoorSpec::DOOR, (1, "red".to_owned()));
    effects.invalidate(DoorSpec::DOOR, (1, "red".to_owned()));
    effects.invalidate(DoorSpec::HIDDEN, ());
    effects.redirect(next)
}

impl Door for House {
    type Effects = Effects;

    async fn open(&self, effects: Effects, next: String) -> Result<u8, DoorError> {
        all(&effects, &next).map_err(|refused| DoorError::Effect { why: refused.to_string() })?;
        Ok(7)
    }

    async fn build(&self, effects: Effects, next: String) -> Result<Room, DoorError> {
        self.open(effects, next).await?;
        Ok(Room { id: 4 })
    }

    async fn room(&self, id: u8) -> Room {
        Room { id }
    }

    async fn close(&self, effects: Effects) -> Result<u8, DoorError> {
        all(&effects, "/inside").expect("all of them are fine");
        Err(DoorError::Closed)
    }

    async fn pass(&self, first: Effects, second: Effects) -> Result<u8, DoorError> {
        first.header("x-first", "1").expect("fine");
        second.header("x-second", "2").expect("fine");
        for header in ["content-length", "transfer-encoding", "connection", "set-cookie", "location", "trifold-redirect", "no name"] {
            assert!(second.header(header, "1").is_err(), "{header}");
        }
        assert!(second.header("x-split", "a\r\nx-evil: 1").is_err());
        Ok(1)
    }

    async fn doors(&self) -> u8 {
        1
    }

    async fn door(&self, number: u8, _: String) -> u8 {
        number
    }

    async fn hidden(&self) -> u8 {
        0
    }

    async fn paint(&self, effects: Effects, doors: u8) -> u8 {
        (0..doors).for_each(|door| effects.invalidate(DoorSpec::DOOR, (door, "red".to_owned())));
        doors
    }
}

fn door() -> axum::Router {
    Server::new().add_service(DoorServer::new(House)).into_router()
}

fn client() -> Result<Client> {
    Ok(Client::builder().redirect(reqwest::redirect::Policy::none()).build()?)
}

fn values(response: &Response, name: &str) -> Vec<String> {
    response.headers().get_all(name).iter().map(|value| value.to_str().unwrap_or("?").to_owned()).collect()
}

fn id(method: &MethodSpec) -> String {
    method.action.expect("an action").tag().as_str().to_owned()
}

/// The effects that every answer shows, whether or not the method failed.
fn shows_effects(response: &Response) {
    let cookies = values(response, "set-cookie");
    assert_eq!(cookies[0], "seen=2; SameSite=Lax; Secure; Path=/");
    assert!(cookies.len() == 2 && cookies[1].starts_with("old=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0;"), "{cookies:?}");
    assert_eq!(values(response, "x-door"), ["red"]);
    assert_eq!(
        values(response, "trifold-invalidate"),
        [format!("{}, {}.{:016x}", id(&DoorSpec::DOORS.spec()), id(&DoorSpec::DOOR.spec()), arguments_hash("[1,\"red\"]"))]
    );
}

#[tokio::test]
async fn each_fold_shows_a_redirect_in_its_own_way() -> Result<()> {
    let server = Running::start(door()).await?;
    let open = server.url(DoorSpec::OPEN.action_path());
    let action = from_page(client()?.post(&open)).json(&["/inside"]).send().await?;
    shows_effects(&action);
    assert_eq!((values(&action, "trifold-redirect"), values(&action, "location")), (vec!["/inside".to_owned()], vec![]));
    assert_eq!((action.status().as_u16(), action.text().await?.as_str()), (200, "7"));

    let form = from_page(client()?.post(&open)).header("content-type", FORM).body("next=/inside");
    let form = form.send().await?;
    shows_effects(&form);
    assert_eq!((form.status().as_u16(), values(&form, "location")), (303, vec!["/inside".to_owned()]));

    let route = client()?.post(server.url("/api/v1/open")).json("/inside").send().await?;
    shows_effects(&route);
    assert_eq!((route.status().as_u16(), values(&route, "location")), (200, vec![]));

    let built = client()?.post(server.url("/api/v1/rooms")).json("/inside").send().await?;
    shows_effects(&built);
    assert_eq!((built.status().as_u16(), values(&built, "location")), (201, vec!["/api/v1/rooms/4".to_owned()]));
    Ok(())
}

#[tokio::test]
async fn an_error_keeps_all_but_the_redirect() -> Result<()> {
    let server = Running::start(door()).await?;
    let close = from_page(client()?.post(server.url(DoorSpec::CLOSE.action_path())));
    let form = close.try_clone().expect("no stream").header("content-type", FORM);
    for answer in [close.json::<[u8; 0]>(&[]).send().await?, form.send().await?, client()?.post(server.url("/api/v1/close")).send().await?]
    {
        shows_effects(&answer);
        assert_eq!(answer.status(), 403);
        assert!(values(&answer, "location").is_empty() && values(&answer, "trifold-redirect").is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn a_redirect_to_elsewhere_is_refused_wherever_it_comes_from() -> Result<()> {
    let server = Running::start(door()).await?;
    for next in ["//evil.example", "/\\evil.example", "javascript:alert(1)", "https://evil.example", "/a\r\nset-cookie: x=1", "/%5Cevil"] {
        let route = client()?.post(server.url("/api/v1/open")).json(next).send().await?;
        assert_eq!(route.status(), 422, "{next}");
        assert!(values(&route, "location").is_empty(), "{next}");
    }
    Ok(())
}

#[tokio::test]
async fn a_client_hears_of_them() -> Result<()> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hear = heard.clone();
    let transport = InProcess::new(door()).on_effects(move |effects| hear.lock().expect("no panic").push(effects));
    let door = DoorClient::new(transport);
    assert_eq!(door.open("/inside".to_owned()).await, Ok(7));
    assert_eq!(door.pass().await, Ok(1));
    assert!(door.close().await.is_err());
    let heard = std::mem::take(&mut *heard.lock().expect("no panic"));
    assert_eq!(heard.len(), 2, "a call without effects is not heard");
    assert_eq!(heard.iter().map(|effects: &Heard| effects.redirect.as_deref()).collect::<Vec<_>>(), [Some("/inside"), None]);
    for effects in heard {
        let named = |number, color: &str| effects.invalidated.iter().any(|read| read.names(DoorSpec::DOOR, &(number, color.to_owned())));
        assert!(effects.invalidated.iter().any(|read| read.names(DoorSpec::DOORS, &())) && effects.invalidated.len() == 2);
        assert_eq!((named(1, "red"), named(2, "red"), named(1, "blue")), (true, false, false));
    }
    Ok(())
}

#[tokio::test]
async fn many_values_of_one_read_are_all_of_them() -> Result<()> {
    let server = Running::start(door()).await?;
    for (doors, names) in [(32, 32), (33, 1)] {
        let painted = from_page(client()?.post(server.url(DoorSpec::PAINT.action_path()))).json(&[doors]).send().await?;
        assert_eq!(values(&painted, "trifold-invalidate")[0].split(", ").count(), names);
    }
    Ok(())
}

#[tokio::test]
async fn contexts_of_one_call_share_them() -> Result<()> {
    let server = Running::start(door()).await?;
    let passed = from_page(client()?.post(server.url(DoorSpec::PASS.action_path()))).json::<[u8; 0]>(&[]).send().await?;
    assert_eq!(passed.status(), 200);
    assert_eq!((values(&passed, "x-first"), values(&passed, "x-second")), (vec!["1".to_owned()], vec!["2".to_owned()]));
    Ok(())
}
