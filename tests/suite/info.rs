//! The documents as they are served: the words of `Server::info`, those of doc comments however they are written, and what is deprecated.

use crate::support::Running;
use anyhow::Result;
use serde_json::{Value, json};
use trifold::server::{Info, Server};
use trifold::{model, service};

/// A macro of the user's, in a doc comment.
macro_rules! about {
    ($what:literal) => {
        concat!("Words about ", $what, ".")
    };
}

#[doc = about!("a page")]
#[model]
#[derive(Debug, Clone)]
struct Page {
    #[doc = about!("a number")]
    number: u16,
    #[cfg_attr(all(), doc = "Under a condition.")]
    text: String,
    #[deprecated(note = "use `text`")]
    words: Option<String>,
}

#[doc = about!("books")]
#[service(versions = 1..=2)]
trait Books {
    #[doc = include_str!("info.md")]
    #[get("/pages/{number}")]
    #[cfg_attr(all(), allow(clippy::needless_pass_by_value))]
    async fn page(&self, number: u16) -> Page;

    /// Burns them.
    #[deprecated(note = "use nothing")]
    #[post("/fires")]
    async fn burn(&self);

    /// Counts them.
    #[get("/count", since = 2)]
    async fn count(&self) -> u64;

    /// Hums.
    #[get("/hum")]
    async fn hum(&self) -> u64;
}

struct Shelf;

impl Books for Shelf {
    async fn page(&self, number: u16) -> Page {
        #[expect(deprecated, reason = "an old field is written too")]
        Page { number, text: String::new(), words: None }
    }

    async fn burn(&self) {}

    async fn count(&self) -> u64 {
        1
    }

    async fn hum(&self) -> u64 {
        2
    }
}

fn server() -> Server {
    let info = Info::new("Books")
        .description("All of them.")
        .terms_of_service("https://books.example/terms")
        .contact("The desk", "desk@books.example")
        .license("MIT", "https://opensource.org/license/mit")
        .server("https://api.books.example", "Production")
        .server("https://try.books.example", "For trying")
        .tag("numbers", "What is counted.")
        .tagged(BooksSpec::COUNT, ["numbers"])
        .describe(BooksSpec::COUNT, "How many", "All that there are.")
        .leave_out(BooksSpec::HUM);
    let old = Info::new("Books, as they were")
        .of_version(1)
        .contact("Nobody", "https://books.example/old")
        .server("https://old.books.example", "Old");
    Server::new().info(info).info(old).add_service(BooksServer::new(Shelf))
}

async fn served(running: &Running, path: &str) -> Result<Value> {
    Ok(reqwest::get(running.url(path)).await?.error_for_status()?.json().await?)
}

#[tokio::test]
async fn the_documents_of_a_version_have_its_words() -> Result<()> {
    let running = Running::start(server().into_router()).await?;
    for name in ["openapi.json", "openapi-3.0.json"] {
        let [one, two] = [served(&running, &format!("/api/v1/{name}")).await?, served(&running, &format!("/api/v2/{name}")).await?];
        let contact = json!({ "name": "The desk", "email": "desk@books.example" });
        let license = json!({ "name": "MIT", "url": "https://opensource.org/license/mit" });
        let info = json!({
            "title": "Books", "version": "2", "description": "All of them.", "termsOfService": "https://books.example/terms",
            "contact": contact, "license": license,
        });
        assert_eq!(two["info"], info);
        let contact = json!({ "name": "Nobody", "url": "https://books.example/old" });
        assert_eq!(one["info"], json!({ "title": "Books, as they were", "version": "1", "contact": contact }));
        let urls =
            |document: &Value| document["servers"].as_array().into_iter().flatten().map(|server| server["url"].clone()).collect::<Vec<_>>();
        assert_eq!(urls(&two), ["https://api.books.example", "https://try.books.example"]);
        assert_eq!(urls(&one), ["https://old.books.example"]);
    }
    Ok(())
}

#[tokio::test]
async fn an_operation_is_shown_as_the_server_says() -> Result<()> {
    let running = Running::start(server().into_router()).await?;
    for name in ["openapi.json", "openapi-3.0.json"] {
        let document = served(&running, &format!("/api/v2/{name}")).await?;
        let count = &document["paths"]["/api/v2/count"]["get"];
        assert_eq!((&count["summary"], &count["description"]), (&json!("How many"), &json!("All that there are.")));
        assert_eq!(count["tags"], json!(["numbers"]));
        let tags =
            json!([{ "name": "Books", "description": "Words about books." }, { "name": "numbers", "description": "What is counted." }]);
        assert_eq!(document["tags"], tags);
        assert_eq!(document["paths"].get("/api/v2/hum"), None);
    }
    assert_eq!(served(&running, "/api/v2/hum").await?, json!(2), "left out of the document, and served");
    assert!(
        served(&running, "/api/v1/openapi.json").await?["paths"].get("/api/v1/hum").is_some(),
        "the other version has words of its own"
    );
    Ok(())
}

#[tokio::test]
async fn docs_reach_the_document_however_they_are_written() -> Result<()> {
    let running = Running::start(server().into_router()).await?;
    for name in ["openapi.json", "openapi-3.0.json"] {
        let document = served(&running, &format!("/api/v1/{name}")).await?;
        assert_eq!(document["tags"][0]["description"], "Words about books.");
        let page = &document["paths"]["/api/v1/pages/{number}"]["get"];
        assert_eq!((&page["summary"], &page["description"]), (&json!("Reads a page"), &json!("As it was written in a file of its own.")));
        let schema = &document["components"]["schemas"]["Page"];
        assert_eq!(schema["description"], "Words about a page.");
        assert_eq!(schema["properties"]["number"]["description"], "Words about a number.");
        assert_eq!(schema["properties"]["text"]["description"], "Under a condition.");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_deprecated_is_so_in_the_document() -> Result<()> {
    let running = Running::start(server().into_router()).await?;
    for name in ["openapi.json", "openapi-3.0.json"] {
        let document = served(&running, &format!("/api/v2/{name}")).await?;
        let is_deprecated = |pointer: &str| document.pointer(pointer).and_then(|value| value["deprecated"].as_bool()).unwrap_or_default();
        assert!(is_deprecated("/paths/~1api~1v2~1fires/post") && !is_deprecated("/paths/~1api~1v2~1count/get"));
        assert!(is_deprecated("/components/schemas/Page/properties/words") && !is_deprecated("/components/schemas/Page/properties/text"));
    }
    Ok(())
}
