//! The example's images: attached by a form as a browser sends it, shown to their session alone, and no larger than they may be.

use crate::support::{Running, from_page, to_page};
use anyhow::{Context, Result};
use reqwest::{Client, Response};
use todos_api::{IMAGE_MAX, TodosSpec};
use todos_server::{Config, site};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and more";

/// A browser with a session, and the app that it visits.
struct Visit {
    server: Running,
    client: Client,
    cookie: String,
    _folder: tempfile::TempDir,
}

impl Visit {
    async fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let config = Config { database: folder.path().join("todos.db"), assets: None, https: false };
        let server = Running::start(site(&config)?.into_router()).await?;
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let cookie = session(&client.get(server.url("/")).send().await?)?;
        Ok(Self { server, client, cookie, _folder: folder })
    }

    async fn get(&self, path: &str) -> Result<Response> {
        Ok(self.client.get(self.server.url(path)).header("cookie", &self.cookie).send().await?)
    }

    async fn create(&self, title: &str) -> Result<u16> {
        let post = from_page(self.client.post(self.server.url(TodosSpec::CREATE.action_path()))).header("cookie", &self.cookie);
        Ok(post.json(&serde_json::json!([{ "title": title, "due": null }])).send().await?.status().as_u16())
    }

    async fn attach(&self, id: u64, image: &[u8]) -> Result<Response> {
        self.attach_with(&[("id", &id.to_string())], image).await
    }

    async fn attach_with(&self, fields: &[(&str, &str)], image: &[u8]) -> Result<Response> {
        let field = |(name, value): &(&str, &str)| format!("--XX\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        let mut body = fields.iter().map(field).collect::<String>().into_bytes();
        body.extend_from_slice(
            b"--XX\r\ncontent-disposition: form-data; name=\"image\"; filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\n",
        );
        body.extend_from_slice(image);
        body.extend_from_slice(b"\r\n--XX--\r\n");
        let post = from_page(self.client.post(self.server.url(&to_page("/", TodosSpec::ATTACH)))).header("cookie", &self.cookie);
        Ok(post.header("content-type", "multipart/form-data; boundary=XX").body(body).send().await?)
    }
}

fn session(response: &Response) -> Result<String> {
    let cookie = response.headers().get("set-cookie").context("the first visit starts a session")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn an_image_is_attached_and_shown() -> Result<()> {
    let visit = Visit::start().await?;
    assert_eq!(visit.create("walk").await?, 200);
    let page = visit.get("/").await?.text().await?;
    assert!(page.contains("enctype=\"multipart/form-data\"") && !page.contains("<img"), "{page}");
    assert_eq!(visit.get("/image/1").await?.status(), 404);
    assert_eq!(visit.attach(1, PNG).await?.status(), 303);
    let page = visit.get("/").await?.text().await?;
    assert!(page.contains("<img class=\"image\" src=\"/image/1\" alt=\"Image of walk\">"), "{page}");
    let image = visit.get("/image/1").await?;
    assert_eq!((image.headers()["content-type"].to_str()?, image.headers()["x-content-type-options"].to_str()?), ("image/png", "nosniff"));
    assert_eq!(image.bytes().await?, PNG);
    // Another session has no such todo, and none has no image.
    let other = Visit { cookie: session(&visit.client.get(visit.server.url("/")).send().await?)?, ..visit };
    assert_eq!((other.get("/image/1").await?.status(), other.attach(1, PNG).await?.status()), (404.try_into()?, 404.try_into()?));
    Ok(())
}

#[tokio::test]
async fn what_is_no_image_or_too_large_is_refused() -> Result<()> {
    let visit = Visit::start().await?;
    visit.create("walk").await?;
    assert_eq!(visit.attach(1, b"<svg><script/></svg>").await?.status(), 415);
    let mut large = PNG.to_vec();
    large.resize(usize::try_from(IMAGE_MAX)? + 1, 0);
    assert_eq!(visit.attach(1, &large).await?.status(), 413);
    large.pop();
    assert_eq!(visit.attach(1, &large).await?.status(), 303);
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_sent_twice_with_its_forms_key_is_attached_once() -> Result<()> {
    let visit = Visit::start().await?;
    visit.create("walk").await?;
    let page = visit.get("/").await?.text().await?;
    let form = page.split("<form").find(|form| form.contains("multipart/form-data")).context("a form for a file")?;
    let key = form.split("name=\"_key\" value=\"").nth(1).and_then(|rest| rest.get(..32)).context("its key")?.to_owned();
    assert!(form.find("_key") < form.find("type=\"file\""), "fields come before the file");
    let fields = [("_key", key.as_str()), ("id", "1")];
    let (first, second) = (visit.attach_with(&fields, PNG).await?, visit.attach_with(&fields, PNG).await?);
    assert_eq!((first.status(), second.status()), (303.try_into()?, 303.try_into()?));
    assert!(!first.headers().contains_key("idempotent-replayed") && second.headers()["idempotent-replayed"] == "true");
    Ok(())
}
