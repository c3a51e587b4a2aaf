//! What two services cannot share is found when the router is built: a name, or a verb and a path.

use anyhow::Result;
use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;
use trifold::__private::{Adapter, Contract, Promise, Serve, ServiceServer};
use trifold::server::Server;
use trifold::{ServiceSpec, service};

#[service(versions = 1..=3)]
trait Notes {
    #[get("/notes/{id}")]
    async fn find(&self, id: u64) -> u8;

    #[get("/drafts", since = 2)]
    #[get("/sketches", until = 1)]
    async fn drafts(&self) -> u8;
}

/// A service with one route, and what keeps it from standing beside `Notes`.
macro_rules! beside {
    ($module:ident: $($attribute:meta),*; $route:meta) => {
        mod $module {
            #[trifold::service(name = "Others" $(, $attribute)*)]
            trait Others {
                #[$route]
                async fn other(&self) -> u8;
            }

            impl Others for super::All {
                async fn other(&self) -> u8 {
                    2
                }
            }

            pub(crate) fn server() -> trifold::server::Server {
                trifold::server::Server::new().add_service(super::NotesServer::new(super::All)).add_service(OthersServer::new(super::All))
            }
        }
    };
}

#[derive(Clone)]
struct All;

impl Notes for All {
    async fn find(&self, _: u64) -> u8 {
        1
    }

    async fn drafts(&self) -> u8 {
        1
    }
}

beside!(same_path: version = 3; get("/drafts"));
beside!(older_path: versions = 1..=2; get("/sketches"));
beside!(prefixed_path: path = "/drafts", version = 2; get("/"));
beside!(another_verb: versions = 1..=3; post("/drafts"));
beside!(another_version: version = 4; get("/drafts"));
beside!(version_without_it: version = 1; get("/drafts"));
beside!(another_base: base = "/rest", versions = 1..=3; get("/drafts"));
beside!(more_exact: versions = 1..=3; get("/notes/all"));

#[service(name = "Others")]
trait OtherCaptures {
    #[get("/notes/{key}")]
    async fn other(&self, key: String) -> u8;
}

impl OtherCaptures for All {
    async fn other(&self, _: String) -> u8 {
        2
    }
}

/// A service of another package, made by hand, since this test is one package.
struct Elsewhere;

const NOTES_ELSEWHERE: ServiceSpec = ServiceSpec::named("Notes").of("elsewhere");

impl Promise for Elsewhere {
    const CONTRACT: Contract = NOTES_ELSEWHERE.with(&[]);
}

impl Serve<()> for Elsewhere {
    const ADAPTERS: &[Adapter<()>] = &[];
}

fn refusal(server: Server) -> Option<String> {
    server.try_into_router().err().map(|error| error.to_string())
}

/// Logs and spans could not tell them apart, though their ids differ.
#[test]
fn two_services_share_no_name_from_wherever_they_come() {
    let elsewhere = another_verb::server().add_service(ServiceServer::<Elsewhere, ()>::new(()));
    let both =
        "two services are called `Notes` (packages `trifold-tests` and `elsewhere`); give one another wire name: #[service(name = \"..\")]";
    assert_eq!(refusal(elsewhere).as_deref(), Some(both));
}

#[test]
fn two_services_share_no_route() {
    let both =
        |route: &str, one: &str| Some(format!("{route} is both `Notes.{one}` of `trifold-tests` and `Others.other` of `trifold-tests`"));
    assert_eq!(refusal(same_path::server()), both("GET /api/v3/drafts", "drafts"));
    assert_eq!(refusal(older_path::server()), both("GET /api/v1/sketches", "drafts"));
    assert_eq!(refusal(prefixed_path::server()), both("GET /api/v2/drafts", "drafts"));
    let captures = Server::new().add_service(NotesServer::new(All)).add_service(OtherCapturesServer::new(All));
    assert_eq!(refusal(captures), both("GET /api/v1/notes/{key}", "find"));
}

#[test]
fn what_keeps_routes_apart_within_a_service_keeps_them_apart_between_two() {
    let apart =
        [another_verb::server(), another_version::server(), version_without_it::server(), another_base::server(), more_exact::server()];
    assert_eq!(apart.map(refusal), [const { None }; 5]);
}

/// A verb of a path that two services share by verbs is that service's own.
#[tokio::test]
async fn a_path_of_two_services_is_served_by_both() -> Result<()> {
    let router = another_verb::server().into_router();
    for (verb, answer) in [("GET", "1"), ("POST", "2")] {
        let request = Request::builder().method(verb).uri("/api/v3/drafts").header("host", "notes.example").body(Body::empty())?;
        let body = http_body_util::BodyExt::collect(router.clone().oneshot(request).await?.into_body()).await?.to_bytes();
        assert_eq!(body, answer, "{verb}");
    }
    Ok(())
}
