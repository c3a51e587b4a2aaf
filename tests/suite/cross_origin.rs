//! Requests that other sites send, over sockets: refused on both folds before anything of the app's runs; and the ways to permit some.

use crate::fixture::{Library, ShelfServer, ShelfSpec};
use crate::support::Running;
use anyhow::Result;
use reqwest::{Client, Method, RequestBuilder};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use trifold::server::{CrossOriginCounters, Server, Verdict};

struct Site {
    library: Arc<Library>,
    server: Running,
    counters: CrossOriginCounters,
}

async fn site(set: impl FnOnce(Server) -> Server) -> Result<Site> {
    let library = Arc::new(Library::default());
    let server = set(Server::new()).add_service(ShelfServer::from_arc(library.clone()));
    let counters = server.cross_origin_counters();
    Ok(Site { library, server: Running::start(server.into_router()).await?, counters })
}

impl Site {
    fn action(&self) -> RequestBuilder {
        let request = Client::new().post(self.server.url(ShelfSpec::SHAKE.action_path()));
        request.header("content-type", "application/json").header("x-reader-key", "open").body("[1, true]")
    }

    fn route(&self, method: Method, path: &str) -> RequestBuilder {
        Client::new().request(method, self.server.url(path)).header("x-reader-key", "open")
    }

    fn calls(&self) -> usize {
        self.library.calls.load(Ordering::SeqCst)
    }
}

#[tokio::test]
async fn another_sites_request_reaches_nothing() -> Result<()> {
    let site = site(|server| server).await?;
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "https://user@127.0.0.1"),
        ("origin", "\u{e9}"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "anything"),
    ] {
        let requests =
            [site.action(), site.route(Method::DELETE, "/api/v1/shelf/books/7"), site.route(Method::POST, "/api/v1/shelf/books")];
        for request in requests {
            let answer = request.header(name, value).send().await?;
            assert_eq!(answer.status(), 403, "{name}: {value}");
            assert!(answer.text().await?.contains("/problems/cross-origin"));
        }
        assert_eq!(site.route(Method::GET, "/api/v1/shelf/size").header(name, value).send().await?.status(), 200, "reading is open");
    }
    assert_eq!(site.calls(), 7, "nothing but what only reads");
    assert_eq!(site.counters.get(Verdict::Safe), 7);
    assert_eq!(site.counters.get(Verdict::CrossOrigin) + site.counters.get(Verdict::Malformed), 21);
    Ok(())
}

#[tokio::test]
async fn a_script_may_call_routes_and_where_permitted_actions() -> Result<()> {
    let strict = site(|server| server).await?;
    assert_eq!(strict.route(Method::DELETE, "/api/v1/shelf/books/7").send().await?.status(), 204);
    assert_eq!(strict.action().send().await?.status(), 403);
    let open = site(Server::allow_non_browser).await?;
    assert_eq!(open.action().send().await?.status(), 200);
    assert_eq!(open.action().header("origin", "https://evil.example").send().await?.status(), 403);
    Ok(())
}

#[tokio::test]
async fn a_trusted_origin_may_call_and_never_gets_cors() -> Result<()> {
    let site = site(|server| server.allow_origin("https://friend.example").unwrap()).await?;
    let answer = site.action().header("origin", "https://friend.example").header("sec-fetch-site", "cross-site").send().await?;
    assert_eq!(answer.status(), 200);
    assert!(!format!("{:?}", answer.headers()).contains("access-control"), "{:?}", answer.headers());
    assert_eq!(site.action().header("origin", "https://friend.example:8443").send().await?.status(), 403);
    assert_eq!(site.counters.get(Verdict::Trusted), 1);
    Ok(())
}

#[tokio::test]
async fn log_only_refuses_nobody_and_counts() -> Result<()> {
    let site = site(Server::cross_origin_log_only).await?;
    assert_eq!(site.action().header("origin", "https://evil.example").send().await?.status(), 200);
    assert_eq!(site.action().send().await?.status(), 200);
    assert_eq!((site.counters.get(Verdict::CrossOrigin), site.counters.get(Verdict::NotABrowser)), (1, 1));
    Ok(())
}

#[tokio::test]
async fn every_answer_of_an_action_has_its_headers() -> Result<()> {
    let site = site(|server| server).await?;
    let own = site.server.base();
    let unknown = Client::new().post(site.server.url("/_action/AAAAAAAAAAAAAAAAAAAAAA"));
    let answers = [
        (200, site.action().header("origin", &own)),
        (403, site.action()),
        (404, Client::new().post(site.server.url("/_action/x"))),
        (405, Client::new().get(site.server.url(ShelfSpec::SHAKE.action_path()))),
        (409, unknown),
        (415, Client::new().post(site.server.url(ShelfSpec::SHAKE.action_path())).header("origin", &own).body("x")),
    ];
    for (status, request) in answers {
        let answer = request.send().await?;
        assert_eq!(answer.status(), status);
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        assert_eq!(header("cache-control"), Some("no-store"), "{status}");
        assert_eq!(header("x-content-type-options"), Some("nosniff"), "{status}");
        assert_eq!(header("cross-origin-resource-policy"), Some("same-origin"), "{status}");
    }
    Ok(())
}
