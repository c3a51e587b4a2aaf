//! Two builds of one API that differ: an old client against a new server, and the reverse, over sockets.
//!
//! A call gives the right value, or says that it is stale. It never gives a wrong value.

use crate::support::Running;
use anyhow::Result;
use trifold::__private::{Adapter, Contract, Promise, Serve, ServiceServer};
use trifold::client::Http;
use trifold::server::Server;
use trifold::{ApiError, CallError, MethodSpec, ServiceSpec, model, service};

/// A build: its types, and the methods that are written otherwise in the other; what is the same in both stands here.
macro_rules! build {
    (types { $($items:item)* } trait $Notes:ident { $($signatures:tt)* } impl { $($methods:tt)* }) => {
        use super::{ApiError, Http, Result, Running, Server, model, service};

        $($items)*

        #[service(name = "Notes")]
        pub(super) trait $Notes {
            #[post("/keep")]
            async fn keep(&self, note: Note) -> Result<Note, Failure>;
            #[post("/draft")]
            async fn draft(&self, draft: Draft) -> Result<Draft, Failure>;
            #[get("/last")]
            async fn last(&self) -> Result<Draft, Failure>;
            #[get("/state")]
            async fn state(&self) -> State;
            #[post("/set")]
            async fn set(&self, alarm: Alarm) -> Result<bool, Failure>;
            #[get("/alarm")]
            async fn alarm(&self, is_set: bool) -> Result<Alarm, Failure>;
            #[get("/gone")]
            async fn gone(&self, is_dated: bool) -> Result<u8, Failure>;
            $($signatures)*
        }

        impl $Notes for App {
            async fn keep(&self, note: Note) -> Result<Note, Failure> {
                Ok(note)
            }
            async fn draft(&self, draft: Draft) -> Result<Draft, Failure> {
                Ok(draft)
            }
            async fn set(&self, alarm: Alarm) -> Result<bool, Failure> {
                Ok(alarm.due.is_some())
            }
            $($methods)*
        }

        /// The server of this build.
        pub(super) fn described() -> Server {
            Server::new().add_service(NotesServer::new(App))
        }

        /// A running server of this build.
        pub(super) async fn server() -> Result<Running> {
            Running::start(described().into_router()).await
        }

        /// Clients of this build, as a page calls.
        pub(super) fn clients(server: &Running) -> Result<(NotesClient<Http>, NotesRestClient<Http>)> {
            let http = Http::new(&server.base())?.header("sec-fetch-site", "same-origin");
            Ok((NotesClient::new(http.clone()), NotesRestClient::with_transport(http)))
        }

        pub(super) struct App;
    };
}

#[expect(dead_code, reason = "a build offers more than is called here")]
mod old {
    build! {
        types {
            #[model]
            #[derive(Debug, Clone, PartialEq)]
            pub(super) struct Note {
                pub(super) id: u32,
                pub(super) text: String,
                pub(super) color: Option<String>,
            }

            #[model]
            #[derive(Debug, Clone, PartialEq)]
            pub(super) struct Draft {
                pub(super) text: String,
            }

            #[model]
            #[derive(Debug, Clone, Copy, PartialEq)]
            pub(super) enum State {
                Open,
                Done,
            }

            #[model]
            #[derive(Debug, Clone, PartialEq)]
            pub(super) struct Alarm {
                pub(super) due: Option<u32>,
            }

            #[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
            pub(super) enum Failure {
                #[error("gone")]
                #[status(404)]
                Gone { id: u32, since: Option<u32> },
            }
        }

        trait Notes {
            #[get("/minus")]
            async fn minus(&self, from: i32, take: i32) -> i32;
            #[get("/find/{id}")]
            async fn find(&self, id: u32) -> String;
            #[get("/page")]
            async fn page(&self, size: u32) -> String;
            #[get("/removed")]
            async fn removed(&self) -> u8;
        }

        impl {
            async fn last(&self) -> Result<Draft, Failure> {
                Ok(Draft { text: "last".to_owned() })
            }
            async fn minus(&self, from: i32, take: i32) -> i32 {
                from - take
            }
            async fn state(&self) -> State {
                State::Done
            }
            async fn find(&self, id: u32) -> String {
                id.to_string()
            }
            async fn page(&self, size: u32) -> String {
                size.to_string()
            }
            async fn alarm(&self, is_set: bool) -> Result<Alarm, Failure> {
                Ok(Alarm { due: is_set.then_some(9) })
            }
            async fn gone(&self, is_dated: bool) -> Result<u8, Failure> {
                Err(Failure::Gone { id: 7, since: is_dated.then_some(1999) })
            }
            async fn removed(&self) -> u8 {
                1
            }
        }
    }
}

mod new {
    build! {
        types {
            #[model]
            #[derive(Debug, Clone, PartialEq)]
            pub(super) struct Note {
                #[serde(default)]
                pub(super) pinned: bool,
                pub(super) text: String,
                pub(super) tags: Option<Vec<String>>,
                pub(super) id: u32,
            }

            #[model]
            #[derive(Debug, Clone, PartialEq)]
            pub(super) struct Draft {
                pub(super) body: String,
            }

            #[model]
            #[derive(Debug, Clone, Copy, PartialEq)]
            pub(super) enum State {
                Open,
                Done,
                Late,
            }

            #[model]
            #[derive(Debug, Clone, PartialEq)]
            pub(super) struct Alarm {
                pub(super) due: Option<String>,
            }

            #[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
            pub(super) enum Failure {
                #[error("gone")]
                #[status(410)]
                Gone { id: u32, since: Option<String> },
            }
        }

        trait Notes {
            #[get("/minus")]
            async fn minus(&self, take: i32, from: i32) -> i32;
            #[get("/find/{id}")]
            async fn find(&self, id: String) -> String;
            #[get("/page")]
            async fn page(&self, size: String) -> String;
            #[get("/added")]
            async fn added(&self) -> u8;
        }

        impl {
            async fn last(&self) -> Result<Draft, Failure> {
                Ok(Draft { body: "last".to_owned() })
            }
            async fn minus(&self, take: i32, from: i32) -> i32 {
                from - take
            }
            async fn state(&self) -> State {
                State::Late
            }
            async fn find(&self, id: String) -> String {
                id
            }
            async fn page(&self, size: String) -> String {
                size
            }
            async fn alarm(&self, is_set: bool) -> Result<Alarm, Failure> {
                Ok(Alarm { due: is_set.then(|| "noon".to_owned()) })
            }
            async fn gone(&self, is_dated: bool) -> Result<u8, Failure> {
                Err(Failure::Gone { id: 7, since: is_dated.then(|| "May".to_owned()) })
            }
            async fn added(&self) -> u8 {
                1
            }
        }
    }
}

/// The old and the new build.
pub(crate) fn builds() -> [Server; 2] {
    [old::described(), new::described()]
}

#[test]
fn the_two_builds_share_what_they_can_read() {
    let shared = |one: MethodSpec, two: MethodSpec| (one.action == two.action, one.strict == two.strict);
    for (old, new) in [
        (old::NotesSpec::KEEP.spec(), new::NotesSpec::KEEP.spec()),
        (old::NotesSpec::SET.spec(), new::NotesSpec::SET.spec()),
        (old::NotesSpec::ALARM.spec(), new::NotesSpec::ALARM.spec()),
        (old::NotesSpec::GONE.spec(), new::NotesSpec::GONE.spec()),
    ] {
        assert_eq!(shared(old, new), (true, false), "{}", old.name);
    }
    for (old, new) in [
        (old::NotesSpec::DRAFT.spec(), new::NotesSpec::DRAFT.spec()),
        (old::NotesSpec::LAST.spec(), new::NotesSpec::LAST.spec()),
        (old::NotesSpec::MINUS.spec(), new::NotesSpec::MINUS.spec()),
        (old::NotesSpec::STATE.spec(), new::NotesSpec::STATE.spec()),
        (old::NotesSpec::FIND.spec(), new::NotesSpec::FIND.spec()),
        (old::NotesSpec::PAGE.spec(), new::NotesSpec::PAGE.spec()),
    ] {
        assert_eq!(shared(old, new), (false, false), "{}", old.name);
    }
}

/// Asserts that the same call through both folds gives the same.
macro_rules! both {
    ($clients:ident, $method:ident($($argument:expr),*), $expected:expr) => {
        assert_eq!($clients.0.$method($($argument),*).await, $expected, "the action `{}`", stringify!($method));
        assert_eq!($clients.1.$method($($argument),*).await, $expected, "the route `{}`", stringify!($method));
    };
}

#[tokio::test]
async fn an_old_client_and_a_new_server_share_what_is_compatible() -> Result<()> {
    let server = new::server().await?;
    let clients = old::clients(&server)?;
    let note = |color: Option<&str>| old::Note { id: 7, text: "milk".to_owned(), color: color.map(str::to_owned) };
    both!(clients, keep(note(None)), Ok(note(None)));
    // What the server does not know does not come back.
    both!(clients, keep(note(Some("red"))), Ok(note(None)));
    both!(clients, set(old::Alarm { due: None }), Ok(false));
    both!(clients, alarm(false), Ok(old::Alarm { due: None }));
    // Neither does another status tell another error.
    both!(clients, gone(false), Err(CallError::Api(old::Failure::Gone { id: 7, since: None })));
    Ok(())
}

#[tokio::test]
async fn a_new_client_and_an_old_server_share_what_is_compatible() -> Result<()> {
    let server = old::server().await?;
    let clients = new::clients(&server)?;
    let note = |pinned: bool, tags: Option<Vec<String>>| new::Note { pinned, text: "milk".to_owned(), tags, id: 7 };
    both!(clients, keep(note(false, None)), Ok(note(false, None)));
    both!(clients, keep(note(true, Some(vec!["x".to_owned()]))), Ok(note(false, None)));
    both!(clients, set(new::Alarm { due: None }), Ok(false));
    both!(clients, alarm(false), Ok(new::Alarm { due: None }));
    both!(clients, gone(false), Err(CallError::Api(new::Failure::Gone { id: 7, since: None })));
    Ok(())
}

#[tokio::test]
async fn an_optional_field_of_another_type_is_stale_where_it_is_there() -> Result<()> {
    let server = new::server().await?;
    let clients = old::clients(&server)?;
    // The server cannot read it.
    both!(clients, set(old::Alarm { due: Some(9) }), Err(CallError::Stale));
    // The client cannot read it, in a value and in an error.
    both!(clients, alarm(true), Err(CallError::Stale));
    both!(clients, gone(true), Err(CallError::Stale));
    let server = old::server().await?;
    let clients = new::clients(&server)?;
    both!(clients, set(new::Alarm { due: Some("noon".to_owned()) }), Err(CallError::Stale));
    both!(clients, alarm(true), Err(CallError::Stale));
    both!(clients, gone(true), Err(CallError::Stale));
    Ok(())
}

#[tokio::test]
async fn an_incompatible_action_is_stale() -> Result<()> {
    let server = new::server().await?;
    let (old, _) = old::clients(&server)?;
    assert_eq!(old.draft(old::Draft { text: "milk".to_owned() }).await, Err(CallError::Stale));
    assert_eq!(old.last().await, Err(CallError::Stale));
    assert_eq!(old.minus(5, 3).await, Err(CallError::Stale));
    assert_eq!(old.state().await, Err(CallError::Stale));
    assert_eq!(old.find(7).await, Err(CallError::Stale));
    assert_eq!(old.removed().await, Err(CallError::Stale));
    let server = old::server().await?;
    let (new, _) = new::clients(&server)?;
    assert_eq!(new.draft(new::Draft { body: "milk".to_owned() }).await, Err(CallError::Stale));
    assert_eq!(new.last().await, Err(CallError::Stale));
    assert_eq!(new.minus(3, 5).await, Err(CallError::Stale));
    assert_eq!(new.state().await, Err(CallError::Stale));
    assert_eq!(new.find("7".to_owned()).await, Err(CallError::Stale));
    assert_eq!(new.added().await, Err(CallError::Stale));
    Ok(())
}

/// A route has a version and no id: what both sides can read is read, and by name; what one cannot is stale.
#[tokio::test]
async fn an_incompatible_route_is_stale_where_it_cannot_be_read() -> Result<()> {
    let server = new::server().await?;
    let (_, old) = old::clients(&server)?;
    assert_eq!(old.draft(old::Draft { text: "milk".to_owned() }).await, Err(CallError::Stale));
    assert_eq!(old.last().await, Err(CallError::Stale));
    assert_eq!(old.minus(5, 3).await, Ok(2));
    assert_eq!(old.state().await, Err(CallError::Stale));
    assert_eq!(old.find(7).await, Ok("7".to_owned()));
    assert!(matches!(old.removed().await, Err(CallError::Problem(problem)) if problem.status == 404));
    let server = old::server().await?;
    let (_, new) = new::clients(&server)?;
    assert_eq!(new.draft(new::Draft { body: "milk".to_owned() }).await, Err(CallError::Stale));
    assert_eq!(new.last().await, Err(CallError::Stale));
    assert_eq!(new.minus(3, 5).await, Ok(2));
    assert_eq!(new.state().await, Ok(new::State::Done));
    // A capture and a parameter that the server cannot read.
    assert_eq!(new.find("seven".to_owned()).await, Err(CallError::Stale));
    assert_eq!(new.page("big".to_owned()).await, Err(CallError::Stale));
    assert!(matches!(new.added().await, Err(CallError::Problem(problem)) if problem.status == 404));
    Ok(())
}

/// Without another build there is nothing to blame: what cannot be read is the caller's fault.
#[tokio::test]
async fn a_caller_without_a_fingerprint_is_not_stale() -> Result<()> {
    let server = old::server().await?;
    let response = reqwest::get(server.url("/api/v1/page?size=big")).await?;
    assert_eq!(response.status(), 400);
    assert!(!response.headers().contains_key("trifold-fingerprint"));
    Ok(())
}

#[test]
fn services_of_one_name_are_not_served_together() {
    let server = Server::new().add_service(old::NotesServer::new(old::App)).add_service(new::NotesServer::new(new::App));
    let error = server.try_into_router().expect_err("two services have one name").to_string();
    assert_eq!(
        error,
        "two services are called `Notes` (packages `trifold-tests` and `trifold-tests`); give one another wire name: #[service(name = \"..\")]"
    );
}

/// No two names give one id, short of a collision of SHA-256. So this service is made by hand.
#[test]
fn methods_of_one_id_are_not_served_together() {
    const TWINS: ServiceSpec = ServiceSpec::named("Twins").of("trifold-tests");
    const KEEP: MethodSpec = MethodSpec { service: &TWINS, route: None, ..old::NotesSpec::KEEP.spec() };
    struct Twins;
    impl Promise for Twins {
        const CONTRACT: Contract = TWINS.with(&[KEEP]);
    }
    impl Serve<()> for Twins {
        const ADAPTERS: &[Adapter<()>] = &[|_| unreachable!("nothing is served")];
    }
    let server = Server::new().add_service(old::NotesServer::new(old::App)).add_service(ServiceServer::<Twins, ()>::new(()));
    let error = server.try_into_router().expect_err("two methods have one id").to_string();
    assert_eq!(error, "`Notes.keep` of `trifold-tests` and `Twins.keep` of `trifold-tests` have one action id");
}
