//! The page that shows the OpenAPI document: complete without another host, and gone where it is switched off.

use crate::fixture::{Library, ShelfServer, shelf};
use crate::support::Running;
use anyhow::{Context, Result};
use axum::body::Body;
use futures_util::FutureExt;
use futures_util::future::try_join_all;
use reqwest::{Client, StatusCode, header};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use tower::ServiceExt;
use trifold::server::Server;

#[tokio::test]
async fn the_page_has_all_it_needs_here() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let page = reqwest::get(server.url("/api/v1/docs")).await?;
    assert_eq!((page.status(), &page.headers()[header::CONTENT_TYPE]), (StatusCode::OK, &"text/html; charset=utf-8".parse()?));
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str()?.to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("http"), "{policy}");
    let text = page.text().await?;
    assert!(!text.contains("//"), "it names another host: {text}");
    let source = text.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).context("the page has a script")?;
    let script = reqwest::get(server.url(&format!("/api/v1/{source}"))).await?;
    assert_eq!((script.status(), &script.headers()[header::CONTENT_TYPE]), (StatusCode::OK, &"text/javascript; charset=utf-8".parse()?));
    assert_eq!(script.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(script.headers()[header::CACHE_CONTROL].to_str()?.contains("immutable"));
    assert!(text.contains("spec-url=\"openapi-3.0.json\""));
    Ok(())
}

#[tokio::test]
async fn who_has_it_is_not_sent_it_again() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    for path in ["docs", "openapi.json", "openapi-3.0.json"] {
        let url = server.url(&format!("/api/v1/{path}"));
        let tag = reqwest::get(&url).await?.headers()[header::ETAG].clone();
        let again = Client::new().get(&url).header(header::IF_NONE_MATCH, tag).send().await?;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
        let other = Client::new().get(&url).header(header::IF_NONE_MATCH, "\"other\"").send().await?;
        assert_eq!(other.status(), StatusCode::OK, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn it_can_be_switched_off() -> Result<()> {
    let router = Server::new().add_service(ShelfServer::new(Library::default())).without_docs().into_router();
    let server = Running::start(router).await?;
    assert_eq!(reqwest::get(server.url("/api/v1/docs")).await?.status(), StatusCode::NOT_FOUND);
    assert_eq!(reqwest::get(server.url("/api/v1/openapi.json")).await?.status(), StatusCode::OK);
    Ok(())
}

/// Routes without a version share their place with the documents.
mod beside {
    #[trifold::service(unversioned)]
    pub(crate) trait Words {
        #[get("/{word}")]
        async fn say(&self, word: String) -> String;
    }

    pub(crate) struct Mouth;

    impl Words for Mouth {
        async fn say(&self, word: String) -> String {
            word
        }
    }
}

#[tokio::test]
async fn without_docs_a_capture_has_their_names() -> Result<()> {
    use beside::{Mouth, WordsServer};
    let with = Running::start(Server::new().add_service(WordsServer::new(Mouth)).into_router()).await?;
    let without = Running::start(Server::new().add_service(WordsServer::new(Mouth)).without_docs().into_router()).await?;
    for (path, is_given_up) in [("docs", true), ("openapi-3.0.json", true), ("openapi.json", false), ("other", true)] {
        let word = reqwest::get(without.url(&format!("/api/{path}"))).await?.text().await?;
        assert_eq!(word == format!("\"{path}\""), is_given_up, "{path}: {word}");
        let document = reqwest::get(with.url(&format!("/api/{path}"))).await?.text().await?;
        assert_eq!(document == format!("\"{path}\""), path == "other", "{path}");
    }
    Ok(())
}

/// A type that counts how often it is described.
mod counted {
    use std::sync::atomic::{AtomicUsize, Ordering};

    pub(crate) static DESCRIBED: AtomicUsize = AtomicUsize::new(0);

    fn least() -> u8 {
        DESCRIBED.fetch_add(1, Ordering::Relaxed);
        1
    }

    #[trifold::model]
    pub(crate) struct Question {
        #[serde(default = "least")]
        number: u8,
    }

    #[trifold::service]
    pub(crate) trait Ask {
        #[post("/ask")]
        async fn ask(&self, #[body] question: Question) -> u8;
    }

    pub(crate) struct Oracle;

    impl Ask for Oracle {
        async fn ask(&self, question: Question) -> u8 {
            question.number
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn documents_are_written_once_when_somebody_asks() -> Result<()> {
    let server = || Server::new().add_service(counted::AskServer::new(counted::Oracle));
    let described = || counted::DESCRIBED.load(Ordering::Relaxed);
    server().documents()?;
    let once = described();
    let service = server().into_service();
    assert_eq!((once > 0, described()), (true, once), "nobody has asked for a document yet");
    let ask = |name: &str| {
        let request = axum::http::Request::get(format!("/api/v1/{name}")).header("host", "a").body(Body::empty());
        request.map(|request| service.clone().oneshot(request))
    };
    for _ in 0..8 {
        drop(ask("openapi.json")?.now_or_never());
    }
    let asked = (0..64).map(|number| ask(["openapi.json", "openapi-3.0.json"][number % 2])).collect::<Result<Vec<_>, _>>()?;
    let answers = try_join_all(asked).await?;
    assert!(answers.iter().all(|answer| answer.status() == StatusCode::OK));
    let tags: BTreeSet<_> = answers.iter().filter_map(|answer| answer.headers().get(header::ETAG)?.to_str().ok()).collect();
    assert_eq!((tags.len(), described()), (2, 2 * once), "however many ask, and however many leave");
    Ok(())
}
